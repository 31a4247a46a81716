// The panel in which somebody at the desk removes things: a house rule by its number, a reason to start from, and what the author will be told.

export class RemovePanel {
  /** subjects: what is to be removed; last: the item it opens in; told: further places that show the mail. */
  constructor({ subjects, last, told, drafts, send, closed }) {
    Object.assign(this, { subjects, told: [last, told], drafts, send, closed, rule: "" });
    this.box = document.querySelector("[data-desk-remove]").content.firstElementChild.cloneNode(true);
    this.reason = this.box.querySelector("textarea");
    this.button = this.box.querySelector("[data-desk-send]");
    this.refused = this.box.querySelector("[data-desk-refused]");
    this.box.querySelectorAll("[type=radio]").forEach((radio) => radio.addEventListener("change", () => this.choose(radio.value, false)));
    if (subjects.length > 1) this.button.textContent = this.button.dataset.many.replace("{n}", subjects.length);
    this.reason.addEventListener("input", () => this.preview());
    this.button.addEventListener("click", () => this.go());
    this.box.querySelector("[data-desk-cancel]").addEventListener("click", () => this.close());
    last.append(this.box);
    const more = last.querySelector(".desk__more");
    if (more) more.open = true;
    this.box.querySelector("[type=radio]").focus();
    this.box.scrollIntoView({ block: "nearest" });
  }

  knows(key) { return key in this.drafts; }

  choose(number, onward = true) {
    this.box.querySelector(`[type=radio][value="${number}"]`).checked = true;
    const untouched = Object.values(this.drafts).some((rule) => rule.draft === this.reason.value);
    if (!this.reason.value || untouched) this.reason.value = this.drafts[number].draft;
    this.rule = number;
    this.preview();
    if (onward) this.button.focus();
  }

  preview() {
    const rule = this.rule && `${this.rule}. ${this.drafts[this.rule].label}`;
    for (const place of this.told) {
      place.querySelectorAll("[data-told-reason]").forEach((part) => { part.textContent = this.reason.value; });
      place.querySelectorAll("[data-told-rule]").forEach((part) => { part.textContent = rule; });
    }
  }

  async go() {
    try {
      await this.send(this.subjects, { act: "remove", rule: this.rule, reason: this.reason.value });
    } catch (error) {
      this.refused.textContent = error.message;
      this.refused.hidden = false;
    }
  }

  close() {
    this.box.remove();
    this.closed();
  }
}
