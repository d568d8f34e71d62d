// A box in which a comment is written. What is typed stays in it, also over a reload, until the newsroom has it.
import { jsonRequest, post } from "../autosave/server.js";
import { askToSignIn } from "../autosave/sign_in.js";
import { fill } from "../wording.js";
import { Mentions } from "./mentions.js";

export class Box {
  // `place` names the box among the drafts; `sent(data)` is what is sent beside the text.
  constructor(template, { config, place, label, draft = {}, sent, onDone, onClose }) {
    Object.assign(this, { config, place, sent, onDone, onClose, isBusy: false });
    this.element = template.content.firstElementChild.cloneNode(true);
    const find = (name) => this.element.querySelector(`[data-${name}]`);
    this.area = this.element.querySelector("textarea");
    this.said = find("box-said");
    this.sendButton = find("send");
    this.again = find("again");
    this.area.setAttribute("aria-label", label);
    this.area.placeholder = label;
    this.area.value = draft.text ?? "";
    this.key = draft.key ?? crypto.randomUUID();
    this.more = draft.more ?? {};
    const words = { offered: config.offered, nobody: config.nobody };
    this.mentions = new Mentions(this.area, find("people-list"), find("people-said"), { url: config.people, words });
    this.mentions.known = draft.known ?? [];
    this.area.addEventListener("input", () => {
      this.keep();
      // What was said of the words before holds no longer; how to send what could not be sent does.
      if (this.again.hidden) this.say(this.excess);
    });
    this.element.addEventListener("keydown", (event) => this.onKey(event));
    this.sendButton.addEventListener("click", () => this.send());
    find("cancel").addEventListener("click", () => this.close());
  }

  get text() {
    return this.area.value;
  }

  // Says how far the text is beyond what a comment may hold; empty for one that may be sent.
  get excess() {
    const { tooLong, longest } = this.config;
    const count = [...this.text.trim()].length;
    return count > longest ? fill(tooLong, { count, longest, over: count - longest }) : "";
  }

  get draftKey() {
    return draftKey(this.config, this.place);
  }

  keep() {
    const { text, key, more, mentions } = this;
    if (!text.trim()) sessionStorage.removeItem(this.draftKey);
    else sessionStorage.setItem(this.draftKey, JSON.stringify({ text, key, more, known: mentions.known }));
  }

  onKey(event) {
    if (this.mentions.key(event)) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      this.send();
    } else if (event.key === "Escape") {
      // What was typed is not thrown away by a key: it leaves for the text, and stays in its box.
      event.preventDefault();
      event.stopPropagation();
      if (this.text.trim()) this.onClose({ isKept: true });
      else this.close();
    }
  }

  close() {
    sessionStorage.removeItem(this.draftKey);
    this.element.remove();
    this.onClose({ isKept: false });
  }

  say(words, action) {
    this.said.textContent = words;
    this.again.hidden = !action;
    if (!action) return;
    const [label, act] = action;
    this.again.textContent = label;
    this.again.onclick = act;
  }

  async send() {
    if (this.isBusy) return;
    const { config, mentions, text, key } = this;
    const wrong = text.trim() ? this.excess : config.empty;
    if (wrong) {
      this.say(wrong);
      this.area.focus();
      return;
    }
    this.busy(true);
    this.say(config.sending);
    const data = { ...this.more, ...this.sent(), text, key, mentions: mentions.ids, person: config.person };
    const answer = await post(config.url, () => jsonRequest(data), config.person);
    this.busy(false);
    this.answered(answer);
  }

  busy(isBusy) {
    this.isBusy = isBusy;
    this.area.readOnly = isBusy;
    this.sendButton.setAttribute("aria-disabled", String(isBusy));
  }

  answered(answer) {
    const { config } = this;
    const retry = () => this.send();
    const signIn = [config.signIn, () => this.signIn()];
    if (answer.kind === "done") {
      sessionStorage.removeItem(this.draftKey);
      // Whoever went on writing elsewhere meanwhile is left there.
      const isHere = this.element.contains(document.activeElement);
      this.element.remove();
      this.onDone(answer, isHere);
    } else if (answer.kind === "signed-out") this.say(config.signedOut, signIn);
    else if (answer.kind === "other") this.say(fill(config.other, { name: answer.person.name }), signIn);
    else if (answer.kind === "refused") this.say(fill(config.refused, { words: answer.words }));
    else this.say(config.away, [config.retry, retry]);
  }

  async signIn() {
    const person = await askToSignIn(this.config.sessionUrl, this.config.person);
    if (person?.id === this.config.person) this.send();
    else if (person) this.say(fill(this.config.other, { name: person.name }), [this.config.signIn, () => this.signIn()]);
  }
}

function draftKey({ person, article }, place) {
  return `desk-comment:${person}:${article}:${place}`;
}

// What this person began to write on the article in this tab: [[place, draft]].
export function drafts(config) {
  const start = draftKey(config, "");
  return Object.entries(sessionStorage)
    .filter(([name]) => name.startsWith(start))
    .map(([name, value]) => [name.slice(start.length), JSON.parse(value)]);
}
