// What comes from Word, Google Docs, mails and plain pages, brought into the shape of a body.
import { settleTables } from "newsroom/editor/paste/cells";
import { placeNotes } from "newsroom/editor/paste/docs";
import { readEmphasis, writeQuotations } from "newsroom/editor/paste/emphasis";
import { cleanAddresses, settleLinks } from "newsroom/editor/paste/links";
import { settleLists } from "newsroom/editor/paste/lists";
import { settleNotes } from "newsroom/editor/paste/notes";
import { takeObjects } from "newsroom/editor/paste/objects";
import { readPage, rename, Tally, unwrap } from "newsroom/editor/paste/page";
import { takeWithdrawn } from "newsroom/editor/paste/withdrawn";

const controls = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const kept = new Set(["href", "dir", "start", "colspan", "rowspan", "scope", "data-image", "data-width", "data-article", "data-embed"]);
const pointers = "[data-image], [data-article], [data-embed]";
const ours =
  "p, h2, h3, ul, ol, li, blockquote, section.gallery, strong, em, sub, sup, a, bdi, br, hr, figure, figcaption, aside, div, table, caption, thead, tbody, tr, th, td, colgroup, col";
const boxes = "address, center, details, dialog, dir, dt, dd, legend, main, menu:not(:has(> li)), nav, optgroup, option, search, summary";
const blocks = /^(?:p|div|h[1-6]|ul|ol|li|blockquote|pre|hr|br|dl|table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th|figure|figcaption|aside|section|article|header|footer|form|fieldset|hgroup)$/;
const quotations = { ar: ["«»", "“”"], other: ["“”", "‘’"] };

// A fragment copied in this editor: in shape already, with its figures.
function isOurs(page) {
  const all = [...page.body.querySelectorAll("*")];
  return page.querySelector("[data-pm-slice]") && all.every((each) => each.matches(ours) && !each.matches("[data-style], [hidden]"));
}

const levelOf = (element, said) => Number(element.getAttribute("aria-level") ?? said["mso-outline-level"] ?? NaN);

function headingOf(element, said) {
  if (element.matches("h1, h2, .MsoTitle, p.title")) return "h2";
  if (element.matches("h3, h4, h5, h6")) return "h3";
  const isNamed = element.matches("[role=heading]") || /^[1-9]$/.test(said["mso-outline-level"] ?? "");
  if (!isNamed) return null;
  return levelOf(element, said) > 2 ? "h3" : "h2";
}

function settleHeadings(page, style) {
  for (const each of page.body.querySelectorAll("h1, h2, h3, h4, h5, h6, p, div[role=heading]")) {
    const tag = headingOf(each, style(each));
    if (tag && tag !== each.localName && !each.closest("li")) rename(each, tag);
  }
  for (const each of page.querySelectorAll(".MsoQuote, .MsoIntenseQuote")) {
    const quote = page.createElement("blockquote");
    each.replaceWith(quote);
    quote.append(each);
  }
}

// Boxes of their own, by their tag or their style, stay apart; the editor knows few of them.
function settleBlocks(page, style) {
  for (const each of page.body.querySelectorAll(boxes)) rename(each, "div");
  for (const each of page.body.querySelectorAll("span, a, b, strong, i, em, font, label, time, [data-style*=display]")) {
    const isBox = /^(?:block|flex|grid|flow-root|list-item|table)\b/.test(style(each).display ?? "");
    if (!isBox || blocks.test(each.localName)) continue;
    const box = page.createElement("div");
    each.replaceWith(box);
    box.append(each);
  }
}

function keepsLines(element, style) {
  for (let each = element; each; each = each.parentElement) {
    const said = style(each)["white-space"];
    if (each.localName === "pre" || said) return each.localName === "pre" || /^(?:pre|break-spaces)/.test(said);
  }
  return false;
}

// Breaks that only a style showed become breaks; other white space is one space.
function settleSpaces(page, style) {
  const words = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (words.nextNode()) found.push(words.currentNode);
  for (const text of found) {
    const plain = text.data.replace(controls, "").replace(/[^\S\n]+/g, " ");
    const lines = plain.trim() && plain.includes("\n") && keepsLines(text.parentElement, style) ? plain.split("\n") : [plain];
    text.replaceWith(...lines.flatMap((line, index) => [...(index ? [page.createElement("br")] : []), line.replace(/\s+/g, " ")]));
  }
}

function settleAttributes(page, direction) {
  for (const each of page.body.querySelectorAll("*")) {
    const dir = each.getAttribute("dir")?.toLowerCase();
    const isPulled = each.matches("blockquote.pullquote");
    for (const { name } of [...each.attributes]) if (!kept.has(name)) each.removeAttribute(name);
    if (isPulled) each.className = "pullquote";
    if (dir === direction || !/^(?:rtl|ltr|auto)$/.test(dir ?? "")) each.removeAttribute("dir");
    else each.setAttribute("dir", dir);
  }
}

function takeEmpty(page) {
  for (const each of page.querySelectorAll("p, h2, h3, li")) {
    if (!each.textContent.trim() && !each.querySelector(pointers)) each.remove();
  }
}

// The body's HTML in a page, and what was left out of it or changed; `docs` is Google Docs' own format.
export function cleanPasted(html, { direction, language, hosts, wrappers, docs }) {
  const { page, style } = readPage(html);
  const tally = new Tally();
  if (isOurs(page)) return { html, tally };
  placeNotes(page, docs, tally);
  takeWithdrawn(page, style, tally);
  takeObjects(page, style, hosts, tally);
  settleSpaces(page, style);
  const settleEmphasis = readEmphasis(page, style);
  settleBlocks(page, style);
  settleNotes(page, style, tally);
  settleLists(page, style, tally);
  settleHeadings(page, style);
  settleTables(page, style, tally);
  settleLinks(page, wrappers, tally);
  writeQuotations(page, quotations[language === "ar" ? "ar" : "other"]);
  settleEmphasis();
  settleAttributes(page, direction);
  takeEmpty(page);
  return { html: page.body.innerHTML, tally };
}

// Blank lines part paragraphs; a page without any has one paragraph a line.
export function fromText(text) {
  const lines = text.replace(/\r\n?/g, "\n").trim();
  const blocks = lines.split(/\n[^\S\n]*\n\s*/);
  const parts = blocks.length > 1 ? blocks : lines.split("\n");
  const made = document.createElement("div");
  for (const part of parts.filter((each) => each.trim())) {
    const paragraph = document.createElement("p");
    part.split("\n").forEach((line, index) => {
      if (index) paragraph.append(document.createElement("br"));
      paragraph.append(line.trim());
    });
    made.append(paragraph);
  }
  return made.innerHTML;
}

// Plain text without invisible controls and with its addresses cleaned.
export function cleanText(text, wrappers) {
  const tally = new Tally();
  const cleaned = cleanAddresses(text.replace(controls, ""), wrappers);
  tally.change("link", cleaned.count);
  return { text: cleaned.text, tally };
}
