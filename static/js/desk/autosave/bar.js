// The words of the bar: whether what was typed is kept, and what is to be done when it is not.
import { clockIn } from "../clock.js";
import { steadily } from "../steady.js";
import { fill } from "../wording.js";

const element = document.querySelector("[data-save-state]");
const words = document.querySelector("[data-autosave]")?.dataset ?? {};
let shown = "";

function button([label, act]) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// `name` is a key of the element's data; `buttons` are [key of the label, what it does].
export function show(name, { places = {}, buttons = [], text } = {}) {
  const said = text ?? fill(words[name] ?? "", places);
  const state = `${name} ${said}`;
  if (!element || state === shown) return;
  shown = state;
  element.dataset.saveState = name;
  const line = document.createElement("span");
  line.textContent = said;
  element.replaceChildren(line, ...buttons.map(([label, act]) => button([fill(words[label] ?? label, places), act])));
}

// The form is a version of the article now, not only a draft.
export function showVersion() {
  const { hour, minute } = clockIn(words.zone);
  show("saved", { text: fill(words.version ?? "", { time: `${hour}:${minute}` }) });
}

// A line of its own beside the state: that another tab is open.
export function note(name) {
  const holder = document.querySelector("[data-save-notes]");
  if (!holder || holder.dataset.saveNotes === name) return;
  holder.dataset.saveNotes = name;
  steadily(() => {
    holder.textContent = words[name] ?? "";
    holder.hidden = false;
  });
}
