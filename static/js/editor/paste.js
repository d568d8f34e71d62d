// What comes from Word, Google Docs and plain pages, brought into the shape of a body.
import { Extension, Plugin } from "django-prose-editor/editor";

const numbered = /^\s*(?:\(?[0-9\u0660-\u0669\u06f0-\u06f9]+|[a-z\u0621-\u064a]{1,4}|[ivx]+)[.)\-]/iu;

// Word's lists are paragraphs that say «mso-list:l0 level2 lfo1» in their style.
function wordLevel(paragraph) {
  const [, level] = /mso-list:[^;]*level(\d+)/i.exec(paragraph.dataset.style ?? "") ?? [];
  return Number(level ?? 0);
}

function takeMarker(paragraph) {
  const marker = paragraph.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]');
  const text = marker?.textContent ?? "";
  marker?.remove();
  return numbered.test(text) ? "ol" : "ul";
}

function realLists(page) {
  let open = [];
  let last = null;
  for (const paragraph of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const level = Math.min(wordLevel(paragraph), 4);
    if (!level) continue;
    if (last && paragraph.previousElementSibling !== last) open = [];
    const tag = takeMarker(paragraph);
    open = open.slice(0, level);
    if (open.length === level && open[level - 1].localName !== tag) open = open.slice(0, level - 1);
    const before = paragraph.previousElementSibling;
    while (open.length < level) {
      const list = page.createElement(tag);
      const parent = open.at(-1)?.lastElementChild;
      if (parent) parent.append(list);
      else paragraph.before(list);
      open.push(list);
    }
    const item = page.createElement("li");
    const text = page.createElement("p");
    text.append(...paragraph.childNodes);
    item.append(text);
    open.at(-1).append(item);
    last = open[0] === before || open[0] === paragraph.previousElementSibling ? open[0] : before;
    paragraph.remove();
  }
}

function rename(page, from, to) {
  for (const old of page.querySelectorAll(from)) {
    const made = page.createElement(to);
    made.append(...old.childNodes);
    old.replaceWith(made);
  }
}

// Styles are read, never applied; under their own name the page's policy would report each of them.
function withoutStyles(html) {
  const inner = html.replace(/<style\b[\s\S]*?<\/style\s*>/giu, "");
  return inner.replace(/<[a-z][^>]*>/giu, (tag) => tag.replace(/\sstyle(?=\s*=)/giu, " data-style"));
}

export function cleanPasted(html, direction) {
  const page = new DOMParser().parseFromString(withoutStyles(html), "text/html");
  realLists(page);
  for (const each of page.querySelectorAll("style, script, meta, link, title, xml, img, svg")) each.remove();
  rename(page, "h1", "h2");
  rename(page, "h4, h5, h6", "h3");
  for (const each of page.body.querySelectorAll("*")) {
    each.removeAttribute("class");
    each.removeAttribute("lang");
    if (each.getAttribute("dir")?.toLowerCase() === direction || each.localName === "span") each.removeAttribute("dir");
    else if (each.hasAttribute("dir")) each.setAttribute("dir", each.getAttribute("dir").toLowerCase());
  }
  const words = page.createTreeWalker(page.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) words.currentNode.data = words.currentNode.data.replace(/[\u00a0\s]+/g, " ");
  for (const each of page.querySelectorAll("p, h2, h3, li")) {
    if (!each.textContent.trim() && !each.querySelector("[data-image], [data-article], [data-embed]")) each.remove();
  }
  return page.body.innerHTML;
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

export const Paste = Extension.create({
  name: "paste-rules",
  addProseMirrorPlugins() {
    const direction = () => this.editor.view.dom.getAttribute("dir");
    return [
      new Plugin({
        props: {
          // What was copied here is already in shape, and keeps its figures.
          transformPastedHTML: (html) => (html.includes("data-pm-slice") ? html : cleanPasted(html, direction())),
          handlePaste(view, event) {
            const data = event.clipboardData;
            const text = data?.getData("text/plain") ?? "";
            if (!text.includes("\n") || data.types.includes("text/html")) return false;
            return view.pasteHTML(fromText(text));
          },
        },
      }),
    ];
  },
});
