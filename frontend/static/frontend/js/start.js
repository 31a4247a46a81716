// Runs on every page: says that scripts work, then fetches only the modules this page has a use for.
const wanted = {
  "[data-error-summary]": "error-summary",
  "[data-char-count]": "char-count",
  "[data-menu]": "menu",
  "[data-suggest]": "suggest",
  "[data-tabs]": "tabs",
  "[data-draft], [data-draft-sent]": "draft",
  "[data-inline-form]": "inline-form",
  "[data-submit-once]": "submit-once",
  "input[type=file][data-photos]": "photos",
  "civic-map": "map",
  "civic-support": "support",
};
const done = new WeakMap();

document.documentElement.classList.add("js");
// The answer to a refused form stands in the history as a page to ask for, not as a form to send again.
if (document.querySelector("[data-error-summary]")) history.replaceState(history.state, "");

function once(element, name) {
  const names = done.get(element) ?? new Set();
  done.set(element, names);
  return !names.has(name) && names.add(name);
}

/** Fetches what the markup under `root` asks for, each element once; call it again after adding markup. */
export function enhance(root = document) {
  for (const [selector, name] of Object.entries(wanted)) {
    const found = [...root.querySelectorAll(selector)].filter((element) => once(element, name));
    if (found.length) import(`civic/${name}`).then((module) => found.forEach((element) => module.enhance?.(element)));
  }
}

enhance();
