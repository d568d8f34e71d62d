// Every change is a draft at the newsroom a moment later; until it is there, it is kept on the device.
import { jsonRequest, post } from "../autosave/server.js";

const pauseInMs = 1_000;
const longestInMs = 8_000;
const againInMs = [2_000, 5_000, 10_000, 20_000];
const signedOutInMs = 15_000;

export class Saving {
  // `read` answers the document as it stands now; `told` is called with how it went:
  // {kind: "saving" | "done" | "away" | "signed-out" | "refused" | "conflict", …}.
  constructor({ url, person, name, base, read, told }) {
    Object.assign(this, { url, person, base, read, told });
    this.name = `desk-front:${person}:${name}`;
    this.tries = 0;
    this.isHeld = false;
    addEventListener("pagehide", () => this.isWaiting && this.sendLast());
    addEventListener("online", () => this.isWaiting && this.after(0));
    addEventListener("focus", () => this.trouble === "signed-out" && this.after(0));
  }

  // What the device kept of a page that was closed before it was saved: {base, document}, or null.
  get kept() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return null;
    }
  }

  get isWaiting() {
    return this.waiting !== undefined;
  }

  changed() {
    this.waiting = JSON.stringify(this.read());
    this.onDevice();
    if (this.isHeld || this.trouble) return;
    this.since ??= Date.now();
    this.told({ kind: "saving" });
    this.after(Math.min(pauseInMs, Math.max(0, this.since + longestInMs - Date.now())));
  }

  onDevice() {
    try {
      localStorage.setItem(this.name, JSON.stringify({ base: this.base, document: this.read() }));
    } catch (error) {
      console.warn(error);
    }
  }

  after(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  request() {
    return jsonRequest({ person: this.person, base: this.base, document: JSON.parse(this.waiting) });
  }

  sendLast() {
    fetch(this.url, { ...this.request(), keepalive: true }).catch(() => undefined);
  }

  async send() {
    if (this.isBusy || !this.isWaiting || this.isHeld) return;
    clearTimeout(this.timer);
    this.isBusy = true;
    this.since = undefined;
    const sent = this.waiting;
    const answer = await post(this.url, () => this.request(), this.person);
    this.isBusy = false;
    this.trouble = "";
    if (answer.kind === "done") this.done(answer, sent);
    else if (answer.newest) this.conflict(answer);
    else this.failed(answer);
  }

  done(answer, sent) {
    this.tries = 0;
    this.base = answer.revision;
    if (this.waiting === sent) {
      this.waiting = undefined;
      localStorage.removeItem(this.name);
      this.told({ ...answer, kind: "done" });
      this.onSaved?.();
    } else {
      this.onDevice();
      this.after(pauseInMs);
    }
  }

  // Theirs and mine are both kept at the newsroom; nothing more is sent until somebody says which goes on.
  conflict(answer) {
    this.isHeld = true;
    this.told({ ...answer, kind: "conflict" });
  }

  failed(answer) {
    // Another person has signed in here: whoever arranged this has to, first.
    const kind = answer.kind === "other" ? "signed-out" : answer.kind;
    this.trouble = kind;
    if (kind === "away") this.after(againInMs[Math.min(this.tries, againInMs.length - 1)]);
    if (kind === "signed-out") this.after(signedOutInMs);
    this.tries += 1;
    this.told({ ...answer, kind });
  }

  // Goes on upon the revision, with what stands in the page now.
  goOnFrom(base) {
    this.base = base;
    this.isHeld = false;
    this.waiting = JSON.stringify(this.read());
    this.after(0);
  }
}
