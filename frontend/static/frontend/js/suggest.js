// Type-ahead for <input data-suggest="/api/v1/suggestions/">: an accessible combobox over a search form that works without it.
// Results {title, url, kind}: choosing one opens its url; without a url the field is filled and "suggest:chosen" is fired.
import { word } from "civic/words";

let made = 0;

class Suggest {
  constructor(input) {
    this.input = input;
    this.id = `suggest-${++made}`;
    this.list = Object.assign(document.createElement("ul"), { className: "combobox__list", id: this.id, hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", word("Suggestions"));
    this.status = Object.assign(document.createElement("div"), { className: "visually-hidden" });
    this.status.setAttribute("role", "status");
    const holder = input.closest("form.search") ?? input.parentElement;
    holder.classList.add("combobox");
    holder.append(this.list, this.status);
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.id })) input.setAttribute(name, value);
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => setTimeout(() => this.close(), 150));
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => { const option = event.target.closest("[role=option]"); if (option) this.choose(option); });
  }

  get options() { return [...this.list.children]; }

  later() {
    clearTimeout(this.timer);
    this.asked?.abort();
    const q = this.input.value.trim();
    if (q.length < 2) { this.close(); return; }
    this.timer = setTimeout(() => this.ask(q), 180);
  }

  async ask(q) {
    this.asked = new AbortController();
    const url = new URL(this.input.dataset.suggest, location.href);
    url.searchParams.set("q", q);
    try {
      const response = await fetch(url, { signal: this.asked.signal, headers: { Accept: "application/json", "Accept-Language": document.documentElement.lang } });
      if (response.ok) this.show((await response.json()).results ?? []);
    } catch { this.close(); }                        // a slow or lost line: the form still searches
  }

  show(results) {
    this.list.replaceChildren(...results.slice(0, 8).map((result, at) => {
      const option = Object.assign(document.createElement("li"), { className: "combobox__option", id: `${this.id}-${at}` });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(Object.assign(document.createElement("span"), { textContent: result.title }));
      const kind = result.kind_label ?? result.detail ?? result.kind;
      if (kind) option.append(Object.assign(document.createElement("span"), { className: "combobox__kind", textContent: kind }));
      option.result = result;
      return option;
    }));
    this.list.hidden = !results.length;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = results.length ? word("{n} suggestions. Use the up and down keys.", { n: this.options.length }) : word("No suggestions.");
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  key(event) {
    if (this.list.hidden) return;
    const at = this.options.findIndex((option) => option.getAttribute("aria-selected") === "true");
    if (event.key === "Escape") { event.preventDefault(); this.close(); }
    else if (event.key === "Enter" && at >= 0) { event.preventDefault(); this.choose(this.options[at]); }
    else if (event.key === "ArrowDown") { event.preventDefault(); this.mark(at + 1); }
    else if (event.key === "ArrowUp") { event.preventDefault(); this.mark(at - 1); }
  }

  mark(at) {
    const n = this.options.length;
    const chosen = this.options[(at + n) % n];
    this.options.forEach((option) => option.setAttribute("aria-selected", String(option === chosen)));
    this.input.setAttribute("aria-activedescendant", chosen.id);
    chosen.scrollIntoView({ block: "nearest" });
  }

  choose(option) {
    const { result } = option;
    this.close();
    const go = this.input.dispatchEvent(new CustomEvent("suggest:chosen", { bubbles: true, cancelable: true, detail: result }));
    if (go && result.url) location.assign(result.url);
    else this.input.value = result.title;
  }
}

export function enhance(input) { new Suggest(input); }
