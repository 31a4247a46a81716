// List and map behind one tab each on phones; on wide screens both stand side by side and the tabs are gone.
export function enhance(root) {
  const tabs = [...root.querySelectorAll('[role="tab"]')];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  const open = (chosen, focus = false) => {
    for (const tab of tabs) {
      const is = tab === chosen;
      tab.setAttribute("aria-selected", String(is));
      tab.tabIndex = is ? 0 : -1;
      panel(tab)?.classList.toggle("is-open", is);
    }
    if (focus) chosen.focus();
  };
  root.addEventListener("click", (event) => {
    const tab = event.target.closest('[role="tab"]');
    if (tab) open(tab);
  });
  root.addEventListener("keydown", (event) => {
    const at = tabs.indexOf(event.target);
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    open(tabs[(at + step + tabs.length) % tabs.length], true);
  });
  open(tabs.find((tab) => tab.getAttribute("aria-selected") === "true") ?? tabs[0]);
}
