// Tabs of one person with one article: one writes, the others follow what is typed there.
export class Peers {
  constructor(name, { onHello, onText, onHere, onSaved }) {
    this.channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(`desk:${name}`) : null;
    const answers = { hello: onHello, text: onText, here: onHere, saved: onSaved };
    this.channel?.addEventListener("message", ({ data }) => answers[data.type]?.(data));
  }

  close() {
    this.channel?.close();
  }

  say(type, more = {}) {
    this.channel?.postMessage({ type, ...more });
  }
}
