// Bold, italic, raised and lowered text by what was seen: tags and styles together, the innermost counts.
import { unwrap } from "newsroom/editor/paste/page";

const inline = "b, strong, i, em, cite, dfn, var, sub, sup, span, font, u, ins, mark, small, big, code, tt, kbd, samp, abbr, acronym, label, time, nobr";
// They are bold as they are.
const bold = "h1, h2, h3, h4, h5, h6, th";
const tags = { b: "strong", strong: "strong", i: "em", em: "em", cite: "em", dfn: "em", var: "em", sup: "sup", sub: "sub" };
const order = ["strong", "em", "sub", "sup"];

function weight(said, inherited) {
  if (/^(?:bold|bolder|[6-9]\d\d)$/.test(said ?? "")) return true;
  return /^(?:normal|lighter|[1-5]\d\d)$/.test(said ?? "") ? false : inherited;
}

function slant(said, inherited) {
  if (/^(?:italic|oblique)/.test(said ?? "")) return true;
  return /^normal/.test(said ?? "") ? false : inherited;
}

function marksOf(element, around, style) {
  const said = style(element);
  const marks = { ...around };
  if (tags[element.localName]) marks[tags[element.localName]] = true;
  marks.strong = weight(said["font-weight"], marks.strong);
  marks.em = slant(said["font-style"], marks.em);
  if (/^super/.test(said["vertical-align"] ?? "") || said["font-variant-position"] === "super") marks.sup = true;
  if (/^sub/.test(said["vertical-align"] ?? "") || said["font-variant-position"] === "sub") marks.sub = true;
  return marks;
}

function gather(element, around, style, found) {
  const marks = marksOf(element, around, style);
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) found.push([child, marks]);
    else if (child.nodeType === Node.ELEMENT_NODE) gather(child, marks, style, found);
  }
}

// What is seen of every text as the page stands; marked by the function given back, wherever it is then.
export function readEmphasis(page, style) {
  const found = [];
  gather(page.body, { strong: false, em: false }, style, found);
  const old = [...page.body.querySelectorAll(inline)];
  return () => {
    for (const each of old) unwrap(each);
    for (const [text, marks] of found) markText(page, text, marks);
  };
}

function markText(page, text, marks) {
  const wrap = (inner, name) => {
    const mark = page.createElement(name);
    mark.append(inner);
    return mark;
  };
  const isBold = text.parentElement?.closest(bold);
  const names = order.filter((name) => marks[name] && !(isBold && name === "strong"));
  if (names.length) text.replaceWith(names.reduceRight(wrap, text.cloneNode()));
}

// The marks of quotations that the browser writes around <q>.
export function writeQuotations(page, pairs) {
  for (const each of page.querySelectorAll("q")) {
    let depth = 0;
    for (let outer = each.parentElement.closest("q"); outer; outer = outer.parentElement.closest("q")) depth += 1;
    each.dataset.depth = depth % pairs.length;
  }
  for (const each of page.querySelectorAll("q")) {
    if (!/^\s*[«»"“”„‹]/.test(each.textContent)) {
      const [start, end] = pairs[each.dataset.depth];
      each.prepend(start);
      each.append(end);
    }
  }
  for (const each of page.querySelectorAll("q")) unwrap(each);
}
