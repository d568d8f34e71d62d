// The body in its editor, as a place on which one comments.
import { commentAt, goTo, readText, selectedSpan, showThreads } from "newsroom/editor/comments";
import { locate } from "./anchors.js";

export class Body {
  constructor(textarea) {
    Object.assign(this, { field: textarea.name, textarea });
  }

  get editor() {
    return this.textarea.bodyEditor ?? null;
  }

  get element() {
    return this.editor?.view.dom ?? this.textarea;
  }

  get label() {
    return document.querySelector(`label[for="${CSS.escape(this.textarea.id)}"]`)?.textContent.trim() ?? "";
  }

  text() {
    return this.editor ? readText(this.editor).text : "";
  }

  selected() {
    return this.editor && selectedSpan(this.editor);
  }

  // Whole threads (of a body in which nothing was quoted) have no words to mark.
  show(threads, active) {
    if (!this.editor) return new Set(threads.map(({ id }) => id));
    const quoted = threads.filter(({ exact }) => exact);
    const found = showThreads(this.editor, quoted, { active, locate });
    threads.forEach(({ id, exact }) => exact || found.add(id));
    return found;
  }

  at() {
    return this.editor && commentAt(this.editor);
  }

  sight(id) {
    this.element.querySelector(`[data-comment="${id}"]`)?.scrollIntoView();
  }

  go({ id }) {
    document.getElementById(`tab-${this.textarea.lang}`)?.click();
    return this.editor ? goTo(this.editor, id) : false;
  }
}
