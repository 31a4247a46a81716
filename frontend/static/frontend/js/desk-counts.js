// How many still wait and how many are selected: the numbers in the tabs, in the title of the page and on the buttons.

const lower = (text, by) => text.replace(/\d+(?!\+)/, (n) => String(Math.max(0, Number(n) - by)));

/** Some of these kinds are gone from the queue (by: 1) or back in it (by: -1). */
export function countDown(subjects, by) {
  const kinds = subjects.map((subject) => subject.split(":")[0]);
  for (const tab of document.querySelectorAll("[data-desk-count]")) {
    const n = kinds.filter((kind) => ["all", kind].includes(tab.dataset.deskCount)).length;
    tab.textContent = lower(tab.textContent, n * by);
  }
  document.title = lower(document.title, subjects.length * by);
}

/** A decided item shrinks to the verdict, whose words and how they began, and a way back if it has a word. */
export function shrink(item, ref, verdict, undoWord) {
  const line = document.createElement("p"), who = item.querySelector(".desk__meta strong").textContent;
  const words = item.querySelector(".desk__words").textContent.trim().replace(/\s+/g, " ");
  line.textContent = `${verdict} ${who}: ${words.length > 70 ? `${words.slice(0, 69)}…` : words}`;
  item.kept = [...item.childNodes];
  item.dataset.done = ref;
  item.removeAttribute("aria-current");
  item.replaceChildren(line);
  if (!undoWord) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--link button--small", textContent: undoWord });
  button.dataset.deskUndoOne = ref;
  item.append(button);
}

/** "Publish selected (12)". */
export function showPicked(form, n) {
  form.querySelectorAll("[data-desk-picked]").forEach((part) => { part.textContent = n ? ` (${n})` : ""; });
}
