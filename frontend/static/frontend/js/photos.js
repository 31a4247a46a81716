// <input type="file" data-photos="5">: previews, removing, and shrinking on the device before anything is sent.
// What can't be decoded here (HEIC in most browsers) goes as it is: the server reads it.
import { word } from "civic/words";

const LONGEST = 2048;
const SMALL_ENOUGH = 700_000;
const isPicture = ({ type, name }) => type.startsWith("image/") || /\.(jpe?g|png|webp|heic|heif)$/i.test(name);

/** The picture upright and at most 2048 px, as JPEG; the file itself where that fails or gains nothing. */
export async function shrink(file) {
  let picture;
  try { picture = await createImageBitmap(file, { imageOrientation: "from-image" }); } catch { return { file, picture: null }; }
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  if (scale === 1 && file.size <= SMALL_ENOUGH) return { file, picture };
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(picture.width * scale), height: Math.round(picture.height * scale) });
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.82));
  if (!blob || blob.size >= file.size) return { file, picture };
  return { file: new File([blob], file.name.replace(/\.\w+$/, "") + ".jpg", { type: "image/jpeg" }), picture };
}

/** The picture, or its name where the browser can't draw it (HEIC mostly, or no picture at all). */
function preview(picture, name) {
  if (!picture) return Object.assign(document.createElement("span"), { className: "photos__name", textContent: name });
  const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240, className: "photos__preview" });
  const scale = Math.max(320 / picture.width, 240 / picture.height);
  const [w, h] = [picture.width * scale, picture.height * scale];
  canvas.getContext("2d").drawImage(picture, (320 - w) / 2, (240 - h) / 2, w, h);
  return canvas;
}

const ready = (n) => (n ? word(n === 1 ? "1 photo is ready to send." : "{n} photos are ready to send.", { n }) : "");

class Photos {
  constructor(input) {
    this.input = input;
    this.max = Number(input.dataset.photos) || 5;
    this.kept = [];
    this.list = Object.assign(document.createElement("ul"), { className: "photos" });
    this.status = Object.assign(document.createElement("p"), { className: "field__hint" });
    this.status.setAttribute("role", "status");
    input.after(this.status, this.list);
    input.addEventListener("change", () => this.add([...input.files]));
    input.form?.addEventListener("submit", (event) => { if (this.busy) event.preventDefault(); });
  }

  async add(files) {
    const room = this.max - this.kept.length;
    const pictures = files.filter(isPicture);
    const chosen = this.input.multiple ? pictures.slice(0, Math.max(0, room)) : pictures.slice(0, 1);
    if (!this.input.multiple) this.kept = [];
    this.busy = true;
    this.status.textContent = word("Making the photos smaller…");
    for (const file of chosen) {
      const { file: small, picture } = await shrink(file);
      this.kept.push({ file: small, canvas: preview(picture, file.name), name: file.name });
      picture?.close();
    }
    this.busy = false;
    const wrong = files.find((file) => !isPicture(file));
    if (wrong) this.draw(word("{name} is not a photo.", { name: wrong.name }), true);
    else this.draw(pictures.length > chosen.length ? word("You can send up to {n} photos.", { n: this.max }) : "");
  }

  draw(note = "", wrong = false) {
    const files = new DataTransfer();
    this.kept.forEach(({ file }) => files.items.add(file));
    this.input.files = files.files;
    this.list.replaceChildren(...this.kept.map((photo, at) => this.item(photo, at)));
    this.status.textContent = note || ready(this.kept.length);
    this.status.className = wrong ? "field__error" : "field__hint";
    this.input.dispatchEvent(new CustomEvent("photos:changed", { bubbles: true, detail: { count: this.kept.length } }));
  }

  item({ canvas, name }, at) {
    const item = document.createElement("li");
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", `${word("Photo {n}", { n: at + 1 })}: ${name}`);
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--secondary button--small button--wide", textContent: word("Remove photo {n}", { n: at + 1 }) });
    button.addEventListener("click", () => { this.kept.splice(at, 1); this.draw(); this.input.focus(); });
    item.append(canvas, button);
    return item;
  }
}

export function enhance(input) { new Photos(input); }
