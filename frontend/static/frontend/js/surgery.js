// A live surgery: the page works as plain forms; this keeps it up to date and keeps what is asked safe.
import { jsonFetch } from "civic/net";
import { Announcer } from "civic/surgery-announce";
import { Line } from "civic/surgery-line";
import { newRef, Outbox } from "civic/surgery-outbox";
import { Board } from "civic/surgery-render";

/** The data the page was made with, the line, the board and the announcer, wired together. */
export function begin(root) {
  const data = JSON.parse(document.querySelector("[data-live-data] script").textContent);
  const line = new Line(data), board = new Board(root, data), announcer = new Announcer(root, data.words);
  line.addEventListener("frame", ({ detail: frame }) => {
    if (frame.type === "reset") { board.reset(frame.questions); surgeryIs(root, data, frame.surgery, announcer); }
    else if (frame.type === "tally") board.tally(frame.support);
    else if (frame.data.surgery) surgeryIs(root, data, frame.data.surgery, announcer);
    else if (frame.data.question) announcer.question(frame.data.question, board.apply(frame.data.question));
  });
  showConnection(root, line, data.words);
  return { data, line, board, announcer };
}

function surgeryIs(root, data, surgery, announcer) {
  if (surgery.state === data.state) return;
  data.state = surgery.state;
  const tag = document.getElementById(`tag-${surgery.state}`)?.content.firstElementChild;
  if (tag) root.querySelector('[data-slot="surgery-state"]').replaceChildren(tag.cloneNode(true));
  const on = surgery.state === "live" || surgery.state === "paused";
  const now = root.querySelector("[data-now]"), bar = root.querySelector("[data-ask]");
  if (now) now.hidden = !on;
  if (bar) bar.hidden = !(surgery.state === "live" || surgery.state === "scheduled");
  announcer.line(data.words.reload.replace("{state}", tag?.textContent.trim() ?? surgery.state));
}

function showConnection(root, line, words) {
  const bar = root.querySelector("[data-connection]");
  if (!bar) return;
  bar.hidden = false;
  line.addEventListener("state", ({ detail }) => {
    bar.dataset.state = { live: "live", connecting: "connecting", polling: "live", late: "live" }[detail] ?? "waiting";
    bar.querySelector("[data-connection-words]").textContent = words[detail] ?? "";
  });
}

function handleSupport(root, { line, board, announcer }) {
  const say = (id, values) => {   // on the question as it is by now: it may have been answered meanwhile
    const question = board.questions.get(id), item = document.getElementById(`q-${id}`);
    if (question) Object.assign(question, values);
    if (question && item) board.support(item, question);
  };
  root.addEventListener("submit", async (event) => {
    const id = event.target.closest("[data-support]")?.closest("[data-question]")?.dataset.question;
    const question = board.questions.get(id);
    if (!question) return;
    event.preventDefault();
    const { supported, support } = question, on = !supported;
    say(id, { supported: on, support: Math.max(0, support + (on ? 1 : -1)) });
    try {
      const now = await jsonFetch(`${board.api}questions/${id}/support/`, { method: on ? "PUT" : "DELETE" });
      say(id, { supported: now.supported, support: now.support });
      if (!line.known) line.reopen();
    } catch (error) {
      say(id, { supported, support });
      const message = error.status ? error.message : board.words.waiting;
      const words = document.getElementById(`q-${id}`)?.querySelector('[data-support] [data-slot="support"]');
      if (words) words.textContent = message;
      announcer.line(message);
    }
  });
}

function handleAsking(root, { line, board, data, announcer }) {
  const form = root.querySelector("[data-ask-form]");
  if (!form) return;
  const box = form.elements.text, outbox = new Outbox(line), list = form.querySelector("[data-outbox]");
  form.addEventListener("submit", (event) => {
    if (!box.value.trim() || form.elements.about?.value) return;   // the server says what is missing; or links a report
    event.preventDefault();
    outbox.add(box.value.trim(), form.elements.email?.value.trim() ?? "");
  });
  outbox.addEventListener("change", () => {
    list.replaceChildren(...outbox.items.map((item) => outboxLine(item, data.words, () => {
      if (!box.value.trim()) box.value = item.text;
      outbox.remove(item.ref);
      box.focus();
    })));
    list.hidden = !outbox.items.length;
  });
  outbox.addEventListener("sent", ({ detail }) => {
    if (box.value.trim() === detail.text) box.value = "";
    box.dispatchEvent(new Event("input", { bubbles: true }));
    if (form.elements.idempotency_key) form.elements.idempotency_key.value = newRef();
    if (detail.answer.text && !board.questions.has(detail.answer.id)) board.apply(detail.answer);   // the line may be ahead
    announcer.line(detail.answer.state === "held" ? data.words.held : data.words.published);
  });
  outbox.load();
}

function outboxLine(item, words, putBack) {
  const line = document.createElement("li"), text = document.createElement("q"), state = document.createElement("span");
  line.dataset.state = item.state;
  text.textContent = item.text;
  state.textContent = item.state === "refused" ? `${words.refused} ${item.detail}` : [words.out, item.detail].filter(Boolean).join(" – ");
  line.append(text, state);
  if (item.state === "refused") {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "button button--secondary button--small", textContent: words.again });
    button.addEventListener("click", putBack);
    line.append(button);
  }
  return line;
}

const root = document.querySelector("[data-surgery]:not([data-desk])");
if (root && document.querySelector("[data-live-data]")) {
  const parts = begin(root);
  handleSupport(root, parts);
  handleAsking(root, parts);
  parts.line.open(true);
}
