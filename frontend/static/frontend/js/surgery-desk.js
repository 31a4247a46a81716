// The host's desk: keys, a thumb's reach, and a word when something new came. The question in front never changes by itself.
import { begin } from "civic/surgery";

const root = document.querySelector("[data-desk]");

function news({ line, data, board }) {
  const bar = root.querySelector("[data-news]"), words = bar.querySelector("[data-news-words]");
  const fresh = new Set();
  const shown = new Set(data.questions.map((question) => question.id));
  line.addEventListener("frame", ({ detail: frame }) => {
    const question = frame.data?.question;
    if (frame.data?.surgery && !document.querySelector("[data-answer] textarea")?.value) location.reload();
    if (!question || shown.has(question.id) || !("text" in question)) return;
    fresh.add(question.id);
    words.textContent = fresh.size === 1 ? data.words.questions_one : data.words.questions.replace("{n}", fresh.size);
    bar.hidden = false;
    const nothing = !board.questions.size || !document.getElementById("big");
    if (nothing && !document.activeElement?.matches("input, textarea, select")) location.reload();
  });
}

function keys() {
  const answer = root.querySelector("[data-answer]"), legend = root.querySelector("[data-keys]");
  if (legend && matchMedia("(hover: hover)").matches) legend.hidden = false;
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing && event.key === "Escape") { typing.blur(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && answer?.contains(event.target)) {
      event.preventDefault();
      answer.requestSubmit(answer.querySelector('[data-key="Enter"]'));
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "a" && answer) { event.preventDefault(); answer.querySelector("textarea").focus(); return; }
    const target = root.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target && event.key !== "Enter") { event.preventDefault(); target.click(); }
  });
}

if (root) {
  const parts = begin(root);
  news(parts);
  keys();
  if (parts.data.state === "closed") {   // nothing comes any more
    parts.line.stopped = true;
    root.querySelector("[data-connection]").hidden = true;
  } else parts.line.open(true);
}
