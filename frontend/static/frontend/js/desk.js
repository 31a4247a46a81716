// Keys for the moderation desk: j/k move, x select, a publish, h then a number remove with a reason, u undo. The forms work without it.
import { jsonFetch } from "civic/net";

const desk = document.querySelector("[data-desk]");
const typing = (target) => target.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable]");

class Desk {
  constructor(form) {
    this.form = form;
    this.context = form.querySelector("[data-desk-context]");
    this.status = form.querySelector("[data-desk-said]");
    this.drafts = JSON.parse(document.querySelector("[data-desk-drafts] script").textContent);
    this.undone = [];
    form.querySelectorAll(".keys, .desk__all").forEach((part) => { part.hidden = false; });
    this.context.hidden = false;
    form.querySelector("[data-desk-all]").addEventListener("change", (event) => this.boxes.forEach((box) => { box.checked = event.target.checked; }));
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("focusin", (event) => this.look(event.target.closest("[data-subject]"), false));
    document.addEventListener("keydown", (event) => this.key(event));
    this.look(this.items[0], false);
  }

  get items() { return [...this.form.querySelectorAll("[data-subject]:not([data-done])")]; }
  get boxes() { return this.items.map((item) => item.querySelector("[name=subject]")); }
  get picked() { return this.boxes.filter((box) => box.checked).map((box) => box.value); }

  look(item, focus = true) {
    if (!item || item.dataset.done) return;
    if (item !== this.here) {
      this.form.querySelector("[aria-current]")?.removeAttribute("aria-current");
      item.setAttribute("aria-current", "true");
      this.here = item;
      this.context.replaceChildren(...[...item.querySelector("[data-desk-more]").cloneNode(true).childNodes]);
    }
    if (focus) { item.focus({ preventScroll: true }); item.scrollIntoView({ block: "nearest" }); }
  }

  step(by) {
    const all = this.items;
    this.look(all[Math.min(all.length - 1, Math.max(0, all.indexOf(this.here) + by))]);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.cancel();
    if (typing(event.target)) { if (event.key === "Enter" && this.panel && event.ctrlKey) this.send(); return; }
    if (this.panel && this.drafts[event.key]) { event.preventDefault(); return this.choose(event.key); }
    const act = { j: () => this.step(1), k: () => this.step(-1), x: () => this.pick(), a: () => this.publish(), h: () => this.ask(), u: () => this.undo() }[event.key];
    if (act) { event.preventDefault(); act(); }
  }

  pick() {
    const box = this.here?.querySelector("[name=subject]");
    if (box) box.checked = !box.checked;
  }

  clicked(event) {
    const one = event.target.closest("[data-desk-one]");
    if (one) { event.preventDefault(); this.look(one.closest("[data-subject]")); return one.dataset.deskOne === "publish" ? this.publish([this.here.dataset.subject]) : this.ask([this.here.dataset.subject]); }
    const bulk = event.target.closest(".desk__bar button");
    if (bulk) { event.preventDefault(); return this.picked.length ? (bulk.value === "publish" ? this.publish(this.picked) : this.ask(this.picked)) : this.say(this.form.dataset.none ?? ""); }
    if (event.target.closest("[data-desk-undo-one]")) this.undo(event.target.closest("[data-desk-undo-one]").dataset.deskUndoOne);
    return undefined;
  }

  targets() { return this.picked.length ? this.picked : this.here ? [this.here.dataset.subject] : []; }

  publish(subjects = this.targets()) { return this.decide(subjects, { act: "publish" }); }

  ask(subjects = this.targets()) {
    this.cancel();
    if (!subjects.length) return;
    const last = this.form.querySelector(`[data-subject="${CSS.escape(subjects.at(-1))}"]`);
    this.panel = document.querySelector("[data-desk-remove]").content.firstElementChild.cloneNode(true);
    this.panel.subjects = subjects;
    this.reason = this.panel.querySelector("textarea");
    this.panel.querySelectorAll("[type=radio]").forEach((radio) => radio.addEventListener("change", () => this.choose(radio.value)));
    this.reason.addEventListener("input", () => this.preview());
    this.panel.querySelector("[data-desk-send]").addEventListener("click", () => this.send());
    this.panel.querySelector("[data-desk-cancel]").addEventListener("click", () => this.cancel());
    last.append(this.panel);
    this.panel.querySelector("[type=radio]").focus();
    this.panel.scrollIntoView({ block: "nearest" });
  }

  choose(number) {
    this.panel.querySelector(`[type=radio][value="${number}"]`).checked = true;
    const drafted = Object.values(this.drafts).some((rule) => rule.draft === this.reason.value);
    if (!this.reason.value || drafted) this.reason.value = this.drafts[number].draft;
    this.rule = number;
    this.preview();
    this.panel.querySelector("[data-desk-send]").focus();
  }

  preview() {
    for (const told of [this.context, this.panel.parentElement]) {
      told.querySelectorAll("[data-told-reason]").forEach((part) => { part.textContent = this.reason.value; });
      if (this.rule) told.querySelectorAll("[data-told-rule]").forEach((part) => { part.textContent = `${this.rule}. ${this.drafts[this.rule].label}`; });
    }
    const more = this.panel.parentElement.querySelector(".desk__more");
    if (more) more.open = true;
  }

  cancel() {
    if (!this.panel) return;
    this.panel.remove();
    this.panel = this.rule = null;
    this.here?.focus({ preventScroll: true });
  }

  async send() {
    const { subjects } = this.panel;
    const refused = this.panel.querySelector("[data-desk-refused]");
    try {
      await this.decide(subjects, { act: "remove", rule: this.rule ?? "", reason: this.reason.value }, true);
      this.cancel();
    } catch (error) { refused.textContent = error.message; refused.hidden = false; }
  }

  async decide(subjects, words, strict = false) {
    if (this.busy || !subjects.length) return;
    this.busy = true;
    try {
      const body = new FormData();
      subjects.forEach((subject) => body.append("subject", subject));
      Object.entries(words).forEach(([name, value]) => body.append(name, value));
      this.settle(await jsonFetch(this.form.action, { method: "POST", body }));
    } catch (error) { if (strict) throw error; this.say(error.message); } finally { this.busy = false; }
  }

  settle({ done, refused, said }) {
    const next = this.items.slice(this.items.indexOf(this.here) + 1).find((item) => !done.some((one) => one.subject === item.dataset.subject));
    for (const { subject, ref, undo } of done) {
      const item = this.form.querySelector(`[data-subject="${CSS.escape(subject)}"]`);
      if (!item) continue;
      this.panel?.remove();
      item.kept = [...item.childNodes];
      item.dataset.done = ref;
      item.removeAttribute("aria-current");
      item.replaceChildren(Object.assign(document.createElement("p"), { textContent: said }));
      if (!undo) continue;
      this.undone.push(ref);
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--link button--small", textContent: document.querySelector("[data-desk-words]").dataset.deskWords });
      button.dataset.deskUndoOne = ref;
      item.append(button);
    }
    this.say([said, ...Object.values(refused)].join(" "));
    this.panel = null;
    this.look(next ?? this.items.at(-1));
  }

  async undo(ref = this.undone.at(-1)) {
    if (!ref) { document.querySelector("[data-desk-undo]")?.requestSubmit(); return; }
    const body = new FormData();
    body.append("ref", ref);
    try {
      const { done, refused, said } = await jsonFetch(this.form.dataset.undo, { method: "POST", body });
      this.say([said, ...Object.values(refused)].join(" "));
      if (!done.length) return;
      this.undone = this.undone.filter((one) => one !== ref);
      const item = this.form.querySelector(`[data-done="${CSS.escape(ref)}"]`);
      delete item.dataset.done;
      item.replaceChildren(...item.kept);
      this.here = null;
      this.look(item);
    } catch (error) { this.say(error.message); }
  }

  say(text) { this.status.textContent = text; }
}

if (desk) new Desk(desk);
