// Find and replace in every text of the language one writes in. Matches of the body are shown by the
// browser's highlights, which leave the document as it is.
import { placesOf } from "./folding.js";
import { chosenLanguage } from "./tabs.js";
import { textsOf } from "./texts.js";
import { fill } from "./wording.js";

const bar = document.querySelector("[data-find]");
const part = (selector) => bar.querySelector(selector);
const state = { found: [], at: -1, done: null };

function highlight() {
  if (!globalThis.Highlight) return;
  const ranges = state.found.map(({ text, match }) => text.range(match));
  const current = ranges[state.at];
  CSS.highlights.set("found", new Highlight(...ranges.filter((range) => range && range !== current)));
  CSS.highlights.set("found-current", new Highlight(...[current].filter(Boolean)));
}

function tell() {
  const { found, at } = state;
  const said = found.length ? fill(bar.dataset.place, { at: at + 1, count: found.length }) : bar.dataset.none;
  part("[data-find-count]").textContent = part("#find-what").value ? said : "";
  part("[data-find-do=undo]").disabled = !state.done;
}

function show() {
  const where = part("[data-find-where]");
  const current = state.found[state.at];
  where.replaceChildren();
  highlight();
  tell();
  if (!current) return;
  const { name, around } = current.text.show(current.match);
  const [before, itself, after] = around;
  const context = Object.assign(document.createElement("bdi"), { lang: chosenLanguage(), textContent: before });
  context.append(Object.assign(document.createElement("mark"), { textContent: itself }), after);
  where.append(Object.assign(document.createElement("b"), { textContent: `${name}: ` }), context);
}

function search({ at = 0 } = {}) {
  const what = part("#find-what").value;
  const isLoose = part("[data-find-fold]").checked;
  const find = (text) => placesOf(text, what, isLoose);
  state.found = textsOf(chosenLanguage()).flatMap((text) => {
    const matches = what ? text.matches(find) : [];
    text.mark(matches);
    return matches.map((match) => ({ text, match }));
  });
  state.at = state.found.length ? Math.min(at, state.found.length - 1) : -1;
  show();
}

function go(by) {
  const count = state.found.length;
  if (!count) return;
  state.at = (state.at + by + count) % count;
  show();
}

function replace(some) {
  if (!some.length) return;
  const withText = part("#find-with").value;
  const texts = [...new Set(some.map(({ text }) => text))];
  state.done = texts.map((text) => ({ text, before: text.snapshot() }));
  texts.forEach((text) => text.replace(some.filter((each) => each.text === text).map(({ match }) => match), withText));
  search({ at: state.at });
}

function undo() {
  state.done?.forEach(({ text, before }) => text.undo(before));
  state.done = null;
  search({ at: state.at });
  part("#find-what").focus();
}

function clear() {
  state.found.forEach(({ text }) => text.mark([]));
  globalThis.CSS.highlights?.clear();
  state.found = [];
}

function close() {
  const current = state.found[state.at];
  clear();
  bar.hidden = true;
  if (current) current.text.select(current.match);
  else document.querySelector("[data-writing] .paper:not([hidden]) .ProseMirror")?.focus();
}

export function find() {
  const selected = String(getSelection()).trim();
  bar.hidden = false;
  // Below the bar, wherever that stands.
  const { bottom } = document.querySelector(".bar-status").getBoundingClientRect();
  bar.style.setProperty("--find-start", `${Math.round(bottom)}px`);
  if (selected && selected.length < 80 && !selected.includes("\n")) part("#find-what").value = selected;
  part("#find-what").focus();
  part("#find-what").select();
  search();
}

const does = {
  next: () => go(1),
  previous: () => go(-1),
  one: () => state.at >= 0 && replace([state.found[state.at]]),
  all: () => replace(state.found),
  undo,
  close,
};

function onKey(event) {
  if (event.isComposing) return;
  if (event.key === "Escape") {
    event.preventDefault();
    close();
  } else if (event.key === "Enter" && event.target.matches("input[type=text]")) {
    event.preventDefault();
    if (event.target.id === "find-with") does.one();
    else go(event.shiftKey ? -1 : 1);
  }
}

if (bar) {
  bar.addEventListener("keydown", onKey);
  bar.addEventListener("click", (event) => does[event.target.closest("[data-find-do]")?.dataset.findDo]?.());
  part("#find-what").addEventListener("input", () => search());
  part("[data-find-fold]").addEventListener("change", () => search());
  document.addEventListener("language:shown", () => bar.hidden || search());
  // After somebody went on writing, what was replaced is undone in the text itself.
  document.querySelector("#article_form")?.addEventListener("keydown", () => {
    state.done = null;
    tell();
  });
}
