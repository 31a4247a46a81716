// "There is a problem" takes focus, and its links lead into the field, not just to its top.
export function enhance(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    const input = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
    event.preventDefault();
    (target.closest(".field") ?? target).scrollIntoView({ block: "start" });
    (input ?? target).focus({ preventScroll: true });
  });
}
