// What one comments on: the body in its editor, a line of text, and on the page of those who may not edit a shown text.
// Each has `field`, `element`, `label`, `text()`, `selected()`, `show(threads, active)` → the ids found, `go(thread)`, `sight(id)` (scrolls to it).
import { fill } from "../wording.js";
import { locate } from "./anchors.js";

const labelOf = (input) => document.querySelector(`label[for="${CSS.escape(input.id)}"]`);

function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return end > start ? { start, end } : null;
}

export class Line {
  constructor(input, { onBadge, badgeWords }) {
    Object.assign(this, { field: input.name, element: input, onBadge, badgeWords });
  }

  get label() {
    return labelOf(this.element)?.textContent.trim() ?? "";
  }

  text() {
    return this.element.value;
  }

  // Without a selection the comment is about the whole line.
  selected() {
    const { selectionStart: start, selectionEnd: end, value } = this.element;
    return trimmed(value, start, end) ?? { start: 0, end: 0 };
  }

  show(threads) {
    this.badge ??= this.makeBadge();
    this.badge.hidden = threads.length === 0;
    this.badge.textContent = threads.length;
    this.badge.setAttribute("aria-label", fill(this.badgeWords, { field: this.label, count: threads.length }));
    [this.first] = threads;
    this.element.classList.toggle("has-comments", threads.length > 0);
    return new Set(threads.filter((thread) => locate(thread, this.text())).map(({ id }) => id));
  }

  makeBadge() {
    const made = document.createElement("button");
    Object.assign(made, { type: "button", className: "comment-badge", hidden: true });
    made.addEventListener("click", () => this.onBadge(this.first.id));
    labelOf(this.element).after(made);
    return made;
  }

  at() {
    return null;
  }

  sight() {
    this.element.scrollIntoView();
  }

  go(thread) {
    const span = locate(thread, this.text());
    document.getElementById(`tab-${this.element.lang}`)?.click();
    this.element.focus();
    if (span) this.element.setSelectionRange(span.start, span.end);
    return span !== null;
  }
}

// A shown text: its paragraphs, marked by the browser's own highlights.
export class Shown {
  constructor(element) {
    Object.assign(this, { field: element.dataset.field, element, ranges: new Map() });
  }

  get label() {
    return this.element.previousElementSibling?.textContent.trim() ?? "";
  }

  get nodes() {
    const walker = document.createTreeWalker(this.element, NodeFilter.SHOW_TEXT);
    const found = [];
    let text = "";
    let parent = null;
    while (walker.nextNode()) {
      const { currentNode: node } = walker;
      if (!node.data.trim()) continue;
      if (parent && node.parentElement !== parent) text += "\n";
      parent = node.parentElement;
      found.push({ node, start: text.length, end: text.length + node.data.length });
      text += node.data;
    }
    return { text, found };
  }

  text() {
    return this.nodes.text;
  }

  selected() {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!this.element.contains(range.commonAncestorContainer)) return null;
    const { text, found } = this.nodes;
    const parts = found.filter(({ node }) => range.intersectsNode(node));
    if (!parts.length) return null;
    const [first, last] = [parts[0], parts.at(-1)];
    const start = first.start + (range.startContainer === first.node ? range.startOffset : 0);
    const end = range.endContainer === last.node ? last.start + range.endOffset : last.end;
    return trimmed(text, start, end);
  }

  rangeOf({ start, end }) {
    const { found } = this.nodes;
    const first = found.find((part) => start < part.end);
    const last = found.findLast((part) => end > part.start);
    if (!first || !last) return null;
    const range = document.createRange();
    range.setStart(first.node, Math.max(0, start - first.start));
    range.setEnd(last.node, Math.min(last.node.data.length, end - last.start));
    return range;
  }

  show(threads) {
    const text = this.text();
    this.ranges = new Map();
    for (const thread of threads) {
      const span = locate(thread, text);
      const range = span && this.rangeOf(span);
      if (range) this.ranges.set(thread.id, range);
    }
    return new Set(this.ranges.keys());
  }

  at() {
    return null;
  }

  sight(id) {
    this.ranges.get(id)?.startContainer.parentElement.scrollIntoView({ block: "nearest" });
  }

  go({ id }) {
    const range = this.ranges.get(id);
    if (!range) return false;
    range.startContainer.parentElement.scrollIntoView({ block: "center" });
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return true;
  }
}
