// The texts of one language as suggested edits know them: what is sent of them, and how an edit is
// shown in a field of one line: under it, since nothing can be marked inside of it.
import { readBlocks, showSuggestions } from "newsroom/editor/suggestions";

const lines = ["kicker", "headline", "standfirst"];

// With its blanks: the parser drops those before the first element of a page.
export function plainOf(html) {
  return new DOMParser().parseFromString(`<div>${html}</div>`, "text/html").body.firstChild.textContent;
}

const made = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

// The words of a hunk with those beside it.
export function wordsOf({ before, deleted, inserted, after }) {
  const parts = [made("span", before)];
  if (deleted) parts.push(made("del", plainOf(deleted)));
  if (deleted && inserted) parts.push(" ");
  if (inserted) parts.push(made("ins", plainOf(inserted)));
  return [...parts, made("span", after)];
}

export class Texts {
  constructor(panel) {
    this.panel = panel;
    this.language = panel.dataset.panel;
  }

  get editor() {
    return this.panel.querySelector(".ProseMirror")?.editor ?? null;
  }

  input(field) {
    return this.panel.querySelector(`[name=${field}_${this.language}]`);
  }

  read() {
    const texts = Object.fromEntries(lines.map((field) => [field, this.input(field).value]));
    return { ...texts, body: this.editor ? readBlocks(this.editor) : [] };
  }

  label(field) {
    const input = this.input(field);
    return this.panel.querySelector(`label[for="${CSS.escape(input.id)}"]`)?.textContent.trim() ?? "";
  }

  // marks: [{hunk, standing, title, isConflict}], of all fields.
  show(marks) {
    const [inBody, inLines] = [true, false].map((isBody) => marks.filter(({ hunk }) => (hunk.field === "body") === isBody));
    if (this.editor) showSuggestions(this.editor, inBody);
    for (const field of lines) {
      const place = this.input(field).closest(".field");
      place.querySelectorAll(".suggested-line").forEach((old) => old.remove());
      inLines.filter(({ hunk }) => hunk.field === field).forEach(({ hunk, title, isConflict }) => {
        const line = made("p", "");
        line.className = isConflict ? "suggested-line suggested-conflict" : "suggested-line";
        line.dataset.suggested = hunk.key;
        const { lang, dir } = this.input(field);
        const words = Object.assign(made("span", ""), { lang, dir });
        words.append(...wordsOf(hunk));
        line.append(made("b", title), " ", words);
        place.append(line);
      });
    }
  }
}
