// One thread in the list: its passage, its comments, what can be done with it. Made once and then brought up to date,
// so that what somebody types in it stays.
import { fill } from "../wording.js";
import { Box } from "./box.js";

// A longer comment is folded until one asks for the rest of it.
const long = /^([^]{600}|(.*\n){9})/;
const clone = (holder, name) => holder.querySelector(`[data-${name}-template]`).content.firstElementChild.cloneNode(true);

// The text with the names of those who are mentioned in it set apart.
function words(text, mentions) {
  const names = mentions.map(({ name }) => `@${name}`).sort((one, other) => other.length - one.length);
  const parts = [];
  let rest = text;
  while (rest) {
    const [at, name] = names.map((each) => [rest.indexOf(each), each]).filter(([place]) => place >= 0).sort((one, other) => one[0] - other[0])[0] ?? [];
    if (name === undefined) break;
    const made = document.createElement("bdi");
    made.className = "mention";
    made.textContent = name;
    parts.push(rest.slice(0, at), made);
    rest = rest.slice(at + name.length);
  }
  return [...parts, rest];
}

export class Thread {
  // `list` has holder, config, label(field), act(data), go(thread), activate(id), back().
  constructor(list, data) {
    this.list = list;
    this.id = data.id;
    this.element = clone(list.holder, "thread");
    this.element.dataset.thread = data.id;
    this.boxes = new Map();
    const on = (name, act) => this.find(name).addEventListener("click", act);
    on("go", () => list.go(this.data));
    on("reply", () => this.write());
    on("resolve", () => this.act({ action: "resolve" }));
    on("reopen", () => this.act({ action: "reopen" }));
    this.element.addEventListener("focusin", () => list.activate(this.id));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      list.go(this.data);
    });
    this.update(data);
  }

  find(name) {
    return this.element.querySelector(`[data-${name}]`);
  }

  act(data) {
    return this.list.act({ ...data, thread: this.id });
  }

  update(data) {
    const isSame = JSON.stringify(data) === JSON.stringify(this.data);
    this.data = data;
    if (isSame) return;
    const { list } = this;
    const label = list.label(data.field);
    this.find("field").textContent = label;
    this.find("quote").textContent = data.exact;
    this.find("quote").hidden = !data.exact;
    this.find("go").setAttribute("aria-label", fill(list.config.goes, { words: data.exact.slice(0, 80) || label }));
    this.find("resolved-by").textContent = data.resolved;
    this.find("resolved-by").hidden = !data.is_resolved;
    this.find("resolve").hidden = data.is_resolved;
    this.find("reopen").hidden = !data.is_resolved;
    const isEditing = (comment) => this.boxes.get(`edit:${comment.id}`)?.element.isConnected;
    const before = new Map([...this.find("list").children].map((row) => [row.dataset.comment, row]));
    const rows = data.comments.map((comment) => {
      const former = before.get(String(comment.id));
      return isEditing(comment) ? former : this.row(comment, former);
    });
    const kept = new Set(rows);
    [...before.values()].forEach((row) => kept.has(row) || row.remove());
    rows.forEach((row, index) => {
      const there = this.find("list").children[index];
      if (there !== row) this.find("list").insertBefore(row, there ?? null);
    });
  }

  show(isThere) {
    this.find("lost").hidden = isThere;
    this.find("go").disabled = !isThere;
  }

  row(comment, former) {
    const { config } = this.list;
    const made = clone(this.list.holder, "comment");
    const find = (name) => made.querySelector(`[data-${name}]`);
    made.dataset.comment = comment.id;
    find("name").textContent = comment.name;
    find("time").textContent = comment.at;
    find("time").dateTime = comment.moment;
    find("edited").hidden = !comment.is_edited || comment.is_deleted;
    if (comment.is_deleted) find("text").textContent = config.deleted;
    else find("text").replaceChildren(...words(comment.text, comment.mentions));
    made.classList.toggle("comment-deleted", comment.is_deleted);
    find("whole").hidden = !long.test(comment.text);
    find("whole").open = former?.querySelector("[data-whole]").open;
    const isOwn = comment.author === config.person && !comment.is_deleted;
    find("own").hidden = !isOwn;
    if (!isOwn) return made;
    find("edit").addEventListener("click", () => this.edit(comment, made));
    const sure = (isAsked) => {
      find("sure").hidden = !isAsked;
      find("own").hidden = isAsked;
      find(isAsked ? "keep" : "delete").focus();
    };
    find("delete").addEventListener("click", () => sure(true));
    find("keep").addEventListener("click", () => sure(false));
    find("delete-sure").addEventListener("click", () => this.act({ action: "delete", comment: comment.id }));
    return made;
  }

  write(draft) {
    this.open("reply", this.find("reply-box"), {
      label: this.list.config.replyLabel, draft, sent: () => ({ action: "reply", thread: this.id }), back: this.find("reply"),
    });
  }

  edit(comment, row, draft) {
    const start = draft ?? { text: comment.text, known: comment.mentions };
    const hidden = [row.querySelector("[data-text]"), row.querySelector("[data-own]")];
    hidden.forEach((part) => (part.hidden = true));
    this.open(`edit:${comment.id}`, row, {
      label: this.list.config.editLabel, draft: start, sent: () => ({ action: "edit", comment: comment.id }), back: row.querySelector("[data-edit]"),
      onGone: () => hidden.forEach((part) => (part.hidden = false)),
    });
  }

  open(name, holder, { label, draft, sent, back, onGone = () => undefined }) {
    const open = this.boxes.get(name);
    if (open?.element.isConnected) {
      open.area.focus();
      return;
    }
    const { config, holder: template } = this.list;
    const box = new Box(template.querySelector("[data-box-template]"), {
      config, place: `${this.id}:${name}`, label, draft, sent,
      onDone: (answer, isHere) => {
        onGone();
        // The row is made anew, although the words may be the same.
        this.data = null;
        this.list.take(answer);
        this.list.say(config.sent);
        if (isHere) this.element.focus();
      },
      onClose: ({ isKept }) => {
        if (isKept) {
          this.list.go(this.data);
          return;
        }
        onGone();
        back.focus();
      },
    });
    this.boxes.set(name, box);
    holder.append(box.element);
    if (!draft?.key) box.area.focus();
  }

  // Opens a box again that was left with words in it.
  restore(name, draft) {
    if (name === "reply") this.write(draft);
    const comment = this.data.comments.find(({ id }) => name === `edit:${id}`);
    const row = comment && this.element.querySelector(`[data-comment="${comment.id}"]`);
    if (row && !comment.is_deleted) this.edit(comment, row, draft);
  }
}
