// <a data-inline-form href="/…/reply/">: opens that page's form in place and sends it in place. Without scripts the link simply leads there.
// data-inline-form="#id" names where it opens; empty: right after the link. Typed words are kept while the tab lives.
import { enhance as enhanceAll } from "civic/start";
import { postForm } from "civic/net";
import { word } from "civic/words";

const keyOf = (link) => `civic:inline:${link.href}`;
const formIn = (html) => new DOMParser().parseFromString(html, "text/html").querySelector("main form[method=post]");

function remember(link, form) {
  const words = Object.fromEntries([...form.querySelectorAll("textarea, input[type=text]")].filter((field) => field.name && field.value).map((field) => [field.name, field.value]));
  try { sessionStorage.setItem(keyOf(link), JSON.stringify(words)); } catch { /* no storage, no memory */ }
}

function recall(link, form) {
  let words = {};
  try { words = JSON.parse(sessionStorage.getItem(keyOf(link))) ?? {}; } catch { return; }
  for (const [name, value] of Object.entries(words)) {
    const field = form.elements.namedItem(name);
    if (field && "value" in field && !field.value) field.value = value;
  }
}

class InlineForm {
  constructor(link) {
    this.link = link;
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
      event.preventDefault();
      if (this.box) this.close(); else this.open();
    });
  }

  async open() {
    this.link.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(this.link.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
      const form = response.ok && formIn(await response.text());
      if (!form) throw new Error("no form there");
      this.show(form, response.url);
    } catch { location.assign(this.link.href); }
    this.link.removeAttribute("aria-busy");
  }

  show(form, from) {
    this.box?.remove();
    this.box = Object.assign(document.createElement("div"), { className: "inline-form" });
    form.dataset.from ||= from;
    const cancel = Object.assign(document.createElement("button"), { type: "button", className: "button button--link", textContent: word("Cancel") });
    cancel.addEventListener("click", () => this.close(true));
    (form.querySelector(".form-foot, .actions") ?? form).append(cancel);
    recall(this.link, form);
    form.addEventListener("input", () => remember(this.link, form));
    form.addEventListener("submit", (event) => { event.preventDefault(); this.send(form, event.submitter); });
    this.box.append(form);
    const where = this.link.dataset.inlineForm && document.querySelector(this.link.dataset.inlineForm);
    if (where) where.append(this.box); else (this.link.closest(".comment__foot, .actions, p") ?? this.link).after(this.box);
    this.link.setAttribute("aria-expanded", "true");
    enhanceAll(this.box);
    if (!form.querySelector("[data-error-summary]")) form.querySelector("textarea, input:not([type=hidden])")?.focus();
  }

  async send(form, submitter) {
    if (this.sending) return;
    this.sending = true;
    submitter?.setAttribute("aria-busy", "true");
    try {
      const answer = await postForm(form, submitter);
      const again = formIn(answer.html);
      if (answer.redirected && answer.ok) this.arrived(answer.url);
      else if (again) { form.reset(); this.show(again, form.dataset.from); }
      else throw new Error(`status ${answer.status}`);
    } catch { this.say(form, word("You seem to be offline. Nothing is lost: try again when you have signal.")); }
    submitter?.removeAttribute("aria-busy");
    this.sending = false;
  }

  arrived(url) {
    try { sessionStorage.removeItem(keyOf(this.link)); } catch { /* nothing was kept */ }
    const there = new URL(url);
    const same = there.pathname === location.pathname && there.search === location.search;
    location.assign(url);
    if (same) location.reload();
  }

  say(form, text) {
    const note = form.querySelector(".notice--error") ?? Object.assign(document.createElement("p"), { className: "notice notice--error" });
    note.setAttribute("role", "alert");
    note.textContent = text;
    form.prepend(note);
  }

  close(back = false) {
    this.box?.remove();
    this.box = null;
    this.link.setAttribute("aria-expanded", "false");
    if (back) this.link.focus();
  }
}

export function enhance(link) { new InlineForm(link); }
