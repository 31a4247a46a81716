// The line to a live surgery: a socket first, polling where there is none. Frames come out once each and in order.
import { jsonFetch } from "civic/net";

const OPEN_AFTER_FAILS = 3;      // from then on it polls as well, so that a bad proxy hides nothing
const POLL_MS = 5000;
const QUIET_MS = 40000;          // the server says something every 15 s: silence means that the line is dead
const SLEPT_MS = 20000;          // nothing heard for so long when the page wakes up: the line died in its sleep
const LONGEST_MS = 20000;

export class Line extends EventTarget {
  constructor({ slug, socket, api, epoch, seq, known }) {
    super();
    Object.assign(this, { slug, socketPath: socket, api, epoch, seq, known, fails: 0, stopped: false });
    this.waiting = new Map();
    addEventListener("online", () => this.wake(this.wasOffline));
    addEventListener("offline", () => { this.wasOffline = true; this.say("waiting"); });
    document.addEventListener("visibilitychange", () => { if (!document.hidden) this.wake(Date.now() - this.heardAt > SLEPT_MS); });
  }

  /** Somebody looks again, or the network is back. A line that looks open and is dead would cost them half a minute. */
  wake(anew) {
    this.wasOffline = false;
    if (anew) this.drop();
    this.open(true);
  }

  get isOpen() { return this.socket?.readyState === WebSocket.OPEN && this.joined; }

  say(state) { this.dispatchEvent(new CustomEvent("state", { detail: state })); }

  /** Opens the socket unless it is open; `now` skips the wait. */
  open(now = false) {
    if (this.stopped || this.isOpen) return;
    if (this.socket && this.socket.readyState === WebSocket.CONNECTING) return;
    clearTimeout(this.timer);
    if (!now && this.fails) {
      const most = Math.min(LONGEST_MS, 500 * 2 ** this.fails);
      this.timer = setTimeout(() => this.open(true), Math.random() * most);   // full jitter: no stampede after a cut
      return;
    }
    this.drop();
    const socket = this.socket = new WebSocket(new URL(this.socketPath, location.href.replace(/^http/, "ws")));
    socket.onopen = () => socket.send(JSON.stringify({ type: "hello", epoch: this.epoch, since: this.seq }));
    socket.onmessage = (message) => { if (socket === this.socket) this.hear(JSON.parse(message.data)); };
    socket.onclose = (event) => { if (socket === this.socket) this.lost(event.code); };
    this.say(this.fails ? "waiting" : "connecting");
  }

  /** Opens anew: the server has come to know this browser by a cookie that the open socket lacks. */
  reopen() { this.known = true; this.drop(); this.fails = 0; this.open(true); }

  drop() {
    const old = this.socket;
    this.socket = null;
    this.joined = false;
    clearTimeout(this.silence);
    old?.close();
    for (const { fail } of this.waiting.values()) fail(new TypeError("the line was cut"));
    this.waiting.clear();
  }

  lost(code) {
    this.drop();
    this.fails += 1;
    if (code === 4401 || code === 4404) { this.stopped = true; this.say("stopped"); return; }
    if (code === 4403) { this.stopped = true; this.poll(); return; }
    this.say("waiting");
    if (this.fails >= OPEN_AFTER_FAILS) this.poll();
    const wait = code === 4429 ? 30000 : this.goaway;
    this.goaway = 0;
    if (wait) this.timer = setTimeout(() => this.open(true), wait); else this.open(this.fails === 1);
  }

  hear(frame) {
    clearTimeout(this.silence);
    this.heardAt = Date.now();
    this.silence = setTimeout(() => this.lost(0), QUIET_MS);
    if (frame.type === "ack" || (frame.type === "error" && frame.ref)) { this.settle(frame); return; }
    if (frame.type === "ping") { if (frame.head > this.seq) this.replay(); return; }
    if (frame.type === "goaway") { this.goaway = frame.after_ms; return; }
    if (frame.type === "error") { if (frame.code === "late") this.say("late"); return; }
    this.take(frame);
    if (frame.type === "tally" && !this.joined) {     // what comes before the first tally is the way to the present
      this.joined = true;
      this.fails = 0;
      clearTimeout(this.poller);
      this.poller = 0;
      this.say("live");
    }
  }

  /** Applies only the number after the last: a lower one is old, a higher one means that something is missing. */
  take(frame) {
    if (frame.type === "event") {
      if (frame.seq <= this.seq) return;
      if (frame.seq > this.seq + 1) { this.replay(); return; }
      this.seq = frame.seq;
    } else if (frame.type === "skip") {
      this.seq = Math.max(this.seq, frame.to);
      return;
    } else if (frame.type === "reset") {
      this.seq = frame.seq;
      this.epoch = frame.epoch;
    }
    this.dispatchEvent(new CustomEvent("frame", { detail: frame }));
  }

  replay() {
    if (this.isOpen) this.socket.send(JSON.stringify({ type: "replay", since: this.seq })); else this.poll();
  }

  settle(frame) {
    const asked = this.waiting.get(frame.ref);
    this.waiting.delete(frame.ref);
    if (frame.type === "ack") asked?.done(frame);
    else asked?.fail(Object.assign(new Error(frame.detail), { status: 400, code: frame.code, fields: frame.fields, retryAfter: frame.retry_after }));
  }

  /** Sends a command and resolves with its ack. Throws TypeError when the line is cut first. */
  command(frame) {
    return new Promise((done, fail) => {
      if (!this.isOpen) { fail(new TypeError("the line is cut")); return; }
      this.waiting.set(frame.ref, { done, fail });
      this.socket.send(JSON.stringify(frame));
    });
  }

  async poll() {
    if (this.poller) return;
    this.poller = setTimeout(() => { this.poller = 0; if (!this.isOpen) this.poll(); }, POLL_MS);
    try {
      const news = await jsonFetch(`${this.api}events/?since=${this.seq}&epoch=${this.epoch}`);
      if (this.isOpen) return;
      news.frames.forEach((frame) => this.take(frame));
      this.say("polling");
    } catch { this.say("waiting"); }
  }
}
