// Passages of the body that are commented on: marked without a trace in the text, followed as one types.
import { pm } from "django-prose-editor/editor";

const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const key = new PluginKey("comments");

// The text as it is read, each block on a line of its own, with the position at which each begins.
export function readText(editor) {
  const blocks = [];
  let text = "";
  editor.state.doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    const words = node.textBetween(0, node.content.size, "", () => "\n");
    if (!words.trim()) return false;
    if (blocks.length) text += "\n";
    blocks.push({ start: text.length, end: text.length + words.length, position: position + 1 });
    text += words;
    return false;
  });
  return { text, blocks };
}

function positionOf(blocks, offset, isEnd) {
  const inside = ({ start, end }) => (isEnd ? offset > start && offset <= end : offset >= start && offset < end);
  const block = blocks.find(inside) ?? blocks.find(({ end }) => offset <= end);
  return block ? block.position + Math.max(0, offset - block.start) : null;
}

function offsetOf(blocks, position) {
  const block = blocks.findLast((each) => each.position <= position);
  if (!block) return 0;
  return Math.min(block.start + position - block.position, block.end);
}

const mark = (active) => ({ from, to, id }) =>
  Decoration.inline(from, to, { class: `comment-mark${id === active ? " comment-mark-active" : ""}`, "data-comment": String(id) }, { id });

const plugin = new Plugin({
  key,
  state: {
    init: () => ({ set: DecorationSet.empty, active: null }),
    apply(transaction, state) {
      const shown = transaction.getMeta(key);
      if (!shown) return { ...state, set: state.set.map(transaction.mapping, transaction.doc) };
      return { set: DecorationSet.create(transaction.doc, shown.places.map(mark(shown.active))), active: shown.active };
    },
  },
  props: { decorations: (state) => key.getState(state)?.set },
});

// Where each comment stands now: [{id, from, to}], without those whose words were deleted.
function standing(editor) {
  const found = key.getState(editor.state)?.set.find() ?? [];
  return found.filter(({ from, to }) => to > from).map(({ from, to, spec }) => ({ from, to, id: spec.id }));
}

// Marks the threads; `locate(thread, text)` says where one stands that is not marked yet. Returns the ids that stand there.
export function showThreads(editor, threads, { active, locate }) {
  if (!key.get(editor.state)) editor.registerPlugin(plugin);
  const known = new Map(standing(editor).map((place) => [place.id, place]));
  const { text, blocks } = readText(editor);
  const places = threads.flatMap((thread) => {
    if (known.has(thread.id)) return [known.get(thread.id)];
    const span = locate(thread, text);
    if (!span || span.end <= span.start) return [];
    const [from, to] = [positionOf(blocks, span.start, false), positionOf(blocks, span.end, true)];
    return from !== null && to !== null && to > from ? [{ id: thread.id, from, to }] : [];
  });
  const isSame = places.length === known.size && places.every(({ id, from, to }) => {
    const before = known.get(id);
    return before && before.from === from && before.to === to;
  });
  if (!isSame || key.getState(editor.state)?.active !== active) {
    editor.view.dispatch(editor.state.tr.setMeta(key, { places, active }).setMeta("addToHistory", false));
  }
  return new Set(places.map(({ id }) => id));
}

// The selected words as offsets of the text; without any the block in which the caret stands.
export function selectedSpan(editor) {
  const { text, blocks } = readText(editor);
  const { from, to, empty, $from } = editor.state.selection;
  if (empty && !$from.parent.isTextblock) return null;
  const [first, last] = empty ? [$from.start(), $from.end()] : [from, to];
  let [start, end] = [offsetOf(blocks, first), offsetOf(blocks, last)];
  while (start < end && /\s/.test(text[start])) start += 1;
  while (end > start && /\s/.test(text[end - 1])) end -= 1;
  return end > start ? { start, end, text } : null;
}

// The comment in whose words the caret stands.
export function commentAt(editor) {
  const { from, empty } = editor.state.selection;
  return empty ? standing(editor).find((place) => place.from <= from && from <= place.to)?.id ?? null : null;
}

export function goTo(editor, id) {
  const place = standing(editor).find((each) => each.id === id);
  if (!place) return false;
  const selection = TextSelection.create(editor.state.doc, place.from, place.to);
  editor.view.dispatch(editor.state.tr.setSelection(selection).scrollIntoView());
  editor.view.focus();
  return true;
}
