// Where a quoted passage stands in a text that was edited since; the rules of articles/text_anchors.py.
import { fold } from "../folding.js";

const context = 32;
const enoughContext = 6;
const telling = 20;

// The long text that was asked for last: it is asked for every thread of its field.
let last = { of: null };

// As the text is compared: folded, every run of whitespace one space; `at` has the place of each character.
function folded(text) {
  if (text.length < 200) return compared(text);
  if (last.of !== text) last = { of: text, made: compared(text) };
  return last.made;
}

function compared(text) {
  const { text: loose, at } = fold(text);
  let made = "";
  const places = [];
  for (let index = 0; index < loose.length; index += 1) {
    const letter = /\s/.test(loose[index]) ? " " : loose[index];
    if (letter === " " && made.endsWith(" ")) continue;
    made += letter;
    places.push(at[index]);
  }
  return { text: made, at: [...places, text.length] };
}

export function makeAnchor(text, { start, end }) {
  return {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - context), start),
    suffix: text.slice(end, end + context),
    position: start,
  };
}

function agreement(wanted, found) {
  let count = 0;
  while (count < wanted.length && wanted[count] === found[count]) count += 1;
  return count;
}

const reversed = (text) => [...text].reverse().join("");
const isSilent = (letter) => fold(letter).text === "";

// The place after the last letter, with the marks that stand on it.
function endOf(at, end, text) {
  let place = at[end - 1] + 1;
  while (place < at[end] && isSilent(text[place])) place += 1;
  return place;
}

function isBetter(one, other) {
  if (one.score !== other.score) return one.score > other.score;
  if (one.isSame !== other.isSame) return one.isSame;
  return one.distance < other.distance;
}

// {start, end} of the passage, null when it is not there. An empty quote is the whole text. `former` are anchors
// that the thread had before: what is undone leads back to them.
export function locate(thread, text) {
  for (const anchor of [thread, ...(thread.former ?? [])]) {
    const found = locateOne(anchor, text);
    if (found) return found;
  }
  return null;
}

function locateOne({ exact, prefix, suffix, position }, text) {
  if (!exact) return { start: 0, end: text.length };
  const { text: within, at } = folded(text);
  const wanted = folded(exact).text.trim();
  const [before, after] = [reversed(folded(prefix).text), folded(suffix).text];
  let best = null;
  if (!wanted) return null;
  for (let place = within.indexOf(wanted); place >= 0; place = within.indexOf(wanted, place + 1)) {
    const end = place + wanted.length;
    const found = { start: at[place], end: endOf(at, end, text) };
    found.score = agreement(before, reversed(within.slice(Math.max(0, place - context), place)));
    found.score += agreement(after, within.slice(end, end + context));
    found.isSame = text.slice(found.start, found.end) === exact.trim();
    found.distance = Math.abs(found.start - position);
    if (!best || isBetter(found, best)) best = found;
  }
  if (!best) return null;
  const needed = Math.min(enoughContext, before.trim().length + after.trim().length);
  return wanted.length >= telling || best.score >= needed ? { start: best.start, end: best.end } : null;
}
