// When the text goes to the newsroom: after a pause, while one types on, and again until it has it.
import * as bar from "./bar.js";
import { keep, renew, sendForm } from "./server.js";
import { askToSignIn } from "./sign_in.js";
import { clearErrors, goToError, hasErrors, showErrors } from "../form_errors.js";
import { renewAt } from "../renewal.js";

const pauseInMs = 2_000;
const longestInMs = 15_000;
const againInMs = [2_000, 5_000, 10_000, 20_000];
const signedOutInMs = 30_000;

export class Sending {
  // `leave` is called before the page goes to another one.
  constructor(typing, { sessionUrl, leave, onSaved }) {
    Object.assign(this, { typing, sessionUrl, leave, onSaved });
    this.trouble = "";
    this.tries = 0;
    // The verb whose button was pressed ("" for Save) while the form waits to be saved.
    this.pending = null;
  }

  // Something was typed and is on the device.
  typed() {
    this.since ??= Date.now();
    // In trouble the next attempt has its time already, or somebody is asked.
    if (this.trouble) return;
    this.say("saving");
    const rest = Math.max(this.since + longestInMs - Date.now(), 0);
    this.after(Math.min(pauseInMs, rest));
  }

  // While something is marked as wrong the bar says so, whatever is kept of it.
  say(name) {
    if (hasErrors(this.typing.form)) this.sayInvalid();
    else bar.show(name);
  }

  sayInvalid(text) {
    const { form } = this.typing;
    bar.show("invalid", { text, buttons: hasErrors(form) ? [["toError", () => goToError(form)]] : [] });
  }

  after(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.again(), delay);
  }

  again() {
    clearTimeout(this.timer);
    return this.pending === null ? this.send() : this.save(this.pending);
  }

  async send() {
    const { typing } = this;
    if (this.isBusy) return;
    if (!typing.isWaiting) {
      if (typing.copy && !this.trouble) this.say("saved");
      return;
    }
    this.isBusy = true;
    this.since = undefined;
    await typing.written;
    const { copy } = typing;
    const answer = await keep(copy);
    this.isBusy = false;
    if (answer.kind === "done") {
      this.kept(copy, answer);
    } else {
      this.failed(answer);
    }
  }

  kept(copy, answer) {
    const { typing } = this;
    this.isWell();
    if (copy.person === typing.person && copy.key === typing.key) typing.confirm(copy.number);
    if (typing.isWaiting) {
      this.typed();
    } else {
      this.say("saved");
    }
    window.dispatchEvent(new CustomEvent("desk:newest", { detail: answer.newest }));
    if (this.pending !== null) this.after(0);
  }

  isWell() {
    this.trouble = "";
    this.tries = 0;
  }

  failed(answer) {
    this.trouble = answer.kind;
    const acts = {
      "signed-out": () => this.signedOut(),
      other: () => this.other(answer),
      away: () => this.away(),
      refused: () => this.refused(answer),
    };
    acts[answer.kind]();
  }

  away() {
    const onDevice = this.pending === null ? "away" : "awaySaving";
    bar.show(this.typing.isOnDevice ? onDevice : "awayUnkept");
    this.after(againInMs[Math.min(this.tries, againInMs.length - 1)]);
    this.tries += 1;
  }

  refused({ words }) {
    this.pending = null;
    this.trouble = "";
    bar.show("refused", { places: { words } });
  }

  signedOut() {
    bar.show("signedOut", { buttons: [["signIn", () => this.signIn()]] });
    this.after(signedOutInMs);
  }

  other({ person, token }) {
    const stay = () => {
      renew(token);
      this.typing.belongsTo(person.id);
      this.isWell();
      this.again();
    };
    clearTimeout(this.timer);
    bar.show("other", { places: { name: person.name }, buttons: [["asOther", stay], ["asMe", () => this.signIn()]] });
  }

  async signIn() {
    const person = await askToSignIn(this.sessionUrl, this.typing.person);
    if (!person) return;
    if (person.id !== this.typing.person) {
      this.other({ person });
      return;
    }
    this.isWell();
    await this.again();
  }

  // Sends the form as its button would; without an answer it follows by itself, once.
  async save(verb) {
    const { typing } = this;
    this.pending = verb;
    if (this.isBusy) {
      this.after(pauseInMs / 10);
      return;
    }
    clearTimeout(this.timer);
    typing.keepHere();
    if (!this.trouble) bar.show("saving");
    this.isBusy = true;
    await typing.written;
    const sent = typing.text;
    const answer = await sendForm(location.pathname, typing.form, typing.person, { then: verb });
    this.isBusy = false;
    if (answer.kind === "done") {
      this.isWell();
      await this.saved(answer, sent, verb);
    } else if (answer.kind === "invalid") {
      this.invalid(answer, sent);
    } else {
      this.failed(answer);
    }
  }

  // What was typed or pressed while the form was under way is saved and done as well.
  async saved(answer, sent, verb) {
    const { typing } = this;
    if (this.pending !== verb) {
      this.after(0);
      return;
    }
    if (typing.text !== sent) {
      typing.keepHere();
      this.after(pauseInMs);
      return;
    }
    this.pending = null;
    await typing.saved();
    this.onSaved(answer.form_url ?? answer.location);
    // A key pressed meanwhile waits for the key of the renewed form.
    this.isBusy = true;
    clearErrors(typing.form);
    const isWhole = () => typing.text === sent;
    const take = answer.is_merged ? (fresh) => typing.take(fresh) : null;
    const isRenewed = await renewAt(answer, { isWhole, take });
    this.isBusy = false;
    if (isRenewed === null) {
      // What others wrote is taken over once the text stands still.
      typing.keepHere();
      this.pending = verb;
      this.after(pauseInMs);
      return;
    }
    if (!isRenewed) {
      this.leave();
      location.assign(answer.location);
    } else if (verb) window.dispatchEvent(new CustomEvent("desk:verb", { detail: answer.location }));
  }

  // The page stays, with what was typed meanwhile; whoever waited for the answer is led to the first error.
  invalid({ error, fields, general }, sent) {
    const { typing } = this;
    this.pending = null;
    this.isWell();
    const unplaced = showErrors(typing.form, fields);
    this.sayInvalid([...(hasErrors(typing.form) ? [error] : []), ...general, ...unplaced].join(" "));
    if (typing.text === sent) goToError(typing.form);
    typing.keepHere();
    if (typing.isWaiting) this.after(pauseInMs);
  }
}
