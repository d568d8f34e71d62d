// «الاقتراحات»: what others suggest, marked in the text and listed in the panel; accepted into the
// editor and rejected with the form, so that nothing is decided before it is saved.
import { acceptInBody, goToSuggestion } from "newsroom/editor/suggestions";
import { jsonRequest } from "./autosave/server.js";
import { closeSheet, countOn, openPageOf } from "./side_panel.js";
import { plainOf, Texts, wordsOf } from "./suggested_texts.js";
import { type } from "./text_fields.js";
import { fill } from "./wording.js";

const pause = 700;
const pauseAfterFailure = 15_000;
const freshForInMs = 30_000;
let holder = null;
const form = document.querySelector("form[data-article]");
const verdictsOf = () => form.elements.verdicts;
const $ = (selector, inside = holder) => inside.querySelector(selector);

const all = [...document.querySelectorAll("[data-panel]")].map((panel) => new Texts(panel));
// By language: what was sent last, and the suggestions as they stood in it.
const states = new Map(all.map((texts) => [texts, { sent: "", suggestions: [], timer: 0, askedAt: 0 }]));
let undos = [];
let isAccepting = false;
// The card that had the focus last, from which one goes on.
let last = "";
// The texts to which somebody suggests something, as far as is known here.
let wanted = [];
// The state of all suggestions of the article that was heard of last.
let version = null;

// What is decided here and not saved yet: "12:key" -> "accepted" or "rejected".
function verdicts() {
  return new Map(verdictsOf().value.split(" ").filter(Boolean).map((entry) => {
    const at = entry.lastIndexOf(":");
    return [entry.slice(0, at), entry.slice(at + 1)];
  }));
}

function decide(changes) {
  const decided = verdicts();
  for (const [id, verdict] of changes) {
    if (verdict) decided.set(id, verdict);
    else decided.delete(id);
  }
  const value = [...decided].map(([id, verdict]) => `${id}:${verdict}`).join(" ");
  if (value === verdictsOf().value) return;
  verdictsOf().value = value;
  verdictsOf().dispatchEvent(new Event("input", { bubbles: true }));
}

const idOf = (suggestion, hunk) => `${suggestion.id}:${hunk.key}`;

// What stands in the text already without having been accepted here needs nobody.
function standing(texts) {
  const decided = verdicts();
  return states.get(texts).suggestions.flatMap((suggestion) => suggestion.hunks.map((hunk) => {
    const id = idOf(suggestion, hunk);
    return { texts, suggestion, hunk, id, verdict: decided.get(id) ?? "" };
  })).filter(({ hunk, verdict }) => verdict || hunk.state !== "applied");
}

const isOpen = ({ verdict }) => !verdict;

async function ask(texts) {
  // Before there is an editor its text would count as taken out; it says when it is there.
  if (!texts.editor) return undefined;
  const state = states.get(texts);
  const data = { texts: texts.read() };
  const now = JSON.stringify(data);
  const answer = await fetch(holder.dataset.suggestions.replace("LANGUAGE", texts.language), jsonRequest(data));
  if (!answer.ok) throw new Error(String(answer.status));
  const { suggestions } = await answer.json();
  if (JSON.stringify({ texts: texts.read() }) !== now) return ask(texts);
  Object.assign(state, { sent: now, suggestions, askedAt: Date.now() });
  // What was accepted and undone in the text is open again.
  const undone = standing(texts).filter(({ hunk, verdict }) => verdict === "accepted" && hunk.state === "open");
  decide(undone.map(({ id }) => [id, ""]));
  return draw();
}

const isFresh = (texts) => JSON.stringify({ texts: texts.read() }) === states.get(texts).sent;

function plan(texts, after = pause) {
  const state = states.get(texts);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    ask(texts).then(
      () => ($("[data-suggestions-said]").textContent = ""),
      (error) => {
        console.warn(error);
        $("[data-suggestions-said]").textContent = holder.dataset.failed;
        plan(texts, pauseAfterFailure);
      },
    );
  }, after);
}

function acceptLine(texts, hunk) {
  const input = texts.input(hunk.field);
  const before = input.value;
  type(input, hunk.start, hunk.stop, plainOf(hunk.inserted));
  const after = input.value;
  return () => {
    if (input.value !== after) return;
    input.focus();
    input.setSelectionRange(0, after.length);
    type(input, 0, after.length, before);
  };
}

// Puts the hunks into the texts, from the end of each, and notes how it is undone.
function put(texts, hunks) {
  const inBody = hunks.filter(({ field }) => field === "body");
  const inLines = hunks.filter(({ field }) => field !== "body").sort((one, other) => other.start - one.start);
  if (inBody.length && !acceptInBody(texts.editor, inBody)) return false;
  if (inBody.length) undos.push(() => texts.editor.commands.undo());
  undos.push(...inLines.map((hunk) => acceptLine(texts, hunk)));
  return true;
}

async function accept(items) {
  const [{ texts }] = items;
  const before = document.activeElement;
  const wanted = new Set(items.map(({ id }) => id));
  if (!isFresh(texts)) await ask(texts);
  const now = standing(texts).filter(({ id, verdict }) => wanted.has(id) && !verdict);
  if (!now.length) return;
  isAccepting = true;
  undos = [];
  const isDone = put(texts, now.map(({ hunk }) => hunk));
  if (isDone) decide(now.map(({ id }) => [id, "accepted"]));
  isAccepting = false;
  if (!isDone) {
    $("[data-suggestions-said]").textContent = holder.dataset.lost;
    return;
  }
  draw();
  refocus(before, now[0].id);
  plan(texts, 0);
}

function reject(items) {
  const before = document.activeElement;
  decide(items.map(({ id }) => [id, "rejected"]));
  draw();
  refocus(before, items[0].id);
}

function undoLast() {
  isAccepting = true;
  for (const each of undos.reverse()) each();
  isAccepting = false;
  undos = [];
  all.forEach((texts) => plan(texts, 0));
  draw();
  $(".suggestion-hunk")?.focus();
}

// The button that was pressed is gone with the question: the next open one takes over.
function refocus(before, id) {
  if (!holder.contains(document.activeElement) && !(before && !before.isConnected)) return;
  const open = [...holder.querySelectorAll(".suggestion-hunk:not([data-verdict])")];
  const cards = [...holder.querySelectorAll(".suggestion-hunk")];
  const at = cards.findIndex((card) => card.dataset.id === id);
  (open.find((card) => cards.indexOf(card) > at) ?? open[0] ?? cards[at])?.focus();
}

function go({ texts, hunk }) {
  document.getElementById(`tab-${texts.language}`)?.click();
  closeSheet();
  if (hunk.field === "body") {
    if (!goToSuggestion(texts.editor, hunk)) texts.editor.commands.focus();
    return;
  }
  const input = texts.input(hunk.field);
  input.focus();
  input.setSelectionRange(hunk.start, hunk.stop);
}

function step(by) {
  const cards = [...holder.querySelectorAll(".suggestion-hunk")];
  if (!cards.length) return;
  const at = cards.findIndex(({ dataset }) => dataset.id === last);
  cards[(at < 0 && by < 0 ? cards.length - 1 : at + by + cards.length) % cards.length].focus();
}

function card(item) {
  const { texts, hunk, verdict } = item;
  const made = $("[data-hunk-template]").content.firstElementChild.cloneNode(true);
  made.dataset.id = item.id;
  if (verdict) made.dataset.verdict = verdict;
  $("[data-field]", made).textContent = texts.label(hunk.field);
  const { lang, dir } = texts.input(hunk.field);
  const words = Object.assign($("[data-words]", made), { lang, dir });
  words.append(...wordsOf(hunk));
  const isMarkup = hunk.deleted && hunk.inserted && plainOf(hunk.deleted) === plainOf(hunk.inserted);
  $("[data-markup]", made).hidden = !isMarkup;
  $("[data-conflict]", made).hidden = verdict || hunk.state !== "conflict";
  $("[data-decided]", made).hidden = !verdict;
  $("[data-decided]", made).textContent = verdict ? holder.dataset[verdict] : "";
  const acts = {
    accept: () => accept([item]).catch(() => ($("[data-suggestions-said]").textContent = holder.dataset.failed)),
    reject: () => reject([item]),
    again: () => {
      decide([[item.id, ""]]);
      draw();
      holder.querySelector(`[data-id="${item.id}"]`)?.focus();
    },
    go: () => go(item),
  };
  const shown = { accept: !verdict, reject: !verdict, again: verdict === "rejected", go: verdict !== "accepted" };
  for (const button of made.querySelectorAll("[data-do]")) {
    const { do: name } = button.dataset;
    button.hidden = !shown[name];
    button.setAttribute("aria-label", `${button.textContent}: ${words.textContent.trim()}`);
    button.addEventListener("click", acts[name]);
  }
  made.addEventListener("focusin", () => (last = item.id));
  made.addEventListener("keydown", (event) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by) {
      event.preventDefault();
      step(by);
    } else if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      go(item);
    }
  });
  return made;
}

function group(suggestion, items) {
  const made = $("[data-suggestion-template]").content.firstElementChild.cloneNode(true);
  $("[data-author]", made).textContent = suggestion.author;
  $("[data-at]", made).textContent = suggestion.at;
  const open = items.filter(isOpen);
  const clean = open.filter(({ hunk }) => hunk.state === "open");
  const buttons = { acceptAll: [clean, accept], rejectAll: [open, reject] };
  for (const button of made.querySelectorAll("[data-all]")) {
    const [some, act] = buttons[button.dataset.all];
    button.hidden = some.length < 2;
    button.setAttribute("aria-label", `${button.textContent}: ${suggestion.author}`);
    button.addEventListener("click", () => act(some));
  }
  $("ol", made).append(...items.map(card));
  return made;
}

function draw() {
  const focused = document.activeElement?.closest(".suggestion-hunk")?.dataset.id;
  const items = all.flatMap(standing);
  $("[data-list]").ariaBusy = String(!all.filter(isKnown).every(isFresh));
  const groups = Map.groupBy(items, ({ suggestion }) => suggestion);
  $("[data-list]").replaceChildren(...[...groups].map(([suggestion, some]) => group(suggestion, some)));
  if (focused) holder.querySelector(`[data-id="${focused}"]`)?.focus();
  for (const texts of all) {
    texts.show(items.filter((item) => item.texts === texts && isOpen(item)).map(({ hunk, suggestion }) => ({
      hunk,
      standing: "del",
      title: fill(holder.dataset.by, { name: suggestion.author }),
      isConflict: hunk.state === "conflict",
    })));
  }
  countOn(holder, items.filter(isOpen).length);
  $("[data-nothing]").hidden = items.length > 0;
  $("[data-undo-accepted]").hidden = undos.length === 0;
  $("[data-steps]").hidden = items.length < 2;
}

function openCard(event) {
  const mark = event.target.closest?.("[data-suggested]");
  const found = mark && holder.querySelector(`.suggestion-hunk[data-id$=":${mark.dataset.suggested}"]`);
  if (!found) return;
  openPageOf(holder);
  found.scrollIntoView({ block: "nearest" });
}

// From wherever one writes: by the place of the key, as in shortcuts.js.
function onKey(event) {
  const by = { KeyJ: 1, KeyK: -1 }[event.code];
  if (!by || !event.altKey || !event.shiftKey || event.ctrlKey || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  openPageOf(holder);
  step(by);
}

const isKnown = (texts) => states.get(texts).askedAt > 0;

// Others suggested or withdrew something when the state is another one than before.
function heard(now) {
  const isNews = version === null ? now && !all.some(isKnown) : now !== version;
  version = now;
  if (!isNews) return;
  wanted = all;
  all.forEach((texts) => plan(texts, 0));
}

function start() {
  const languages = holder.dataset.languages.split(" ").filter(Boolean);
  wanted = all.filter(({ language }) => languages.includes(language));
  const textsAt = (target) => all.find(({ panel }) => panel.contains(target));
  form.addEventListener("input", (event) => {
    if (event.target === verdictsOf()) return;
    const texts = textsAt(event.target);
    if (!isAccepting && event.isTrusted && undos.length) {
      undos = [];
      draw();
    }
    // The cards quote the text as it was until it is asked about again.
    if (texts && isKnown(texts) && states.get(texts).suggestions.length) $("[data-list]").ariaBusy = "true";
    if (texts && isKnown(texts)) plan(texts, states.get(texts).suggestions.length ? pause : freshForInMs);
  });
  form.addEventListener("body:ready", (event) => {
    const texts = textsAt(event.target);
    if (wanted.includes(texts)) plan(texts, 0);
  });
  form.addEventListener("click", openCard);
  window.addEventListener("keydown", onKey);
  // Saved without leaving the page: what was decided is, and is no longer told.
  window.addEventListener("desk:renewed", () => {
    undos = [];
    all.filter(isKnown).forEach((texts) => plan(texts, 0));
  });
  verdictsOf().addEventListener("fields:set", draw);
  $("[data-undo-accepted]").addEventListener("click", undoLast);
  for (const button of holder.querySelectorAll("[data-step]")) {
    button.addEventListener("click", () => step(Number(button.dataset.step)));
  }
  window.addEventListener("desk:suggestions", ({ detail }) => heard(detail));
  // What others suggested meanwhile is there as soon as one comes back to the window.
  window.addEventListener("focus", () => {
    all.filter((texts) => Date.now() - states.get(texts).askedAt > freshForInMs).forEach((texts) => plan(texts, 0));
  });
  wanted.forEach((texts) => plan(texts, 0));
}

// A new article can be suggested edits to from its first save on.
function begin() {
  if (holder) return;
  holder = document.querySelector("[data-suggestions]");
  if (holder && form && verdictsOf()) start();
}

window.addEventListener("desk:renewed", begin);
begin();
