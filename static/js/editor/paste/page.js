// A pasted page as a document, and what its styles say of each element.

const declared = /([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|\([^()]*\)|[^;"'()])*)/g;
const longest = 5_000;

function weightOfFont(font) {
  return /\b(?:bold|bolder|[6-9]00)\b/.exec(font)?.[0] ?? "normal";
}

// The declarations of a style, in lower case; of «font» its weight and its style too.
export function declarations(text) {
  const found = {};
  for (const [, name, value] of text.slice(0, longest).matchAll(declared)) {
    found[name.toLowerCase()] = value.replace(/!\s*important/i, "").trim().toLowerCase();
    if (name.toLowerCase() === "font") {
      found["font-weight"] = weightOfFont(value.toLowerCase());
      found["font-style"] = /\b(?:italic|oblique)\b/i.test(value) ? "italic" : "normal";
    }
  }
  return found;
}

function endOfTag(html, from) {
  const stop = /["'>]/g;
  for (let at = from; ; ) {
    stop.lastIndex = at;
    const found = stop.exec(html);
    if (!found) return html.length;
    if (found[0] === ">") return found.index + 1;
    const close = html.indexOf(found[0], found.index + 1);
    if (close < 0) return html.length;
    at = close + 1;
  }
}

// Styles are read, never applied; under their own name the page's policy would report each of them.
function withRenamedStyles(html) {
  const parts = [];
  let done = 0;
  for (const { index } of html.matchAll(/<[a-z]/gi)) {
    if (index < done) continue;
    const end = endOfTag(html, index + 2);
    parts.push(html.slice(done, index), html.slice(index, end).replace(/([\s"'/])style(?=[\s=])/gi, "$1data-style"));
    done = end;
  }
  return parts.join("") + html.slice(done);
}

const relevant = /font|decoration|vertical-align|display|visibility|opacity|clip|position|white-space|mso-hide|mso-element/i;

function specificity(selector) {
  const count = (pattern) => selector.match(pattern)?.length ?? 0;
  return count(/#/g) * 10_000 + count(/[.[]/g) * 100 + count(/(?:^|[\s>+~])[a-z]/gi);
}

// The rules of a style sheet that say something of what is kept, weakest first.
function rules(sheets) {
  const found = [];
  for (const sheet of sheets) {
    const plain = sheet.replace(/<!--|-->|\/\*[\s\S]*?\*\//g, " ").replace(/@[^{;]*(?:;|\{(?:[^{}]|\{[^{}]*\})*\})/g, " ");
    for (const [, selectors, style] of plain.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
      if (!relevant.test(style)) continue;
      const said = declarations(style);
      for (const selector of selectors.split(",")) {
        if (!selector.includes(":")) found.push({ selector: selector.trim(), said, weight: specificity(selector) });
      }
    }
  }
  return found.sort((one, other) => one.weight - other.weight);
}

function matching(page, selector) {
  try {
    return page.querySelectorAll(selector);
  } catch {
    return [];
  }
}

// The document, and a function that gives the declarations an element has of its own.
export function readPage(html) {
  const sheets = [];
  const bare = html.replace(/<style\b[^>]*>([\s\S]*?)<\/style\s*>/giu, (_whole, sheet) => {
    sheets.push(sheet);
    return "";
  });
  const page = new DOMParser().parseFromString(withRenamedStyles(bare), "text/html");
  const styles = new Map();
  for (const { selector, said } of rules(sheets)) {
    for (const each of matching(page, selector)) styles.set(each, { ...styles.get(each), ...said });
  }
  for (const each of page.querySelectorAll("[data-style]")) {
    styles.set(each, { ...styles.get(each), ...declarations(each.dataset.style) });
  }
  const nothing = {};
  return { page, style: (element) => styles.get(element) ?? nothing };
}

export function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

export function rename(element, tag) {
  const made = element.ownerDocument.createElement(tag);
  for (const { name, value } of element.attributes) made.setAttribute(name, value);
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

// What was left out or changed, counted by its kind.
export class Tally {
  left = {};
  changed = {};

  leave(kind, count = 1) {
    if (count) this.left[kind] = (this.left[kind] ?? 0) + count;
  }

  change(kind, count = 1) {
    if (count) this.changed[kind] = (this.changed[kind] ?? 0) + count;
  }
}
