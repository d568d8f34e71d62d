// Suggested edits in the body: where each stands, how it is drawn, and how it is put into the text.
import { pm } from "django-prose-editor/editor";

const { DOMParser: Parser, DOMSerializer, Fragment } = pm.model;
const { Plugin, PluginKey, TextSelection } = pm.state;
const { Decoration, DecorationSet } = pm.view;

const key = new PluginKey("suggestions");

// The HTML of each block of the document, as the newsroom reads it.
export function readBlocks({ state }) {
  const serializer = DOMSerializer.fromSchema(state.schema);
  return state.doc.content.content.map((node) => {
    const holder = document.createElement("div");
    holder.append(serializer.serializeNode(node));
    return holder.innerHTML;
  });
}

// The text as it is stored, single blanks and none at the ends of lines, and where each letter of it stands.
function stored(text) {
  const letters = [];
  [...text.matchAll(/\s*\n\s*|\s+|\S/g)].forEach(({ 0: found, index }) => {
    const letter = /\n/.test(found) ? "\n" : found.replace(/\s+/, " ");
    const isAtEdge = letter === " " && (index === 0 || index + found.length === text.length);
    if (!isAtEdge) letters.push({ letter, index, after: index + found.length });
  });
  return { text: letters.map(({ letter }) => letter).join(""), letters };
}

// The text blocks that hold a letter, each with the position at which its text begins.
function leavesOf(node, position) {
  const leaves = [];
  const add = (leaf, start) => {
    const text = leaf.textBetween(0, leaf.content.size, "", () => "\n");
    if (text.trim()) leaves.push({ start, ...stored(text) });
  };
  if (node.isTextblock) add(node, position + 1);
  else {
    node.descendants((child, offset) => {
      if (child.isTextblock) add(child, position + offset + 2);
      return !child.isTextblock;
    });
  }
  return leaves;
}

// Where the hunk stands in the document; null when its words cannot be found.
function placeOf(doc, hunk) {
  const edges = [0];
  doc.forEach((child) => edges.push(edges.at(-1) + child.nodeSize));
  if (hunk.leaf < 0) return hunk.end < edges.length ? { from: edges[hunk.block], to: edges[hunk.end] } : null;
  const block = doc.maybeChild(hunk.block);
  const leaves = block ? leavesOf(block, edges[hunk.block]) : [];
  const leaf = [leaves[hunk.leaf], ...leaves].find((each) => each?.text === hunk.text);
  if (!leaf) return null;
  const { start, letters } = leaf;
  const at = (unit) => start + (unit < letters.length ? letters[unit].index : letters.at(-1).after);
  const from = hunk.start && hunk.start === hunk.stop ? start + letters[hunk.start - 1].after : at(hunk.start);
  return { from, to: hunk.stop > hunk.start ? start + letters[hunk.stop - 1].after : from };
}

function parsed(schema, html, isBlocks) {
  const page = new DOMParser().parseFromString(isBlocks ? html : `<p>${html}</p>`, "text/html");
  const { content } = Parser.fromSchema(schema).parseSlice(page.body, { preserveWhitespace: "full" });
  return isBlocks ? content : (content.firstChild?.content ?? Fragment.empty);
}

// The words that do not stand in the text: beside it, not to be typed into, and read as <ins> or <del>.
function widget(schema, tag, html, isBlocks, look) {
  return () => {
    const made = document.createElement(tag);
    made.append(DOMSerializer.fromSchema(schema).serializeFragment(parsed(schema, html, isBlocks)));
    made.contentEditable = "false";
    for (const [name, value] of Object.entries(look)) made.setAttribute(name, value);
    return made;
  };
}

function drawn(state, { hunk, standing, title, isConflict }) {
  const place = placeOf(state.doc, hunk);
  if (!place) return [];
  const { from, to } = place;
  const isBlocks = hunk.leaf < 0;
  const kind = isBlocks ? "suggested suggested-blocks" : "suggested";
  const look = { class: isConflict ? `${kind} suggested-conflict` : kind, title, "data-suggested": hunk.key };
  const spec = { key: hunk.key };
  const [other, html, where, side] = standing === "del" ? ["ins", hunk.inserted, to, 1] : ["del", hunk.deleted, from, -1];
  const made = [];
  if (isBlocks) {
    state.doc.nodesBetween(from, to, (node, position, parent) => {
      if (parent !== state.doc) return false;
      if (position >= from && position < to) {
        made.push(Decoration.node(position, position + node.nodeSize, { ...look, class: `${look.class} suggested-${standing}`, role: standing === "del" ? "deletion" : "insertion" }, spec));
      }
      return false;
    });
  } else if (to > from) made.push(Decoration.inline(from, to, { ...look, nodeName: standing }, spec));
  if (html) {
    const id = `${hunk.key} ${other} ${title} ${html}`;
    made.push(Decoration.widget(where, widget(state.schema, other, html, isBlocks, look), { ...spec, side, key: id, ignoreSelection: true }));
  }
  return made;
}

const plugin = new Plugin({
  key,
  state: {
    init: () => DecorationSet.empty,
    apply(transaction, set, _before, state) {
      const marks = transaction.getMeta(key);
      if (!marks) return set.map(transaction.mapping, transaction.doc);
      return DecorationSet.create(transaction.doc, marks.flatMap((mark) => drawn(state, mark)));
    },
  },
  props: { decorations: (state) => key.getState(state) },
});

// marks: [{hunk, standing: "del" or "ins": what the words of the text are, title, isConflict}].
export function showSuggestions(editor, marks) {
  if (!key.get(editor.state)) {
    if (!marks.length) return;
    editor.registerPlugin(plugin);
  }
  editor.view.dispatch(editor.state.tr.setMeta(key, marks).setMeta("addToHistory", false));
}

export function goToSuggestion(editor, hunk) {
  const place = placeOf(editor.state.doc, hunk);
  if (!place) return false;
  const { doc, tr } = editor.state;
  const selection = TextSelection.between(doc.resolve(place.from), doc.resolve(place.to));
  editor.view.dispatch(tr.setSelection(selection).scrollIntoView());
  editor.view.focus();
  return true;
}

// Puts what the hunks suggest into the text, in one step of the history; whether there was a place for all.
export function acceptInBody(editor, hunks) {
  const { tr, doc, schema } = editor.state;
  const places = hunks.map((hunk) => ({ hunk, place: placeOf(doc, hunk) }));
  if (places.some(({ place }) => !place)) return false;
  // From the end; of what stands at one place the words before the block that is put in front of them.
  places.sort((one, other) => other.place.from - one.place.from || other.place.to - one.place.to);
  for (const { hunk, place: { from, to } } of places) {
    const content = parsed(schema, hunk.inserted, hunk.leaf < 0);
    if (content.size) tr.replaceWith(from, to, content);
    else tr.delete(from, to);
  }
  editor.view.dispatch(pm.history.closeHistory(tr));
  return true;
}
