// The screen on which a front page is arranged (templates/admin/frontpage/editor.html): its layout, zones and slots
// as fields, moved by drag, by buttons and by Alt with an arrow; every change a draft that can be undone, and the
// page itself beside it.
import "./moment.js";
import { change, namesNothing } from "./front/fields.js";
import { PageFrame } from "./front/page.js";
import { Saving } from "./front/saving.js";
import { newSlot, newZone, Steps } from "./front/steps.js";
import { Zones } from "./front/zones.js";

const root = document.querySelector("[data-front]");
const words = root.dataset;
const data = JSON.parse(document.getElementById("front-data").textContent);
const { names } = data.state;
const find = (selector) => root.querySelector(selector);
const steps = new Steps(data.document);
const list = new Zones(find("[data-zones]"), { choices: data.options, words, names });
const layouts = [...root.querySelectorAll("[name=layout]")];
const publish = find("[data-publish]");
const stale = find("[data-stale]");
const slotsOfNewZone = 4;
// The page stands beside the fields on screens as wide as this (desk-front.css).
const wideInPixels = 1024;
let latest = data.state;
let conflict = null;
let held = null;

const saving = new Saving({
  url: words.saveUrl,
  person: data.person,
  name: words.previewUrl,
  base: data.state.revision,
  read: () => steps.document,
  told,
});
const page = new PageFrame({
  frame: find("[data-frame]"),
  stage: find("[data-stage]"),
  widths: [...root.querySelectorAll("[data-width]")],
  url: words.previewUrl,
  onStory: openStory,
});

// Words for those who do not see the list move.
function announce(text, places = {}) {
  find("[data-front-said]").textContent = text.replace(/\{(\w+)\}/g, (whole, name) => places[name] ?? whole);
}

function show() {
  const { document: arrangement } = steps;
  layouts.forEach((radio) => (radio.checked = radio.value === arrangement.layout));
  list.show(arrangement);
  find("[data-act=undo]").disabled = !steps.done.length;
  find("[data-act=redo]").disabled = !steps.undone.length;
  find("[data-act=add-zone]").disabled = arrangement.zones.length >= data.options.maxZones;
  if (isSaid()) list.say(arrangement, latest);
}

// Whether what the newsroom said last is of the arrangement as it stands.
const shape = () => steps.document.zones.map((zone) => zone.slots.map((slot) => slot.key).join()).join(";");
let saidShape = shape();
const isSaid = () => saidShape === shape();

function changed(isShaped = true) {
  if (isShaped) show();
  find("[data-act=undo]").disabled = !steps.done.length;
  find("[data-act=redo]").disabled = !steps.undone.length;
  saving.changed();
}

// What the newsroom says of the draft: what stands in each slot, what is wrong, and the page.
function take(state) {
  latest = state;
  saidShape = shape();
  for (const kind of Object.keys(names)) Object.assign(names[kind], state.names[kind]);
  list.say(steps.document, state);
  publish.hidden = !state.publish;
  publish.href = state.publish;
  page.show(state.revision);
}

function told(how) {
  const said = {
    saving: () => words.saving,
    away: () => words.away,
    "signed-out": () => words.signedOut,
    refused: () => how.words,
    invalid: () => how.error,
    conflict: () => how.words,
    done: () => words.saved.replace("{number}", how.number),
  }[how.kind]();
  const line = find("[data-front-state]");
  line.textContent = said;
  line.classList.toggle("failed", !["saving", "done"].includes(how.kind));
  if (how.kind === "done") take(how);
  if (how.kind === "conflict") ask(how);
}

function ask(how) {
  conflict = how;
  stale.hidden = false;
  find("[data-stale-said]").textContent = how.words;
  find("[data-see=theirs]").href = `${words.previewUrl}?revision=${how.newest.id}`;
  find("[data-see=mine]").href = `${words.previewUrl}?revision=${how.kept.id}`;
  stale.scrollIntoView({ block: "nearest" });
}

function resolve(whose) {
  stale.hidden = true;
  if (whose === "theirs") {
    steps.replace(conflict.newest.document);
    show();
  }
  saving.goOnFrom(conflict.newest.id);
}

function nameOf(key) {
  const found = steps.slotOf(key);
  const { article } = found.slot.pin ?? {};
  return names.articles[article] ?? list.box(key).querySelector("[data-story]").textContent;
}

function moved(key, zoneKey, to) {
  const name = nameOf(key);
  steps.move(key, zoneKey, to);
  changed();
  list.focus({ key });
  const { z, s, zone } = steps.slotOf(key);
  announce(words.moved, { name, place: s + 1, count: zone.slots.length, zone: list.nameOf(zone, z) });
}

// One place up or down; at the end of a zone into the next one.
function step(key, by) {
  const { z, s, zone } = steps.slotOf(key);
  const next = steps.document.zones[z + by];
  if (s + by >= 0 && s + by < zone.slots.length) moved(key, zone.key, by > 0 ? s + 2 : s - 1);
  else if (next) moved(key, next.key, by > 0 ? 0 : next.slots.length);
}

function moveZone(key, by) {
  const { zones } = steps.document;
  const { at } = steps.zoneOf(key);
  if (at + by < 1 || at + by >= zones.length) return;
  steps.begin();
  zones.splice(at + by, 0, ...zones.splice(at, 1));
  changed();
  list.focus({ key });
  announce(words.movedZone, { name: list.nameOf(zones[at + by], at + by), place: at + by + 1, count: zones.length });
}

function remove(from, at, name) {
  steps.begin();
  from.splice(at, 1);
  changed();
  announce(words.removed, { name });
}

// The layout's own number of places: empty ones come and go, those that somebody filled stay.
function fitTop() {
  const [{ slots }] = steps.document.zones;
  const wanted = data.options.topSlots[steps.document.layout];
  while (slots.length < wanted) slots.push(newSlot());
  const isEmpty = ({ pin, rule, label }) => !pin && !rule && !label;
  while (slots.length > wanted && isEmpty(slots.at(-1))) slots.pop();
}

function pinStanding(key) {
  const box = list.box(key);
  const number = box.dataset.article;
  if (!number) return;
  const field = box.querySelector("[data-field=article]");
  field.value = `${box.querySelector("[data-story]").textContent} #${number}`;
  typed(field);
}

const acts = {
  undo: () => steps.undo() && (changed(), announce(words.undone)),
  redo: () => steps.redo() && (changed(), announce(words.redone)),
  "add-zone"() {
    steps.begin();
    const zone = newZone(slotsOfNewZone);
    steps.document.zones.push(zone);
    changed();
    list.open(zone.key);
    announce(words.added, { name: list.nameOf(zone, steps.document.zones.length - 1) });
  },
  "zone-up": (key) => moveZone(key, -1),
  "zone-down": (key) => moveZone(key, 1),
  "zone-remove"(key) {
    const { at, zone } = steps.zoneOf(key);
    remove(steps.document.zones, at, list.nameOf(zone, at));
  },
  "add-slot"(key) {
    const { zone } = steps.zoneOf(key);
    steps.begin();
    zone.slots.push(newSlot());
    changed();
    list.open(zone.slots.at(-1).key);
  },
  up: (key) => step(key, -1),
  down: (key) => step(key, 1),
  pin: pinStanding,
  remove(key) {
    const { zone, s } = steps.slotOf(key);
    remove(zone.slots, s, nameOf(key));
  },
  unrelate(key, button) {
    const { slot } = steps.slotOf(key);
    const number = Number(button.closest("[data-article]").dataset.article);
    steps.begin();
    slot.pin.related = slot.pin.related.filter((each) => each !== number);
    changed();
  },
};

function typed(field) {
  const key = field.closest("[data-key]").dataset.key;
  const at = steps.slotOf(key) ?? steps.zoneOf(key);
  if (field.dataset.field === "zone") {
    const { zone } = steps.zoneOf(field.value);
    moved(key, zone.key, zone.slots.length);
    return;
  }
  const isTyping = field.matches("textarea, input:not([type=checkbox], [type=radio])");
  steps.begin(isTyping ? `${key} ${field.name || field.dataset.field}` : null);
  changed(change(field, { ...at, names }));
}

// Words that name nothing of the newsroom change nothing: the field says so once it is left.
function isUnfinished(field, isLeft) {
  const isWrong = namesNothing(field);
  field.toggleAttribute("aria-invalid", isWrong && isLeft);
  field.setCustomValidity(isWrong && isLeft ? words.chooseOne : "");
  if (isWrong && isLeft) list.complain(field.closest("[data-key]").dataset.key, words.chooseOne);
  return isWrong;
}

function onInput({ target, type }) {
  if (target.name === "layout") return;
  const isLeft = type === "change";
  const isNaming = target.dataset.complete !== undefined;
  if (isUnfinished(target, isLeft)) return;
  // A number grows while it is typed; chosen from the list it is whole.
  if (isNaming && !isLeft && !/#\d+$/.test(target.value)) return;
  const isText = target.matches("textarea, input:not([type=checkbox], [type=radio])");
  if (isText && !isNaming && isLeft) return;
  if (!isText && !isLeft) return;
  if (isNaming && target.dataset.taken === target.value) return;
  target.dataset.taken = target.value;
  typed(target);
}

function openStory(number) {
  const places = Object.entries(latest.places);
  const [place] = places.find(([, { article }]) => article === number) ?? [];
  if (!place || !isSaid()) return;
  const [z, s] = place.split(".").map(Number);
  view("arrange");
  list.open(steps.document.zones[z].slots[s].key);
  page.point(number);
}

function view(name) {
  root.dataset.view = name;
  root.querySelectorAll("button[data-view]").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.view === name)));
  page.fit();
}

function mark(slot, isAfter) {
  root.querySelectorAll(".drop-before, .drop-after").forEach((each) => each.classList.remove("drop-before", "drop-after"));
  slot?.classList.add(isAfter ? "drop-after" : "drop-before");
}

// The slot under the pointer, or the zone that has none, and whether the pointer is in its lower half.
function target(event) {
  const slot = event.target.closest("[data-slot]");
  if (slot) {
    const { top, height } = slot.getBoundingClientRect();
    return { slot, zone: slot.closest("[data-zone]"), isAfter: event.clientY > top + height / 2 };
  }
  const zone = event.target.closest("[data-zone]");
  return { slot: null, zone, isAfter: false };
}

function drop(event) {
  const { slot, zone, isAfter } = target(event);
  if (!zone) return;
  event.preventDefault();
  const { zone: row } = steps.zoneOf(zone.dataset.key);
  const at = slot ? row.slots.findIndex(({ key }) => key === slot.dataset.key) + Number(isAfter) : row.slots.length;
  moved(held, zone.dataset.key, at);
}

function onKey(event) {
  const { altKey, code, ctrlKey, metaKey, shiftKey } = event;
  const slot = event.target.closest("[data-slot]");
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (altKey && by && slot) {
    event.preventDefault();
    step(slot.dataset.key, by);
  } else if ((ctrlKey || metaKey) && code === "KeyZ" && !event.target.matches("input, textarea")) {
    event.preventDefault();
    acts[shiftKey ? "redo" : "undo"]();
  }
}

root.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const key = button.closest("[data-key]")?.dataset.key;
  if (button.dataset.act) acts[button.dataset.act](key, button);
  else if (button.dataset.view) view(button.dataset.view);
  else if (button.dataset.take) resolve(button.dataset.take);
});
layouts.forEach((radio) => radio.addEventListener("change", () => {
  steps.begin();
  steps.document.layout = radio.value;
  fitTop();
  changed();
}));
const zones = find("[data-zones]");
zones.addEventListener("input", onInput);
zones.addEventListener("change", onInput);
zones.addEventListener("submit", (event) => event.preventDefault());
zones.addEventListener("focusin", ({ target: at }) => {
  const number = at.closest("[data-slot]")?.dataset.article;
  if (number) page.point(Number(number));
});
root.addEventListener("keydown", onKey);
// A place is dragged by its head: text in its fields is marked with the mouse as everywhere.
zones.addEventListener("pointerdown", (event) => {
  const slot = event.target.closest("[data-slot]");
  if (slot) slot.draggable = Boolean(event.target.closest(".front-slot-head") && !event.target.closest("button"));
});
zones.addEventListener("dragstart", (event) => {
  held = event.target.closest("[data-slot]").dataset.key;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", nameOf(held));
});
zones.addEventListener("dragover", (event) => {
  if (!held) return;
  const { slot, isAfter } = target(event);
  event.preventDefault();
  mark(slot, isAfter);
});
zones.addEventListener("drop", (event) => held && drop(event));
zones.addEventListener("dragend", () => {
  held = null;
  mark(null);
});
publish.addEventListener("click", (event) => {
  if (!saving.isWaiting) return;
  // The draft that is published is the one that stands here.
  event.preventDefault();
  saving.onSaved = () => location.assign(publish.href);
  saving.after(0);
});

if (innerWidth < wideInPixels) root.querySelector("[data-width='390']").click();
const { kept } = saving;
if (kept) {
  steps.replace(kept.document);
  saving.base = kept.base;
}
show();
take(data.state);
find("[data-front-state]").textContent = data.state.number ? words.saved.replace("{number}", data.state.number) : words.untouched;
if (kept) saving.changed();
