// Puts questions where they belong. Markup comes from the page's own templates, words only as text.
import { ago } from "civic/words";

const LISTS = { published: "waiting", deferred: "waiting", answered: "settled", declined: "settled", merged: "settled" };
const slot = (root, name) => root.querySelector(`[data-slot="${name}"]`);

function put(root, name, text) {
  const element = slot(root, name);
  if (element) element.textContent = text ?? "";
}

function show(root, name, on) {
  const element = slot(root, name);
  if (element) element.hidden = !on;
}

export class Board {
  constructor(root, data) {
    this.root = root;
    this.words = data.words;
    this.api = data.api;
    this.takesSupport = data.state !== "closed";
    this.questions = new Map(data.questions.map((question) => [question.id, question]));
  }

  tag(state) {
    return document.getElementById(`tag-${state}`)?.content.firstElementChild?.cloneNode(true) ?? "";
  }

  people(n) { return !n ? "" : n === 1 ? this.words.people_one : this.words.people.replace("{n}", n); }

  /** What the server says of a question now; without a text it is gone for this viewer. */
  apply(question) {
    const before = this.questions.get(question.id);
    if (!("text" in question) || question.state === "withdrawn" || question.state === "removed") {
      this.questions.delete(question.id);
      document.getElementById(`q-${question.id}`)?.remove();
      if (question.mine) this.mine(question); else document.getElementById(`m-${question.id}`)?.remove();
    } else {
      this.questions.set(question.id, question);
      this.place(question, before);
      if (question.mine) this.mine(question);
    }
    this.now();
    this.tidy();
    return before;
  }

  /** Starts anew from a snapshot. What is on the page and not in it is gone. */
  reset(questions) {
    const there = new Set(questions.map((question) => question.id));
    for (const id of [...this.questions.keys()]) if (!there.has(id)) this.apply({ id, state: "removed" });
    [...questions].reverse().forEach((question) => this.apply(question));
  }

  place(question, before) {
    const list = this.root.querySelector(`[data-list="${LISTS[question.state]}"]`);
    const old = document.getElementById(`q-${question.id}`);
    if (!list) { old?.remove(); return; }
    const item = document.getElementById("question-template").content.firstElementChild.cloneNode(true);
    Object.assign(item, { id: `q-${question.id}`, tabIndex: -1 });
    item.dataset.question = question.id;
    item.classList.toggle("question--mine", question.mine);
    this.fill(item, question);
    const had = old?.contains(document.activeElement);
    if (old && old.parentElement === list) old.replaceWith(item);
    else {
      old?.remove();
      if (question.state === "answered") list.prepend(item); else list.append(item);   // what is read does not move
      if (!before || before.state !== question.state) item.classList.add("question--new");
    }
    if (had) item.querySelector("[data-support] button")?.focus({ preventScroll: true });   // it keeps its place
  }

  fill(item, question) {
    put(item, "text", question.text);
    put(item, "about", `: ${question.text}`);
    slot(item, "state").replaceChildren(...(question.state === "published" ? [] : [this.tag(question.state)]));
    put(item, "by", question.by ?? this.words.resident);
    put(item, "ago", ago(question.asked_at));
    const form = item.querySelector("[data-support]");
    form.hidden = !this.takesSupport || question.mine || !["published", "deferred", "answered"].includes(question.state);
    this.support(item, question);
    show(item, "answer", question.answer);
    slot(item, "answer-text").dataset.plain = "";
    put(item, "answer-text", question.answer?.text);
    put(item, "answer-by", question.answer?.by);
    put(item, "answer-role", question.answer?.role);
    show(item, "reason", question.reason);
    put(item, "reason-text", question.reason);
    show(item, "merged", question.merged_into);
    slot(item, "merged").querySelector("a").href = `#q-${question.merged_into ?? ""}`;
    show(item, "faq", question.faq);
    const link = slot(item, "faq").querySelector("a");
    if (question.faq && /^(\/(?!\/)|https?:\/\/)/.test(question.faq.url)) link.href = question.faq.url;
    link.textContent = question.faq?.title ?? "";
  }

  support(item, question) {
    put(item, "support", this.people(question.support));
    item.querySelector("[data-support] button")?.setAttribute("aria-pressed", String(question.supported));
    const on = item.querySelector('[data-support] input[name="on"]');
    if (on) on.value = question.supported ? "0" : "1";
  }

  tally(support) {
    for (const [id, n] of Object.entries(support)) {
      const question = this.questions.get(id);
      if (question) question.support = n;
      const item = document.getElementById(`q-${id}`);
      if (item) put(item, "support", this.people(n));
      for (const line of document.querySelectorAll(`[data-support-of="${CSS.escape(id)}"]`)) line.textContent = this.people(n);
    }
  }

  mine(question) {
    const list = this.root.querySelector('[data-list="mine"]');
    if (!list) return;
    const old = document.getElementById(`m-${question.id}`);
    const item = old ?? document.getElementById("mine-template").content.firstElementChild.cloneNode(true);
    item.id = `m-${question.id}`;
    put(item, "text", question.text);
    slot(item, "state").replaceChildren(this.tag(question.state));
    slot(item, "link").href = `#q-${question.id}`;
    show(item, "link", document.getElementById(`q-${question.id}`));
    show(item, "reason", question.reason);
    put(item, "reason-text", question.reason);
    if (!old) list.prepend(item);
  }

  now() {
    const question = [...this.questions.values()].find((one) => one.state === "answering");
    for (const name of ["now-text", "now-by"]) show(this.root, name, question);
    show(this.root, "now-none", !question);
    put(this.root, "now-text", question?.text);
    put(this.root, "now-by", question ? question.by ?? this.words.resident : "");
  }

  tidy() {
    for (const section of this.root.querySelectorAll("[data-section]")) {
      if (section.querySelector("[data-list]").children.length) section.hidden = false;
    }
    const empty = this.root.querySelector('[data-empty="waiting"]');
    if (empty) empty.hidden = Boolean(this.root.querySelector('[data-list="waiting"]').children.length);
  }
}
