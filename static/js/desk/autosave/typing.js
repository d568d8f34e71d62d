// The text of one form as it grows: each version has a number, and stands on the device before it is sent.
import { put } from "./copies.js";
import { entry } from "./entry.js";
import { read, write } from "./fields.js";

// A browser whose store does not answer keeps nobody from sending.
const patienceInMs = 3_000;
const tooLong = () => new Promise((_resolve, reject) => {
  setTimeout(() => reject(new Error("the store of this browser does not answer")), patienceInMs);
});

export class Typing {
  constructor(form, { person, article, url }) {
    Object.assign(this, { form, person, article, url });
    this.number = Number(form.elements.text_number.value) || 0;
    this.confirmed = this.number;
    // The text that was last kept; null until the page's own is known.
    this.last = null;
    // The page's own text without the note to colleagues; null where it holds what was typed before.
    this.own = null;
    this.copy = null;
    this.written = Promise.resolve();
    this.isOnDevice = true;
    this.isApplying = false;
  }

  get key() {
    return this.form.elements.form_key.value;
  }

  get text() {
    return JSON.stringify(read(this.form));
  }

  // The newsroom tells a note that waits from a text that does.
  get textAlone() {
    return JSON.stringify(read(this.form).filter(([name]) => name !== "note"));
  }

  begin() {
    this.own = this.textAlone;
  }

  get isWaiting() {
    return this.number > this.confirmed;
  }

  // Puts a version that differs from the last on the device; whether there was one.
  keepHere() {
    const text = this.text;
    if (this.last === null || text === this.last) return false;
    this.last = text;
    this.number = Math.max(this.number + 1, Date.now());
    this.form.elements.text_number.value = this.number;
    this.write({ isSaved: false });
    return true;
  }

  write(more) {
    const { person, article, url, key, number, confirmed } = this;
    const continues = this.form.elements.continues.value;
    const fields = JSON.parse(this.last);
    if (this.textAlone === this.own) fields.push(["text_unchanged", "1"]);
    this.copy = { person, article, url, key, number, confirmed, continues, fields, entry: entry(), at: Date.now(), ...more };
    this.written = Promise.race([put(this.copy), tooLong()]).then(
      () => { this.isOnDevice = true; },
      (error) => {
        console.warn(error);
        this.isOnDevice = false;
      },
    );
  }

  // The newsroom has the version; what was typed since still waits.
  confirm(number) {
    this.confirmed = Math.max(this.confirmed, number);
    if (this.copy) this.write({ isSaved: this.copy.isSaved });
  }

  // The saved text stays for Back alone.
  async saved() {
    this.confirmed = this.number;
    if (this.copy) this.write({ isSaved: true });
    await this.written;
  }

  // The form goes on as another one: under its own key, of an article that may be new.
  renew({ article, url, isWhole }) {
    Object.assign(this, { article, url, number: 0, confirmed: 0, copy: null });
    this.form.elements.text_number.value = "0";
    this.last = isWhole ? this.text : "";
    this.own = isWhole ? this.textAlone : null;
  }

  belongsTo(person) {
    this.person = person;
    this.confirmed = 0;
    if (this.copy) this.write({ isSaved: false });
  }

  // Takes over what another form of the same article holds.
  take(form) {
    this.isApplying = true;
    write(this.form, read(form));
    this.isApplying = false;
  }

  // Fills the form with a version, from this tab or another; whether the form differed from it.
  apply({ fields, key, number, confirmed, continues }) {
    this.isApplying = true;
    const before = this.text;
    write(this.form, fields);
    const { form_key: keyField, text_number: numberField, continues: continuesField } = this.form.elements;
    keyField.value = key;
    numberField.value = number;
    continuesField.value = continues;
    Object.assign(this, { number, confirmed, last: this.text });
    this.isApplying = false;
    return this.last !== before;
  }
}
