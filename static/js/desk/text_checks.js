// «تدقيق»: what is typed is checked by the server after a pause, marked in the text, and listed.
import { jsonRequest } from "./autosave/server.js";
import { closeSheet } from "./side_panel.js";
import { Panel } from "./text_fields.js";
import { fill } from "./wording.js";

const pause = 700;
const pauseAfterFailure = 15_000;
const holder = document.querySelector("[data-text-checks]");
const form = document.querySelector("form[data-article]");
const $ = (selector, inside = holder) => inside.querySelector(selector);
const words = (finding) => finding.text.slice(0, 60) || labelOf(finding);

const panels = [...document.querySelectorAll("[data-panel]")].map((element) => new Panel(element));
const states = new Map(panels.map((panel) => [panel, { sent: "", findings: [], timer: 0, request: null }]));
// What is ignored in an article that was never saved, so that the server has nowhere to keep it.
const ignoredHere = new Set();
const closed = new Set();
let rules = {};
let undos = [];
let isCorrecting = false;

const keyOf = ({ rule, text, before, after }) => JSON.stringify([rule, text, before, after]);
const labelOf = (finding) => rules[finding.rule]?.message ?? "";

function everything(panel) {
  const passages = panel.read();
  const lead = form.elements.lead_image?.value.trim();
  return {
    article: holder.dataset.article ? Number(holder.dataset.article) : null,
    language: panel.language,
    passages,
    has_section: !form.elements.section || form.elements.section.value !== "",
    has_byline: [...form.querySelectorAll("[name^=bylines-][name$=-author]")].some(({ value }) => value.trim()),
    tags: (form.elements.tags?.value ?? "").split(/[,،;؛\n]/).map((tag) => tag.trim()).filter(Boolean),
    pictures: [...(lead ? [lead] : []), ...panel.pictures()],
  };
}

async function check(panel) {
  const state = states.get(panel);
  state.request?.abort();
  if (panel.isEmpty()) {
    Object.assign(state, { sent: "", findings: [] });
    panel.show([], rules);
    return list();
  }
  const data = everything(panel);
  const sent = JSON.stringify(data);
  if (sent === state.sent) return undefined;
  state.request = new AbortController();
  const answer = await fetch(holder.dataset.textChecks, { ...jsonRequest(data), signal: state.request.signal });
  if (!answer.ok) throw new Error(String(answer.status));
  const found = await answer.json();
  // What was typed meanwhile is checked by the request that follows.
  if (JSON.stringify(everything(panel)) !== sent) return plan(panel);
  state.sent = sent;
  rules = { ...rules, ...found.rules };
  state.findings = found.findings.filter((finding) => !ignoredHere.has(keyOf(finding)));
  panel.show(state.findings, rules);
  $("[data-said]").textContent = "";
  return list();
}

function plan(panel, after = pause) {
  const state = states.get(panel);
  clearTimeout(state.timer);
  state.timer = setTimeout(() => {
    check(panel).catch((error) => {
      if (error.name === "AbortError") return;
      $("[data-said]").textContent = holder.dataset.failed;
      plan(panel, pauseAfterFailure);
    });
  }, after);
}

const standing = () => panels.flatMap((panel) => states.get(panel).findings.map((finding) => ({ panel, finding })));

function drop(panel, findings) {
  const state = states.get(panel);
  state.findings = state.findings.filter((finding) => !findings.includes(finding));
  state.sent = "";
  list();
}

function correct(places) {
  const inPage = document.activeElement;
  undos = [];
  isCorrecting = true;
  for (const [panel, some] of Map.groupBy(places, (place) => place.panel)) {
    const findings = some.map((place) => place.finding);
    undos.push(...panel.fix(findings));
    drop(panel, findings);
    plan(panel, pause);
  }
  isCorrecting = false;
  $("[data-undo]").hidden = undos.length === 0;
  refocus(inPage);
}

// The button that was pressed is gone with its finding: the next one of the panel takes over.
function refocus(before) {
  if (before?.isConnected && holder.contains(before) && !before.hidden) return before.focus();
  const next = $("[data-rules] button:not([hidden])") ?? $("[data-undo]:not([hidden])");
  return next?.focus();
}

// What is typed after a correction is undone by the browser, and before it.
function forgetUndo() {
  undos = [];
  $("[data-undo]").hidden = true;
}

function undo() {
  isCorrecting = true;
  for (const each of undos.reverse()) each();
  isCorrecting = false;
  forgetUndo();
  panels.forEach((panel) => plan(panel, 0));
  ($("[data-rules] summary") ?? form.querySelector("[name^=headline_]")).focus();
}

async function ignore({ panel, finding }) {
  const { article } = holder.dataset;
  const { rule, text, before, after } = finding;
  if (article) {
    const answer = await fetch(holder.dataset.ignore, jsonRequest({ article: Number(article), rule, text, before, after }));
    if (!answer.ok) {
      $("[data-said]").textContent = holder.dataset.failed;
      return;
    }
  } else ignoredHere.add(keyOf(finding));
  drop(panel, [finding]);
  plan(panel, 0);
  refocus(null);
}

// What stands there after the correction; nothing where only blanks or invisible signs change.
function corrected({ text, start, edits }) {
  const right = edits.reduceRight((now, [from, to, by]) => now.slice(0, from - start) + by + now.slice(to - start), text);
  const isSeen = edits.length > 0 && right.trim() !== text.trim() && right.length <= 40;
  return isSeen ? right : "";
}

function item(place) {
  const { finding } = place;
  const made = $("[data-finding-template]").content.firstElementChild.cloneNode(true);
  const name = { words: words(finding) };
  $("[data-before]", made).textContent = finding.before ? `${finding.before} ` : "";
  $("mark", made).textContent = words(finding);
  $("ins", made).textContent = corrected(finding);
  $("[data-after]", made).textContent = finding.after ? ` ${finding.after}` : "";
  made.lang = finding.passage < 0 ? "" : place.panel.language;
  if (!made.lang) made.removeAttribute("lang");
  const button = (which, label, action) => {
    const pressed = $(which, made);
    pressed.setAttribute("aria-label", fill(label, name));
    pressed.addEventListener("click", action);
    return pressed;
  };
  const goes = $("[data-go]", made);
  goes.setAttribute("aria-label", fill(holder.dataset.go, { words: goes.textContent }));
  goes.addEventListener("click", () => {
    closeSheet();
    place.panel.go(finding);
  });
  button("[data-ignore]", holder.dataset.ignoreOne, () => ignore(place).catch(() => undefined));
  button("[data-fix]", holder.dataset.fix, () => correct([place])).hidden = finding.edits.length === 0;
  return made;
}

function group(rule, places) {
  const { label, message, is_blocking: blocks } = rules[rule];
  const made = $("[data-rule-template]").content.firstElementChild.cloneNode(true);
  made.dataset.rule = rule;
  made.open = !closed.has(rule);
  made.addEventListener("toggle", () => (made.open ? closed.delete(rule) : closed.add(rule)));
  $("[data-label]", made).textContent = label;
  $("[data-number]", made).textContent = places.length;
  $("[data-blocks]", made).hidden = !blocks;
  $("[data-message]", made).textContent = message;
  const fixable = places.filter(({ finding }) => finding.edits.length > 0);
  const all = $("[data-fix-all]", made);
  all.hidden = fixable.length < 2;
  all.setAttribute("aria-label", fill(holder.dataset.fixAll, { rule: label }));
  all.addEventListener("click", () => correct(fixable));
  $("ul", made).append(...places.map(item));
  return made;
}

function list() {
  const places = standing();
  const groups = Map.groupBy(places, ({ finding }) => finding.rule);
  $("[data-rules]").replaceChildren(...[...groups].map(([rule, some]) => group(rule, some)));
  $("[data-count]").textContent = places.length ? `(${places.length})` : "";
  $("[data-nothing]").hidden = places.length > 0;
  holder.hidden = false;
}

if (holder && form) {
  const isText = (target) => panels.find((panel) => panel.element.contains(target));
  form.addEventListener("input", (event) => {
    if (holder.contains(event.target)) return;
    if (!isCorrecting) forgetUndo();
    const panel = isText(event.target);
    (panel ? [panel] : panels).forEach((each) => plan(each));
  });
  form.addEventListener("change", (event) => {
    if (!isText(event.target)) panels.forEach((panel) => plan(panel));
  });
  form.addEventListener("body:ready", (event) => plan(isText(event.target)));
  $("[data-undo]").addEventListener("click", undo);
  panels.forEach((panel) => plan(panel, 200));
}
