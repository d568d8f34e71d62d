// Keys by their place on the keyboard (`code`), not by the letter on them: what is Ctrl+S on a Latin
// layout is the same key on an Arabic one.
import { closeMenus } from "./menus.js";
import { isOpen, openPanel, showPage } from "./side_panel.js";
import { switchLanguage } from "./tabs.js";
import { full, isFull, toggleBoth } from "./view.js";

const form = document.querySelector("form[data-article]");
const help = document.querySelector("[data-help]");
const note = document.querySelector(".note-menu");

function press(selector) {
  document.querySelector(selector)?.click();
}

function write() {
  const isClosed = !note.open;
  closeMenus();
  note.open = isClosed;
  if (isClosed) note.querySelector("input").focus();
}

const actions = {
  save: () => press("[data-save]"),
  next: () => press("[data-next-verb]"),
  // Its script comes when it is first asked for.
  find: () => import("./find.js").then(({ find }) => find(), (error) => console.warn(error)),
  language: switchLanguage,
  both: toggleBoth,
  full: () => full(!isFull()),
  panel: () => openPanel(!isOpen(), { focus: true }),
  note: write,
  help: () => help.showModal(),
  comment: () => document.dispatchEvent(new Event("comments:write")),
};
// With Ctrl (⌘ on a Mac), and with Alt and Shift.
const withControl = { KeyS: "save", Enter: "next", NumpadEnter: "next", KeyF: "find" };
const withAlt = { KeyM: "comment" };
const withBoth = { KeyL: "language", KeyB: "both", KeyF: "full", KeyP: "panel", KeyN: "note" };

const isTyped = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");

function named(event) {
  const { altKey, code, ctrlKey, metaKey, shiftKey } = event;
  const isControl = ctrlKey || metaKey;
  if (isControl && altKey && !shiftKey) return withAlt[code];
  if (isControl && !altKey && !shiftKey) {
    // A comment that is being written is sent, not the article.
    if (event.target.closest("[data-comments]") && code.endsWith("Enter")) return undefined;
    // The browser's own search stays: it is asked for from our field.
    if (code === "KeyF" && event.target.closest(".find-bar")) return undefined;
    return withControl[code];
  }
  if (altKey && shiftKey && !isControl) return withBoth[code];
  const isQuestion = ["?", "؟"].includes(event.key) && !isControl && !altKey;
  return isQuestion && !isTyped(event.target) ? "help" : undefined;
}

function onKey(event) {
  if (event.isComposing || document.querySelector("dialog[open]")) return;
  const digit = /^Digit([1-9])$/.exec(event.code);
  if (digit && event.altKey && event.shiftKey && !event.ctrlKey) {
    event.preventDefault();
    showPage(Number(digit[1]) - 1, { focus: true });
    return;
  }
  const name = named(event);
  if (!name) return;
  event.preventDefault();
  event.stopPropagation();
  if (!event.repeat) actions[name]();
}

if (form && help) {
  window.addEventListener("keydown", onKey, { capture: true });
  document.querySelectorAll("[data-action]").forEach((button) => {
    const { action } = button.dataset;
    if (["note", "panel"].includes(action)) return;
    button.addEventListener("click", () => actions[action]());
  });
  if (/Mac|iPhone|iPad/.test(navigator.platform)) {
    document.querySelectorAll("kbd").forEach((keys) => (keys.textContent = keys.textContent.replace("Ctrl", "⌘").replace("Alt", "⌥")));
  }
}
