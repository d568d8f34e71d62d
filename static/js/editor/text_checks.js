// Findings of the text checks in the body: read as passages, marked, mended in one step each.
import { pm } from "django-prose-editor/editor";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const key = new PluginKey("textChecks");
const kinds = { libraryFigure: "figcaption", tableCell: "td", tableHeader: "th", listItem: "li" };

function kindOf(node, parent) {
  if (node.type.name === "heading") return `h${node.attrs.level}`;
  return kinds[node.type.name] ?? kinds[parent?.type.name] ?? "p";
}

// A line break is one character, as it is one position of the document.
const textOf = (node) => node.textBetween(0, node.content.size, "", () => "\n");

function spansOf(node) {
  const spans = [];
  node.forEach((child, offset) => {
    const lang = child.marks.find((mark) => mark.type.name === "isolate")?.attrs.lang;
    if (lang) spans.push([offset, offset + child.nodeSize, lang]);
  });
  return spans;
}

// The text blocks of the document in their order, each with the position at which its text begins.
export function readPassages(editor, language) {
  const passages = [];
  const walk = (node, start, lang) => {
    const own = node.attrs?.lang ?? lang;
    node.forEach((child, offset) => {
      const at = start + offset;
      if (!child.isTextblock) return walk(child, at + 1, own);
      const text = textOf(child);
      if (!text.trim()) return undefined;
      const passage = { field: "body", block: passages.length, kind: kindOf(child, node) };
      passages.push({ ...passage, language: child.attrs.lang ?? own, text, spans: spansOf(child), position: at + 1 });
      return undefined;
    });
  };
  walk(editor.state.doc, 0, language);
  return passages;
}

export function readPictures(editor) {
  const numbers = [];
  editor.state.doc.descendants((node) => {
    if (node.type.name === "libraryFigure" && node.attrs.image) numbers.push(Number(node.attrs.image));
  });
  return numbers;
}

function decorate(doc, marks) {
  const made = marks.flatMap(({ finding, position, severity }) => {
    const from = position + finding.start;
    const to = position + finding.end;
    // Of a quotation only its marks are drawn on.
    const few = finding.edits.length > 1 && to - from > 1;
    const drawn = few ? finding.edits.map(([start, end]) => [position + start, position + end]) : [[from, to]];
    const look = { class: `text-check text-check-${severity}` };
    return [
      Decoration.inline(from, to, {}, { finding }),
      ...drawn.filter(([start, end]) => end > start).map(([start, end]) => Decoration.inline(start, end, look)),
    ];
  });
  return DecorationSet.create(doc, made);
}

const plugin = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, set) {
      const marks = transaction.getMeta(key);
      return marks ? decorate(transaction.doc, marks) : set.map(transaction.mapping, transaction.doc);
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

// marks: [{finding, position: where its passage begins, severity}].
export function showMarks(editor, marks) {
  if (!key.get(editor.state)) editor.registerPlugin(plugin);
  editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta("addToHistory", false));
}

// Where the finding stands now; null once its words were changed.
function placeOf(editor, finding) {
  const [found] = key.getState(editor.state)?.find(undefined, undefined, (spec) => spec.finding === finding) ?? [];
  if (!found) return null;
  const same = editor.state.doc.textBetween(found.from, found.to, "\n", "\n") === finding.text;
  return same ? found : null;
}

export function goTo(editor, finding) {
  const place = placeOf(editor, finding);
  if (!place) return false;
  const selection = TextSelection.create(editor.state.doc, place.from, place.to);
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  editor.view.focus();
  return true;
}

// Mends the findings in one step of the history; says which of them still stood there.
export function fix(editor, findings) {
  const edits = [];
  const done = [];
  for (const finding of findings) {
    const place = placeOf(editor, finding);
    if (!place) continue;
    done.push(finding);
    for (const [start, end, text] of finding.edits) {
      edits.push([place.from + start - finding.start, place.from + end - finding.start, text]);
    }
  }
  edits.sort((one, other) => other[0] - one[0]);
  const { tr } = editor.state;
  // The words keep the emphasis and the links in which they stand.
  for (const [from, to, text] of edits) tr.insertText(text, from, to);
  if (done.length) editor.view.dispatch(pm.history ? pm.history.closeHistory(tr) : tr);
  return done;
}
