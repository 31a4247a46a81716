// <form data-draft="name"> keeps its words in this browser until a page with data-draft-sent="name" says they arrived.
import { word } from "civic/words";

const keyOf = (name) => `civic:draft:${name}`;
const skipped = "[type=password], [type=file], [type=hidden], [type=submit], [name=csrfmiddlewaretoken], [data-draft-skip]";
const fieldsOf = (form) => [...form.elements].filter((field) => field.name && field.matches("input, select, textarea") && !field.matches(skipped));

function read(name) {
  try { return JSON.parse(localStorage.getItem(keyOf(name))) ?? {}; } catch { return {}; }
}

function write(name, values) {
  try {
    if (Object.keys(values).length) localStorage.setItem(keyOf(name), JSON.stringify(values));
    else localStorage.removeItem(keyOf(name));
  } catch { /* private window or full: the form works without a draft */ }
}

/** Forgets a draft: what it held has been sent. */
export function forget(name) { write(name, {}); }

function collect(form) {
  const values = {};
  for (const field of fieldsOf(form)) {
    if (field.type === "checkbox" || field.type === "radio") { if (field.checked) (values[field.name] ??= []).push(field.value); }
    else if (field.value.trim()) values[field.name] = field.value;
  }
  return values;
}

function restore(form, values) {
  let restored = false;
  const chosen = new Set(fieldsOf(form).filter((field) => field.checked).map((field) => field.name));
  for (const field of fieldsOf(form)) {
    const value = values[field.name];
    if (value === undefined) continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (chosen.has(field.name) || !value.includes?.(field.value)) continue;
      field.checked = true;
    } else {
      if (field.value.trim()) continue;              // what the server sent is newer
      field.value = value;
    }
    restored = true;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  return restored;
}

function offer(form, name) {
  const note = Object.assign(document.createElement("div"), { className: "notice" });
  note.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: word("Start again") });
  note.append(Object.assign(document.createElement("p"), { textContent: word("We kept what you had typed.") }), button);
  button.addEventListener("click", () => { forget(name); form.reset(); note.remove(); });
  form.prepend(note);
}

export function enhance(element) {
  if (element.dataset.draftSent) { element.dataset.draftSent.split(" ").forEach(forget); return; }
  const name = element.dataset.draft;
  const clean = !document.querySelector("[data-error-summary]");
  if (restore(element, read(name)) && clean) offer(element, name);
  let timer;
  const save = () => write(name, collect(element));
  element.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(save, 300); });
  element.addEventListener("submit", save);
  addEventListener("pagehide", save);
}
