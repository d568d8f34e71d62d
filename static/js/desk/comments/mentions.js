// «@» in a comment offers the desk's people: a list under the text, by arrows and Enter.
import { fill } from "../wording.js";

const delayInMs = 120;
const token = /(?:^|[\s(«"،])@([^\s@]{0,40})$/;
let serial = 0;

export class Mentions {
  // `known` are the people who were chosen: {id, name}.
  constructor(area, list, said, { url, words }) {
    Object.assign(this, { area, list, said, url, words, known: [], people: [], at: -1 });
    list.id = `comment-people-${(serial += 1)}`;
    area.setAttribute("aria-controls", list.id);
    area.addEventListener("input", () => this.look());
    area.addEventListener("click", () => this.look());
    area.addEventListener("blur", () => this.close());
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...list.children].indexOf(option));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  // The ids of those whose names still stand in the text.
  get ids() {
    const named = this.known.filter(({ name }) => this.area.value.includes(`@${name}`));
    return [...new Set(named.map(({ id }) => id))];
  }

  look() {
    clearTimeout(this.timer);
    const [whole, typed] = token.exec(this.area.value.slice(0, this.area.selectionStart)) ?? [];
    if (whole === undefined) this.close();
    else this.timer = setTimeout(() => this.ask(typed), delayInMs);
  }

  async ask(typed) {
    this.asked = typed;
    try {
      const answer = await fetch(`${this.url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || this.asked !== typed) return;
      const { people } = await answer.json();
      if (this.asked === typed) this.show(people);
    } catch {
      // Without an answer nobody is offered; the comment itself says how it stands when it is sent.
    }
  }

  show(people) {
    this.people = people;
    this.list.replaceChildren(...people.map(({ name, username }, index) => {
      const option = document.createElement("li");
      option.id = `${this.list.id}-${index}`;
      option.setAttribute("role", "option");
      const [shown, small] = [document.createElement("bdi"), document.createElement("bdi")];
      shown.textContent = name;
      small.textContent = username === name ? "" : username;
      small.className = "quiet";
      option.append(shown, " ", small);
      return option;
    }));
    this.list.hidden = people.length === 0;
    this.said.textContent = people.length ? fill(this.words.offered, { count: people.length }) : this.words.nobody;
    this.mark(people.length ? 0 : -1);
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = this.list.children[at];
    if (!option) this.area.removeAttribute("aria-activedescendant");
    else {
      this.area.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  close() {
    clearTimeout(this.timer);
    this.asked = null;
    if (this.isOpen) this.said.textContent = "";
    this.list.hidden = true;
    this.mark(-1);
  }

  choose(index) {
    const { id, name } = this.people[index];
    const { area } = this;
    const end = area.selectionStart;
    const [, typed] = token.exec(area.value.slice(0, end));
    this.known.push({ id, name });
    area.focus();
    area.setRangeText(`@${name} `, end - typed.length - 1, end, "end");
    this.close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // Whether the key was the list's.
  key(event) {
    if (!this.isOpen || event.isComposing) return false;
    const { length } = this.people;
    const step = { ArrowDown: 1, ArrowUp: length - 1 }[event.key];
    if (step) this.mark((this.at + step) % length);
    else if (event.key === "Escape") this.close();
    else if (["Enter", "Tab"].includes(event.key) && !event.ctrlKey && !event.metaKey) this.choose(this.at);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
