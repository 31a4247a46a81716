// A second tap on the same button is not a second act; and without signal nothing is sent off into an error page of the
// browser, from which a chosen photo would not come back.
import { word } from "civic/words";

export function enhance(form) {
  let sending = false;
  let note;
  const buttons = () => form.querySelectorAll("button:not([type=button]), input[type=submit]");
  form.addEventListener("submit", (event) => {
    if (sending) { event.preventDefault(); return; }
    if (!navigator.onLine) { event.preventDefault(); say(); return; }
    note?.remove();
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      sending = true;
      buttons().forEach((button) => button.setAttribute("aria-busy", "true"));
      setTimeout(rest, 10_000);                       // the line may have dropped: let them try again
    });
  });
  const say = () => {
    note ??= Object.assign(document.createElement("div"), { className: "notice notice--warning" });
    note.setAttribute("role", "alert");
    note.replaceChildren(Object.assign(document.createElement("p"), { textContent: word("You seem to be offline. Nothing is lost: try again when you have signal.") }));
    form.append(note);
    note.scrollIntoView({ block: "nearest" });
  };
  addEventListener("online", () => note?.remove());
  const rest = () => { sending = false; buttons().forEach((button) => button.removeAttribute("aria-busy")); };
  addEventListener("pageshow", rest);
}
