// A second tap on the same button is not a second act.
export function enhance(form) {
  let sending = false;
  const buttons = () => form.querySelectorAll("button:not([type=button]), input[type=submit]");
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      sending = true;
      buttons().forEach((button) => button.setAttribute("aria-busy", "true"));
      setTimeout(rest, 10_000);                       // the line may have dropped: let them try again
    });
  });
  const rest = () => { sending = false; buttons().forEach((button) => button.removeAttribute("aria-busy")); };
  addEventListener("pageshow", rest);
}
