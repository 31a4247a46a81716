// Says to screen readers what happened: politely, at most once in five seconds, summed up, and not at all when paused.
const EVERY_MS = 5000;

export class Announcer {
  constructor(root, words) {
    this.log = root.querySelector("[data-announce]");
    this.words = words;
    this.clear();
    const toggle = root.querySelector("[data-announce-toggle]");
    if (!toggle) return;
    toggle.hidden = false;
    const button = toggle.querySelector("button");
    button.addEventListener("click", () => {
      this.paused = !this.paused;
      button.setAttribute("aria-pressed", String(this.paused));
      if (this.paused) this.speak(this.words.paused);
    });
  }

  clear() { Object.assign(this, { asked: 0, answered: 0, lines: [] }); }

  question(question, before) {
    if (question.mine && before && before.state !== question.state) this.lines.push(this.words.mine.replace("{state}", this.name(question.state)));
    else if (question.state === "answering") this.lines.push(this.words.now.replace("{text}", question.text));
    else if (question.state === "answered" && before?.state !== "answered") this.answered += 1;
    else if (question.state === "published" && (!before || before.state === "held") && !question.mine) this.asked += 1;
    this.soon();
  }

  line(text) { this.lines.push(text); this.soon(); }

  name(state) { return document.getElementById(`tag-${state}`)?.content.textContent.trim() ?? state; }

  soon() { this.timer ??= setTimeout(() => this.flush(), EVERY_MS); }

  flush() {
    this.timer = undefined;
    const sum = (n, one, many) => (n ? [n === 1 ? this.words[one] : this.words[many].replace("{n}", n)] : []);
    const counts = [...sum(this.asked, "questions_one", "questions"), ...sum(this.answered, "answered_one", "answered")].join(", ");
    const message = [...this.lines.slice(-2), counts].filter(Boolean).join(". ");
    this.clear();
    if (message && !this.paused) this.speak(message);
  }

  speak(text) {
    if (!this.log) return;
    const line = document.createElement("p");
    line.textContent = text;
    this.log.append(line);
    while (this.log.children.length > 20) this.log.firstElementChild.remove();
  }
}
