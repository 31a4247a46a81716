// Says how many characters are left; never cuts what was typed or pasted.
import { word } from "civic/words";

export function enhance(count) {
  const field = document.getElementById(count.dataset.charCount);
  const max = Number(count.dataset.max);
  if (!field || !max) return;
  field.removeAttribute("maxlength");
  const spoken = document.createElement("span");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  count.after(spoken);
  const rest = count.textContent;
  let timer;
  const show = () => {
    const left = max - [...field.value.replace(/\r?\n/g, "\n")].length;
    const near = left < Math.max(50, max * 0.1);
    const text = left < 0 ? word("You have {n} characters too many.", { n: -left }) : word("You have {n} characters left.", { n: left });
    count.textContent = near ? text : rest;
    count.classList.toggle("field__count--over", left < 0);
    clearTimeout(timer);
    if (near) timer = setTimeout(() => { spoken.textContent = text; }, 1000);
  };
  field.addEventListener("input", show);
  if (field.value) show();
}
