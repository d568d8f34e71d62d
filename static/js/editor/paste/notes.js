// Footnotes and endnotes: their marks counted anew in the text, their texts as a list at its end.

const mark = /^[[(]?\s*(?:[0-9\u0660-\u0669\u06f0-\u06f9]{1,4}|[ivxlc]{1,6}|[a-z\u0621-\u064a]|[*\u2020\u2021\u00a7]{1,3})\s*[\])]?$/iu;
const named = /^_?(?:ftn|edn|sdfootnote|sdendnote|ftnt|fn|footnote|endnote|note|cite_note|cite_ref|ref|fnref)[\w:.\-\u0600-\u06ff]*$/iu;
const back = /^_?(?:ftnref|ednref|sdfootnote\d+anc|sdendnote\d+anc|ftnt_ref|fnref|cite_ref|footnote-?ref|ref-?fn)/i;
const lists = /^(?:footnote-list|endnote-list)$/;

const holder = /^_?(?:ftn|edn|sdfootnote|sdendnote|fn|footnote|endnote|note)/i;

// The name within its page to which a link leads; "" when it leads elsewhere.
function target(link) {
  const [, name] = /#(.*)$/.exec(link.getAttribute("href") ?? "") ?? [];
  try {
    return decodeURIComponent(name ?? "");
  } catch {
    return "";
  }
}

const isBack = (link) => back.test(target(link));
const isMark = (link) => named.test(target(link)) && mark.test(link.textContent.trim());

// The box around a note that holds nothing else: it has the note's name, or begins with its way back.
function boxOf(found) {
  const named = found?.closest("div[id]");
  if (holder.test(named?.id ?? "")) return named;
  const box = found?.closest("div");
  const ways = [...(box?.querySelectorAll("a[href*='#']") ?? [])].filter(isBack);
  const isOwn = ways.length === 1 && box.textContent.trim().startsWith(ways[0].textContent.trim());
  return isOwn && !box.querySelector("div") ? box : null;
}

// The element that holds the note to which a mark leads; undefined when it was not copied.
function noteFor(page, link) {
  const name = target(link);
  const found = page.getElementById(name) ?? page.querySelector(`[name="${CSS.escape(name)}"]`);
  const around = [found?.closest("li"), boxOf(found), found?.closest("p")];
  return around.find((each) => each && !each.contains(link));
}

// The rule that parts a note from the text above it, if one stands there.
function ruleBefore(note) {
  const before = note.previousElementSibling;
  return before?.localName === "hr" ? before : null;
}

// Takes the way back to the text off the beginning of a note.
function bare(note) {
  for (const link of note.querySelectorAll("a")) {
    const text = link.textContent.trim();
    if (isBack(link) || (!link.hasAttribute("href") && mark.test(text)) || /^[\^\u2191\u21a9\ufe0e\ufe0f]+$/.test(text)) {
      (link.closest("sup") ?? link).remove();
    }
  }
  return note;
}

function listOf(page, notes) {
  const list = page.createElement("ol");
  for (const note of notes) {
    const item = page.createElement("li");
    ruleBefore(note)?.remove();
    item.append(...bare(note).childNodes);
    note.remove();
    list.append(item);
  }
  return list;
}

// What stands around the notes of a page: their box, and the rule and break before it.
function takeBoxes(page, style) {
  for (const each of page.body.querySelectorAll("div, section, ol, ul")) {
    if (lists.test(style(each)["mso-element"] ?? "") && !each.textContent.trim()) each.remove();
  }
}

// Puts the number of its note in place of a mark; without a note the mark goes too.
function settleMark(page, link, notes) {
  const note = noteFor(page, link);
  const place = link.closest("sup") ?? link;
  if (!note) {
    place.remove();
    return 0;
  }
  if (!notes.includes(note)) notes.push(note);
  const sign = page.createElement("sup");
  sign.append(String(notes.indexOf(note) + 1));
  place.replaceWith(sign);
  return 1;
}

export function settleNotes(page, style, tally) {
  const marks = [...page.querySelectorAll("a[href*='#']")].filter((each) => isMark(each) && !isBack(each));
  const notes = [];
  const settled = marks.filter((each) => settleMark(page, each, notes));
  if (notes.length) page.body.append(listOf(page, notes));
  takeBoxes(page, style);
  tally.leave("noteMark", marks.length - settled.length);
  tally.change("note", notes.length);
}
