// The icons of the desk (templates/admin/articles/article/_icons.html) on the editor's buttons.
import { element } from "newsroom/editor/dialogs";

const svg = "http://www.w3.org/2000/svg";
// Those that point along the text turn with the direction of the screen.
const mirrored = new Set([
  "bulletList", "columnAfter", "columnBefore", "deleteColumn", "headerColumn", "orderedList", "paragraph", "quote", "redo", "related", "undo",
]);
export const shortcuts = {
  insert: "Ctrl+/", paragraph: "Ctrl+Alt+0", heading2: "Ctrl+Alt+2", heading3: "Ctrl+Alt+3", bold: "Ctrl+B", italic: "Ctrl+I", link: "Ctrl+K",
  bulletList: "Ctrl+Shift+8", orderedList: "Ctrl+Shift+7", comment: "Ctrl+Alt+M", undo: "Ctrl+Z", redo: "Ctrl+Shift+Z",
};

export function icon(name) {
  const made = document.createElementNS(svg, "svg");
  const use = document.createElementNS(svg, "use");
  made.setAttribute("class", mirrored.has(name) ? "icon icon-mirrored" : "icon");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name === "insert" ? "plus" : name}`);
  made.append(use);
  return made;
}

// What a button says beside its icon: its name, and its keys, for those who see it.
export function tip(name, label) {
  const keys = shortcuts[name] ? [" ", element("kbd", { dir: "ltr" }, shortcuts[name])] : [];
  return element("span", { class: "tip", "aria-hidden": "true" }, label, ...keys);
}

export function iconButton(name, label, attributes = {}) {
  const button = element("button", { type: "button", "aria-label": label, "data-command": name, ...attributes }, icon(name), tip(name, label));
  // The selection stays while the button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  return button;
}
