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

document.documentElement.classList.add("js");

/** Fetches what the markup under `root` asks for; call it again after adding markup. */
export function enhance(root = document) {
  for (const [selector, name] of Object.entries(wanted)) {
    const found = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) found.push(root);
    if (found.length) import(`civic/${name}`).then((module) => found.forEach((element) => module.enhance?.(element)));
  }
}

enhance();
