// «/» at the start of an empty paragraph opens a menu of blocks: typing narrows it, arrows and Enter
// choose, Escape leaves the stroke as it is.
import { Extension, pm } from "django-prose-editor/editor";
import { fold } from "newsroom/desk/folding";
import { element } from "newsroom/editor/dialogs";
import { icon } from "newsroom/editor/icons";

const { Plugin } = pm.state;
const { Decoration, DecorationSet } = pm.view;
const offered = ["heading2", "heading3", "picture", "gallery", "quote", "pullquote", "bulletList", "orderedList", "related", "embed", "table", "rule", "paragraph"];
let serial = 0;

// What is typed behind the stroke, and where; null outside such a paragraph.
function typed({ selection }) {
  const { $from, empty } = selection;
  if (!empty || $from.depth !== 1 || $from.parent.type.name !== "paragraph") return null;
  const text = $from.parent.textContent;
  if (!text.startsWith("/") || text.length > 30 || $from.parentOffset === 0) return null;
  return { query: text.slice(1), from: $from.start(), to: $from.end() };
}

function found(names, query) {
  const wanted = fold(query).text.trim();
  const fits = (name) => fold(name).text.split(/\s+/).some((word, index, words) => words.slice(index).join(" ").startsWith(wanted));
  return offered.filter((name) => !wanted || names[name].some(fits));
}

// A stroke has no direction of its own: its paragraph keeps that of the text.
function decorations(state) {
  const now = typed(state);
  return now && DecorationSet.create(state.doc, [Decoration.node(now.from - 1, now.to + 1, { class: "slash-line" })]);
}

export class BlockMenu {
  constructor(editor, labels, commands) {
    Object.assign(this, { editor, labels, commands, shown: [], at: 0, isOpen: false });
    this.id = `slash-menu-${(serial += 1)}`;
    this.list = element("div", { class: "slash-menu", id: this.id, role: "listbox", tabindex: "-1", "aria-label": labels.insertBlock });
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  update({ isTyped }) {
    const now = typed(this.editor.state);
    if (!now) this.close();
    else if (this.isOpen || (isTyped && now.query === "")) this.open(now);
  }

  open({ query, from }) {
    this.shown = found(this.labels.names, query);
    if (!this.shown.length) {
      this.close();
      return;
    }
    this.isOpen = true;
    this.list.replaceChildren(...this.shown.map((name, index) => this.option(name, index)));
    (document.querySelector("main") ?? document.body).append(this.list);
    this.mark(0);
    this.place(from);
    this.editor.view.dom.setAttribute("aria-controls", this.id);
  }

  option(name, index) {
    return element("div", { role: "option", id: `${this.id}-${index}`, "data-block": name }, icon(name), element("span", {}, this.labels[name]));
  }

  place(position) {
    const { bottom, left, right, top } = this.editor.view.coordsAtPos(position);
    const { height, width } = this.list.getBoundingClientRect();
    const isRightToLeft = getComputedStyle(this.editor.view.dom).direction === "rtl";
    const start = isRightToLeft ? right - width : left;
    const { clientWidth } = document.documentElement;
    // The bar above and, on a phone, the one below cover what goes beneath them.
    const covered = document.querySelector(".writing-bar")?.getBoundingClientRect().bottom ?? 0;
    const above = top - Math.max(covered, 0) - 8;
    const below = innerHeight - bottom - 8;
    const isBelow = height < below || below >= Math.min(above, 240);
    this.list.style.setProperty("max-block-size", `${Math.max(isBelow ? below : above, 120)}px`);
    this.list.style.setProperty("left", `${Math.max(8, Math.min(start, clientWidth - width - 8))}px`);
    this.list.style.setProperty("top", `${isBelow ? bottom + 4 : top - Math.min(height, above) - 4}px`);
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    this.list.children[at].scrollIntoView({ block: "nearest" });
    this.editor.view.dom.setAttribute("aria-activedescendant", `${this.id}-${at}`);
  }

  close() {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.list.remove();
    for (const name of ["aria-controls", "aria-activedescendant"]) this.editor.view.dom.removeAttribute(name);
  }

  choose(at) {
    const { from, to } = typed(this.editor.state);
    const command = this.commands[this.shown[at]];
    this.close();
    this.editor.chain().focus().deleteRange({ from, to }).run();
    command.run(this.editor.chain().focus()).run();
  }

  onKey(event) {
    if (!this.isOpen || event.isComposing) return false;
    const count = this.shown.length;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1 + count }[event.key];
    if (to !== undefined) this.mark(to % count);
    else if (event.key === "Enter" || event.key === "Tab") this.choose(this.at);
    else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }
}

// Goes to an empty paragraph, a new one where the caret stands in another block, and types the stroke.
export function askForBlock(editor) {
  const { $from } = editor.state.selection;
  const isEmpty = $from.depth === 1 && $from.parent.type.name === "paragraph" && $from.parent.content.size === 0;
  const chain = editor.chain().focus();
  if (!isEmpty) {
    const after = $from.depth ? $from.after(1) : editor.state.doc.content.size;
    chain.insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1);
  }
  return chain.insertContent("/").run();
}

export const Blocks = Extension.create({
  name: "blocks",
  priority: 1000,
  addOptions: () => ({ labels: {}, commands: {} }),
  addProseMirrorPlugins() {
    const { editor } = this;
    const menu = new BlockMenu(editor, this.options.labels, this.options.commands);
    editor.on("transaction", ({ transaction }) => menu.update({ isTyped: transaction.docChanged }));
    editor.on("blur", () => menu.close());
    document.addEventListener("scroll", () => menu.close(), { passive: true });
    const handleKeyDown = (view, event) => {
      if (menu.onKey(event)) return true;
      const isAsked = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.code === "Slash";
      return isAsked && askForBlock(editor);
    };
    return [new Plugin({ props: { decorations, handleKeyDown } })];
  },
});
