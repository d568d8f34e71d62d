// What a page holds and does not count as its text: comments, deletions, hidden text.

const unseen = "head, script, style, meta, link, title, xml, template, noscript, datalist, rp, input[type=hidden]";
const hiddenClasses =
  ".sr-only, .visually-hidden, .visuallyhidden, .screen-reader-text, .screenreader-text, .screen-reader-only, .u-hiddenVisually, .a11y-hidden, .cdk-visually-hidden, .govuk-visually-hidden, .element-invisible, .visuallyHidden";
const marker = "a.msocomanchor, a[href*='#_msocom_'], a[href*='#_msoanchor_'], a[href^='#cmnt']";

const isTiny = (value) => /^-?(?:0|1)(?:px|pt)?$/.test(value ?? "");
const isFar = (value) => /^-(?:\d{4,}px|\d{3,}(?:em|rem|vw|%)|999)/.test(value ?? "");

// Each says by the style of an element that nobody sees what is in it.
const hides = [
  (style) => /^none\b/.test(style.display ?? ""),
  (style) => /^(?:hidden|collapse)\b/.test(style.visibility ?? ""),
  (style) => /^(?:all|screen)\b/.test(style["mso-hide"] ?? ""),
  (style) => /^0(?:\.0+)?$/.test(style.opacity ?? ""),
  (style) => /^0(?:px|pt|em|rem|%)?$/.test(style["font-size"] ?? ""),
  (style) => /^rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)/.test(style.clip ?? ""),
  (style) => /^inset\(\s*(?:50|100)%/.test(style["clip-path"] ?? ""),
  (style) => /^(?:absolute|fixed)/.test(style.position ?? "") && [style.left, style.right, style.top].some(isFar),
  (style) => isFar(style["text-indent"]),
  (style) => /hidden|clip/.test(style.overflow ?? "") && [style.height, style.width, style["max-height"]].some(isTiny),
];

function isHidden(element, style) {
  if (element.matches("col, colgroup")) return false;
  return element.matches("[hidden], dialog:not([open])") || element.matches(hiddenClasses) || hides.some((each) => each(style(element)));
}

function isDeleted(element, style) {
  const decoration = `${style(element)["text-decoration"] ?? ""} ${style(element)["text-decoration-line"] ?? ""}`;
  if (element.localName === "del" || element.matches("[class~=msodel i]")) return true;
  return element.matches("s, strike") ? !/\bnone\b/.test(decoration) : decoration.includes("line-through");
}

const isFull = (element) => element.textContent.trim() !== "" || element.querySelector("img") !== null;

// Takes the outermost of these elements out; neighbours without anything between them count as one.
function takeOut(page, wanted) {
  const taken = new Set();
  let count = 0;
  for (const each of page.body.querySelectorAll("*")) {
    if (taken.has(each.parentElement)) taken.add(each);
    else if (wanted(each)) {
      if (isFull(each) && !taken.has(each.previousSibling)) count += 1;
      taken.add(each);
    }
  }
  for (const each of taken) each.remove();
  return count;
}

function isComment(element, style) {
  return /^comment(?:-list)?$/.test(style(element)["mso-element"] ?? "") || element.matches(".msocomtxt");
}

// The note of a comment on a page of Google's: its own box, or its paragraph.
function noteOf(back) {
  const box = back.closest("div");
  const isOwn = box?.querySelectorAll("a[href^='#cmnt_ref']").length === 1 && !box.querySelector("a[id^='cmnt_ref']");
  return (isOwn && box) || (back.closest("p") ?? back);
}

// Word keeps its comments in a list of their own, Google's pages behind a rule at the end.
function takeComments(page, style, tally) {
  const listed = [...page.body.querySelectorAll("*")].filter((each) => isComment(each, style));
  const told = listed.filter((each) => style(each)["mso-element"] === "comment").length || Number(listed.length > 0);
  const notes = [...page.querySelectorAll("a[href^='#cmnt_ref']")].map(noteOf);
  for (const each of [...listed, ...notes]) each.remove();
  const marks = [...page.querySelectorAll(marker)];
  const called = new Set(marks.map((each) => each.getAttribute("href")));
  const isGoogle = notes.length > 0 || [...called].some((href) => href?.startsWith("#cmnt"));
  for (const each of marks) (each.closest("sup") ?? each).remove();
  takeOut(page, (each) => style(each)["mso-special-character"] === "comment");
  tally.leave(isGoogle ? "comment" : "wordComment", Math.max(told, notes.length, called.size));
}

export function takeWithdrawn(page, style, tally) {
  for (const each of page.querySelectorAll(unseen)) each.remove();
  takeComments(page, style, tally);
  tally.leave("deletion", takeOut(page, (each) => isDeleted(each, style)));
  tally.leave("hidden", takeOut(page, (each) => isHidden(each, style)));
}
