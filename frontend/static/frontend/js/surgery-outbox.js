// What was asked and not yet acknowledged lives in this browser's own store, so that no tunnel, lift or closed tab loses it.
import { jsonFetch } from "civic/net";

const memory = new Map();   // where the browser keeps no store (private windows)
let opened;

function store() {
  opened ??= new Promise((resolve) => {
    const request = indexedDB.open("civic-surgery", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "ref" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => resolve(null);
  }).catch(() => null);
  return opened;
}

async function run(mode, act) {
  const db = await store();
  if (!db) return null;
  return new Promise((resolve) => {
    const box = db.transaction("outbox", mode);
    const request = act(box.objectStore("outbox"));
    box.oncomplete = () => resolve(request.result ?? null);
    box.onerror = box.onabort = () => resolve(null);
  });
}

async function keep(item) { memory.set(item.ref, item); await run("readwrite", (box) => box.put(item)); }
async function forget(ref) { memory.delete(ref); await run("readwrite", (box) => box.delete(ref)); }

export class Outbox extends EventTarget {
  constructor(line) {
    super();
    this.line = line;
    this.items = [];
    line.addEventListener("state", ({ detail }) => { if (detail === "live" || detail === "polling") this.flush(); });
    addEventListener("online", () => this.flush());
  }

  /** Takes up what an earlier visit left. */
  async load() {
    const kept = (await run("readonly", (box) => box.getAll())) ?? [...memory.values()];
    this.items = kept.filter((item) => item.slug === this.line.slug);
    this.changed();
    this.flush();
  }

  changed() { this.dispatchEvent(new Event("change")); }

  /** Keeps a question and sends it. Its UUID makes every further attempt the same question. */
  async add(text, email, ref = crypto.randomUUID()) {
    if (this.items.some((item) => item.text === text && item.state === "out")) return;   // a double tap
    const item = { ref, slug: this.line.slug, text, email, state: "out" };
    this.items.push(item);
    this.changed();
    await keep(item);
    this.flush();
  }

  async remove(ref) {
    this.items = this.items.filter((item) => item.ref !== ref);
    this.changed();
    await forget(ref);
  }

  async flush() {
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    for (const item of this.items.filter((one) => one.state === "out")) {
      if (!(await this.send(item))) break;
    }
    this.busy = false;
  }

  /** One attempt. False: the line or the server is away, so the rest waits as well. */
  async send(item) {
    try {
      const answer = await this.ask(item);
      await this.remove(item.ref);
      this.dispatchEvent(new CustomEvent("sent", { detail: { ...item, answer } }));
      return true;
    } catch (error) {
      const later = !error.status || error.status >= 500 || error.code === "too_fast" || error.status === 429;
      if (later) {
        item.detail = error.status ? error.message : "";
        this.changed();
        this.timer = setTimeout(() => this.flush(), (error.retryAfter || 5) * 1000);
        return false;
      }
      Object.assign(item, { state: "refused", detail: Object.values(error.fields ?? {}).flat()[0] || error.message });
      this.changed();
      await keep(item);
      return true;
    }
  }

  /** By the socket where it knows who this is, else by HTTP, whose answer gives this browser its cookie. */
  async ask({ ref, text, email }) {
    if (this.line.known && this.line.isOpen) {
      const ack = await this.line.command({ type: "ask", ref, text, ...(email ? { email } : {}) });
      return { id: ack.id, state: ack.state };
    }
    const question = await jsonFetch(`${this.line.api}questions/`, { method: "POST", body: { text, email: email || undefined }, key: ref });
    if (!this.line.known) this.line.reopen();
    return question;
  }
}
