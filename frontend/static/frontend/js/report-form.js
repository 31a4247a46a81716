// The page that asks where: a place found by its name is marked on the map, where it can then be moved a little.
const form = document.querySelector("[data-report-where]");
const target = document.getElementById("id_geometry");

function mark(choice, { tell = true } = {}) {
  const coordinates = choice.value.split(",").map(Number);
  if (coordinates.length !== 2 || coordinates.some(Number.isNaN)) return;
  target.value = JSON.stringify({ type: "Point", coordinates });
  if (tell) target.dispatchEvent(new Event("change", { bubbles: true }));
}

/** Back from a later page leads to what was marked, not to an empty map; back to a search leads to what it found. */
function comeBack() {
  const [visit] = performance.getEntriesByType("navigation");
  const q = form.elements.q.value.trim();
  if (form.dataset.newest && visit?.type === "back_forward") location.replace(form.dataset.newest);
  else if (q) history.replaceState(history.state, "", `?q=${encodeURIComponent(q)}`);
}

if (form && target) {
  comeBack();
  form.addEventListener("change", (event) => { if (event.target.name === "hit") mark(event.target); });
  const chosen = form.querySelector('input[name="hit"]:checked');
  if (chosen) mark(chosen);
}
