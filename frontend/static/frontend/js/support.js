// <civic-support api="…"><a href="form page">Me too</a><span data-count="3">…</span></civic-support>: supports in place.
// Public pages are the same for everybody, so what this device supports is remembered here as well.
import { jsonFetch } from "civic/net";
import { people, word } from "civic/words";

const KEY = "civic:supported";

function remembered() {
  try { return new Set(JSON.parse(localStorage.getItem(KEY)) ?? []); } catch { return new Set(); }
}

function remember(api, on) {
  const all = remembered();
  if (on) all.add(api); else all.delete(api);
  try { localStorage.setItem(KEY, JSON.stringify([...all].slice(-500))); } catch { /* works without */ }
}

customElements.define("civic-support", class extends HTMLElement {
  connectedCallback() {
    this.link = this.querySelector("a");
    this.count = this.querySelector("[data-count]");
    if (!this.link || this.ready) return;
    this.ready = true;
    this.api = this.getAttribute("api");
    this.link.setAttribute("role", "button");
    this.mark(this.hasAttribute("supported") || remembered().has(this.api));
    this.link.addEventListener("click", (event) => { event.preventDefault(); this.toggle(); });
    this.link.addEventListener("keydown", (event) => { if (event.key === " ") { event.preventDefault(); this.toggle(); } });
  }

  mark(on) {
    this.on = on;
    this.link.setAttribute("aria-pressed", String(on));
  }

  show(n) {
    if (!this.count) return;
    this.count.dataset.count = n;
    this.count.textContent = people(n);
  }

  async toggle() {
    if (this.busy) return;
    this.busy = true;
    const before = { on: this.on, n: Number(this.count?.dataset.count) || 0 };
    this.mark(!before.on);
    this.show(Math.max(0, before.n + (this.on ? 1 : -1)));
    try {
      const answer = await jsonFetch(this.api, { method: this.on ? "PUT" : "DELETE" });
      const n = answer?.support ?? answer?.properties?.support;
      if (typeof n === "number") this.show(n);
      if (typeof answer?.supported === "boolean") this.mark(answer.supported);
      remember(this.api, this.on);
    } catch (error) {
      this.mark(before.on);
      this.show(before.n);
      if (error.status === 401) { location.assign(this.link.href); return; }
      if (this.count) this.count.textContent = error.status ? error.message : word("You seem to be offline. Nothing is lost: try again when you have signal.");
    }
    this.busy = false;
  }
});
