// The texts of one language's panel, as the text checks read, show and mend them.
import { fix, goTo, readPassages, readPictures, showMarks } from "newsroom/editor/text_checks";

const notRead = ["slug"];

function inputsOf(panel, language) {
  const ending = `_${language}`;
  return [...panel.querySelectorAll("input[name], textarea[name]:not([data-body-editor])")]
    .filter(({ name, type }) => name.endsWith(ending) && type !== "hidden")
    .map((input) => ({ input, field: input.name.slice(0, -ending.length) }))
    .filter(({ field }) => !notRead.includes(field));
}

// Replaces a part of a field as if typed, so that the browser can undo it.
export function type(input, start, end, text) {
  input.focus();
  input.setSelectionRange(start, end);
  const command = text ? ["insertText", text] : ["delete", ""];
  if (!document.execCommand(command[0], false, command[1])) {
    input.setRangeText(text, start, end, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function mended(value, edits) {
  const sorted = [...edits].sort((one, other) => other[0] - one[0]);
  return sorted.reduce((text, [start, end, by]) => text.slice(0, start) + by + text.slice(end), value);
}

export class Panel {
  constructor(element) {
    this.element = element;
    this.language = element.dataset.panel;
    this.marks = [];
  }

  get editor() {
    return this.element.querySelector(".ProseMirror")?.editor ?? null;
  }

  // What is sent of the texts; the passages keep the field or the position they were read from.
  read() {
    const { language, editor } = this;
    const lines = inputsOf(this.element, language)
      .filter(({ input }) => input.value.trim())
      .map(({ input, field }) => ({ field, block: 0, kind: "line", language, text: input.value, input }));
    this.passages = [...lines, ...(editor ? readPassages(editor, language) : [])];
    return this.passages.map(({ input, position, ...sent }) => sent);
  }

  pictures() {
    return this.editor ? readPictures(this.editor) : [];
  }

  isEmpty() {
    return !this.read().some(({ field }) => field === "headline" || field === "body");
  }

  show(findings, rules) {
    const marks = findings
      .map((finding) => ({ finding, ...this.passages[finding.passage], severity: rules[finding.rule].severity }))
      .filter(({ position }) => position !== undefined);
    if (this.editor) showMarks(this.editor, marks);
    this.inputs = new Map(findings.map((finding) => [finding, this.passages[finding.passage]?.input]));
    const marked = new Set(this.inputs.values());
    for (const { input } of inputsOf(this.element, this.language)) {
      input.classList.toggle("has-text-findings", marked.has(input));
    }
  }

  // Where a finding of a field stands now, null once its words were changed.
  place(finding) {
    const input = this.inputs.get(finding);
    const { start, end, text } = finding;
    if (!input) return null;
    if (input.value.slice(start, end) === text) return { input, shift: 0 };
    const at = input.value.indexOf(text);
    return text && at >= 0 && at === input.value.lastIndexOf(text) ? { input, shift: at - start } : null;
  }

  go(finding) {
    document.getElementById(`tab-${this.language}`)?.click();
    if (finding.passage < 0) {
      const field = document.querySelector(`[name="${finding.field}_${this.language}"], [name="${finding.field}"]`);
      (document.getElementById(`${field?.id}_typed`) ?? field)?.focus();
      return;
    }
    const place = this.place(finding);
    if (place) {
      place.input.focus();
      place.input.setSelectionRange(finding.start + place.shift, finding.end + place.shift);
    } else if (this.editor) goTo(this.editor, finding);
  }

  // Mends the findings: one step to undo for the body, and one for each field.
  fix(findings) {
    const undos = [];
    const byInput = Map.groupBy(findings.filter((finding) => this.inputs.get(finding)), (one) => this.inputs.get(one));
    for (const [input, ofInput] of byInput) {
      const edits = ofInput.flatMap((finding) => {
        const place = this.place(finding);
        return place ? finding.edits.map(([start, end, by]) => [start + place.shift, end + place.shift, by]) : [];
      });
      if (!edits.length) continue;
      const start = Math.min(...edits.map((edit) => edit[0]));
      const end = Math.max(...edits.map((edit) => edit[1]));
      const inside = edits.map(([from, to, by]) => [from - start, to - start, by]);
      const before = input.value;
      type(input, start, end, mended(input.value.slice(start, end), inside));
      const after = input.value;
      undos.push(() => this.undoField(input, before, after));
    }
    const inBody = this.editor ? fix(this.editor, findings.filter((finding) => !this.inputs.get(finding))) : [];
    if (inBody.length) undos.push(() => this.editor.commands.undo());
    return undos;
  }

  undoField(input, before, after) {
    if (input.value !== after) return;
    input.focus();
    document.execCommand("undo");
    if (input.value !== before) {
      input.value = before;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
}
