// Keys for the moderation desk: j/k move, x select, a publish, h then a number remove with a reason, u undo. The forms work without it.
import { jsonFetch } from "civic/net";
import { countDown, showPicked, shrink } from "civic/desk-counts";
import { RemovePanel } from "civic/desk-remove";

const typing = (target) => target.matches?.("textarea, select, input:not([type=checkbox]):not([type=radio]), [contenteditable]");

class Desk {
  constructor(form) {
    this.form = form;
    this.context = form.querySelector("[data-desk-context]");
    this.status = form.querySelector("[data-desk-said]");
    this.words = document.querySelector("[data-desk-drafts]");
    this.drafts = JSON.parse(this.words.querySelector("script").textContent);
    this.undoable = [];
    form.querySelectorAll(".keys, .desk__all").forEach((part) => { part.hidden = false; });
    this.context.hidden = false;
    form.querySelector("[data-desk-all]").addEventListener("change", (event) => this.boxes.forEach((box) => { box.checked = event.target.checked; }));
    form.addEventListener("change", () => this.tally());
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("focusin", (event) => this.look(event.target.closest("[data-subject]"), false));
    document.addEventListener("keydown", (event) => this.key(event));
    this.look(this.items[0], false);
  }

  say(text) { this.status.textContent = text; }
  get items() { return [...this.form.querySelectorAll("[data-subject]:not([data-done])")]; }
  get boxes() { return this.items.map((item) => item.querySelector("[name=subject]")); }
  get picked() { return this.boxes.filter((box) => box.checked).map((box) => box.value); }
  get targets() { return this.picked.length ? this.picked : this.here ? [this.here.dataset.subject] : []; }
  item(subject) { return this.form.querySelector(`[data-subject="${CSS.escape(subject)}"]`); }

  look(item, focus = true) {
    if (!item || item.dataset.done) return;
    if (item !== this.here) {
      this.form.querySelector("[data-subject][aria-current]")?.removeAttribute("aria-current");
      item.setAttribute("aria-current", "true");
      this.here = item;
      this.context.replaceChildren(...item.querySelector("[data-desk-more]").cloneNode(true).childNodes);
    }
    if (focus) { item.focus({ preventScroll: true }); item.scrollIntoView({ block: "nearest" }); }
  }

  step(by) {
    const all = this.items;
    this.look(all[Math.min(all.length - 1, Math.max(0, all.indexOf(this.here) + by))]);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") { this.panel?.close(); return; }
    if (typing(event.target)) return;
    const acts = { j: () => this.step(1), k: () => this.step(-1), x: () => this.pick(), a: () => this.publish(), h: () => this.ask(), u: () => this.undo() };
    const act = this.panel?.knows(event.key) ? () => this.panel.choose(event.key) : acts[event.key];
    if (act) { event.preventDefault(); act(); }
  }

  pick() {
    const box = this.here?.querySelector("[name=subject]");
    if (box) box.checked = !box.checked;
    this.tally();
  }
  tally() { showPicked(this.form, this.picked.length); }

  clicked(event) {
    const button = event.target.closest("button");
    if (button?.dataset.deskUndoOne) { this.undo(button.dataset.deskUndoOne); return; }
    const alone = button?.closest("[data-subject]")?.dataset.subject;
    if (!button || button.name !== "act") return;
    event.preventDefault();
    const subjects = alone ? [alone] : this.picked;
    if (alone) this.look(this.item(alone));
    if (!subjects.length) this.say(this.form.dataset.none);
    else if (button.value === "publish") this.publish(subjects);
    else this.ask(subjects);
  }

  async publish(subjects = this.targets) {
    try { await this.decide(subjects, { act: "publish" }); } catch (error) { this.say(error.message); }
  }

  ask(subjects = this.targets) {
    this.panel?.close();
    if (!subjects.length) return;
    const closed = () => { this.panel = null; this.here?.focus({ preventScroll: true }); };
    this.panel = new RemovePanel({ subjects, last: this.item(subjects.at(-1)), told: this.context, drafts: this.drafts, send: (...all) => this.decide(...all), closed });
  }

  async post(url, fields) {
    const body = new FormData();
    fields.forEach(([name, value]) => body.append(name, value));
    const answer = await jsonFetch(url, { method: "POST", body });
    this.say([answer.said, ...Object.values(answer.refused)].join(" "));
    return answer;
  }

  async decide(subjects, words) {
    if (this.busy || !subjects.length) return;
    this.busy = true;
    try {
      const { done } = await this.post(this.form.action, [...subjects.map((subject) => ["subject", subject]), ...Object.entries(words)]);
      this.panel?.close();
      const gone = new Set(done.map((one) => one.subject));
      const all = this.items;
      const next = all.slice(all.indexOf(this.here)).find((item) => !gone.has(item.dataset.subject)) ?? all.findLast((item) => !gone.has(item.dataset.subject));
      done.forEach((one) => this.fold(one, this.words.dataset[words.act]));
      countDown([...gone], 1);
      this.tally();
      if (next) this.look(next); else this.atEnd();
    } finally { this.busy = false; }
  }

  /** All of this page is decided: the next key leads on. */
  atEnd() {
    const onward = this.form.querySelector(".pagination [rel=next]");
    this.here = null;
    if (!onward) return;
    this.say(`${this.status.textContent} ${this.words.dataset.end}`);
    onward.focus();
  }

  fold({ subject, ref, undo }, verdict) {
    const item = this.item(subject);
    if (!item) return;
    shrink(item, ref, verdict, undo && this.words.dataset.deskWords);
    if (undo) this.undoable.push(ref);
  }

  async undo(ref = this.undoable.at(-1)) {
    if (!ref) { document.querySelector("[data-desk-undo]")?.requestSubmit(); return; }
    try {
      const { done } = await this.post(this.form.dataset.undo, [["ref", ref]]);
      if (done.length) this.unfold(ref);
    } catch (error) { this.say(error.message); }
  }

  unfold(ref) {
    this.undoable = this.undoable.filter((one) => one !== ref);
    const item = this.form.querySelector(`[data-done="${CSS.escape(ref)}"]`);
    delete item.dataset.done;
    item.replaceChildren(...item.kept);
    countDown([item.dataset.subject], -1);
    this.tally();
    this.here = null;
    this.look(item);
  }
}

const form = document.querySelector("[data-desk]");
if (form) new Desk(form);
