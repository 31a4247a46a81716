// What was asked and not yet acknowledged lives in this browser's own store, so that no tunnel, lift or closed tab loses it.
import { jsonFetch } from "civic/net";

const ANSWER_WITHIN_MS = 30000;   // then it is asked again, with the same UUID
const memory = new Map();   // where the browser keeps no store (private windows)
let opened;

function store() {
  opened ??= new Promise((resolve) => {
    const request = indexedDB.open("civic-surgery", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("outbox", { keyPath: "ref" });
    request.onsuccess = () => {
      request.result.onclose = () => { opened = undefined; };   // the browser may close it while the page sleeps
      resolve(request.result);
    };
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
  }).catch(() => { opened = undefined; return null; });
}

async function keep(item) { memory.set(item.ref, item); await run("readwrite", (box) => box.put(item)); }
/** A UUID, also where the page came over plain http and the browser makes none. */
export function newRef() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function within(promise) {
  let timer;
  const late = new Promise((_done, fail) => { timer = setTimeout(() => fail(new TypeError("no answer")), ANSWER_WITHIN_MS); });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

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
    const here = new Set(this.items.map((item) => item.ref));   // asked while the store was being read
    this.items = [...kept.filter((item) => item.slug === this.line.slug && !here.has(item.ref)), ...this.items];
    this.changed();
    this.flush();
  }

  changed() { this.dispatchEvent(new Event("change")); }

  /** Keeps a question and sends it. Its UUID makes every further attempt the same question. */
  async add(text, email, ref = newRef()) {
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
    try {
      let item;   // looked up anew each time: one that was asked meanwhile is sent as well
      do item = this.items.find((one) => one.state === "out"); while (item && (await this.send(item)));
    } finally { this.busy = false; }
  }

  /** One attempt. False: the line or the server is away, so the rest waits as well. */
  async send(item) {
    try {
      const answer = await within(this.ask(item));
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
