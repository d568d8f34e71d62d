// Lists that came as paragraphs (Word), one by one (Word online) or too deep, made into lists.
import { numbered, readNumber } from "newsroom/editor/paste/numbers";
import { rename, unwrap } from "newsroom/editor/paste/page";

const deepest = 4;
const bullets = /^[\u00b7\u2022\u25aa\u25ab\u25cf\u25cb\u25e6\u25a0\u25a1\u2023\u2043\u2013\u2014\uf0a7\uf0b7\uf0d8\uf0fc§Ø·o*-]$/u;
const letters = /alpha|latin|roman|greek|armenian|georgian|hebrew|abjad/;
const paragraphs = "p, h1, h2, h3, h4, h5, h6";

function read(marker) {
  return numbered.test(marker) ? { tag: "ol", ...readNumber(marker) } : { tag: "ul", start: 1 };
}

// «mso-list:l0 level2 lfo1» in the style of a paragraph, its mark in a span of «mso-list:Ignore».
function readWord(paragraph, style) {
  const [, list, level] = /^(l\d+)\s+level(\d+)/.exec(style(paragraph)["mso-list"] ?? "") ?? [];
  if (!level) return null;
  const marks = [...paragraph.querySelectorAll("*")].filter((each) => style(each)["mso-list"] === "ignore");
  const marker = marks[0]?.textContent ?? "";
  for (const each of marks) each.remove();
  return { ...read(marker), level: Number(level), list };
}

// What is left of Word's lists in letters: a sign, then blanks in letters of seven points.
function readLetter(paragraph, style) {
  const blank = [...paragraph.querySelectorAll("span")].find(
    (each) => /^7(?:\.0)?pt "?times/.test(style(each).font ?? "") && !each.textContent.trim(),
  );
  if (!blank) return null;
  const range = paragraph.ownerDocument.createRange();
  range.setStartBefore(paragraph.firstChild);
  range.setEndAfter(blank);
  const marker = range.toString().trim();
  if (!bullets.test(marker) && !(numbered.test(marker) && marker.length < 8)) return null;
  range.deleteContents();
  const margin = /[\d.]+(?=in)/.exec(Object.values(style(paragraph)).find((each) => /^[\d.]+in$/.test(each)) ?? "")?.[0];
  return { ...read(marker), level: Math.max(1, Math.round(Number(margin ?? 0.5) / 0.5)), list: "" };
}

// Word online gives every item a list of its own, and its level as an attribute.
function readOnline(page) {
  const found = new Map();
  for (const list of page.querySelectorAll("div.ListContainerWrapper > :is(ul, ol)")) {
    if (list.querySelector("ul, ol")) continue;
    const first = list.start || 1;
    [...list.querySelectorAll(":scope > li")].forEach((item, index) => {
      const paragraph = page.createElement("p");
      const level = Number(item.dataset.ariaLevel ?? item.getAttribute("aria-level") ?? 1);
      found.set(paragraph, { tag: list.localName, start: first + index, level, list: item.dataset.listid ?? "" });
      if (item.dir) paragraph.dir = item.dir;
      for (const each of item.querySelectorAll(":scope > p")) {
        if (each.previousSibling?.textContent.trim()) each.before(page.createElement("br"));
        unwrap(each);
      }
      paragraph.append(...item.childNodes);
      item.replaceWith(paragraph);
    });
    unwrap(list);
  }
  for (const each of page.querySelectorAll("div.ListContainerWrapper")) unwrap(each);
  return found;
}

function opened(page, { tag, start, level, list, isLettered }) {
  const element = page.createElement(tag);
  if (isLettered) element.setAttribute("type", "a");
  if (tag === "ol" && start !== 1) element.setAttribute("start", start);
  return { element, level, list, tag };
}

// Closes the lists that the next item is not in; what is left is the list it stands in or under.
function close(open, item) {
  while (open.length > 1 && open.at(-1).level > item.level) open.pop();
  const inner = open.at(-1);
  if (inner && inner.level > item.level) inner.level = item.level;
}

function place(page, open, paragraph, item, tally) {
  close(open, item);
  const inner = open.at(-1);
  if (!inner) {
    open.push(opened(page, item));
    paragraph.before(open[0].element);
  } else if (inner.level < item.level && open.length < deepest) {
    open.push(opened(page, item));
    inner.element.lastElementChild.append(open.at(-1).element);
  } else if (inner.level === item.level && inner.tag !== item.tag) {
    open.splice(-1, 1, opened(page, item));
    inner.element.after(open.at(-1).element);
  } else if (inner.level < item.level) tally.change("deep");
  const made = page.createElement("li");
  const text = page.createElement("p");
  if (paragraph.dir) text.dir = paragraph.dir;
  text.append(...paragraph.childNodes);
  made.append(text);
  open.at(-1).element.append(made);
  paragraph.remove();
}

function textBetween(list, paragraph) {
  let node = list.nextSibling;
  while (node && node !== paragraph && (node.nodeType === Node.COMMENT_NODE || !node.textContent.trim())) node = node.nextSibling;
  return node !== paragraph;
}

function fromParagraphs(page, style, tally) {
  const online = readOnline(page);
  let open = [];
  for (const paragraph of page.querySelectorAll(paragraphs)) {
    const item = online.get(paragraph) ?? readWord(paragraph, style) ?? readLetter(paragraph, style);
    if (!item) continue;
    const isBegun = open.length && !textBetween(open[0].element, paragraph);
    const isOther = isBegun && item.level === open[0].level && item.tag !== open[0].tag;
    if (!isBegun || isOther) open = [];
    place(page, open, paragraph, item, tally);
  }
}

// A list right in a list belongs to the item before it; Google Docs writes every inner list so.
function settleNesting(page) {
  for (const each of page.querySelectorAll(":is(ul, ol) > :is(ul, ol)")) {
    const before = each.previousElementSibling;
    if (before?.localName === "li") before.append(each);
    else unwrap(each);
  }
}

function raiseDeep(page, tally) {
  const inList = ":is(ul, ol) ";
  for (const list of page.querySelectorAll(inList.repeat(deepest + 1).trim())) {
    const items = [...list.children].filter((each) => each.localName === "li");
    list.parentElement.closest("li").after(...items);
    tally.change("deep", items.length);
    list.remove();
  }
}

const kindOf = (element, style) => style(element)["list-style-type"] ?? style(element)["list-style"] ?? "";

// Whether letters or Roman numbers stood before its items; a body counts in figures only.
function isLettered(list, style) {
  const items = [...list.children].filter((each) => each.localName === "li");
  return /^[ai]$/i.test(list.getAttribute("type") ?? "") || [list, ...items].some((each) => letters.test(kindOf(each, style)));
}

// Numbers or dots, as the style says; the tag may say something else.
function settleKind(list, style) {
  const said = kindOf(list, style);
  if (list.localName === "ul" && /decimal|alpha|roman|latin|arabic|persian/.test(said)) return rename(list, "ol");
  if (list.localName === "ol" && /\b(?:disc|circle|square)\b/.test(said)) return rename(list, "ul");
  return list;
}

function settleStart(list) {
  const value = Number(list.querySelector(":scope > li")?.getAttribute("value") || list.getAttribute("start") || 1);
  if (list.localName === "ol" && Number.isInteger(value) && value !== 1) list.setAttribute("start", value);
  else list.removeAttribute("start");
}

export function settleLists(page, style, tally) {
  fromParagraphs(page, style, tally);
  settleNesting(page);
  raiseDeep(page, tally);
  for (const each of page.querySelectorAll("ol, ul")) {
    const lettered = isLettered(each, style);
    const list = settleKind(each, style);
    settleStart(list);
    if (list.localName === "ol") tally.change("lettered", Number(lettered));
  }
}
