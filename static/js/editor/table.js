// Tables: the library's, with a caption, cells of lines of text, and arrows for both directions.
import { pm, Table, TableCell, TableHeader, TableRow } from "django-prose-editor/editor";
import { element } from "newsroom/editor/dialogs";

const { Fragment, Slice } = pm.model;
const { Plugin, Selection } = pm.state;
const { CellSelection, cellAround, nextCell } = pm.tables;

const spans = (name) => ({
  default: 1,
  parseHTML: (dom) => Math.max(1, Number(dom.getAttribute(name)) || 1),
  renderHTML: (attributes) => (attributes[name] > 1 ? { [name]: attributes[name] } : {}),
});
const cell = {
  content: "paragraph+",
  addAttributes: () => ({ colspan: spans("colspan"), rowspan: spans("rowspan") }),
};

export const Row = TableRow;
export const Cell = TableCell.extend(cell);
export const HeaderCell = TableHeader.extend(cell);

function blank(nodes, rows, columns) {
  const row = (type) => nodes.tableRow.create(null, Array.from({ length: columns }, () => type.createAndFill()));
  return nodes.table.create(null, [row(nodes.tableHeader), ...Array.from({ length: rows - 1 }, () => row(nodes.tableCell))]);
}

const isRightToLeft = (editor, $cell) => getComputedStyle(editor.view.nodeDOM($cell.pos)).direction === "rtl";

// The library takes «left» for «back»; in an empty cell nothing else says where the arrow points.
function step(editor, forward) {
  const { selection, tr, doc } = editor.state;
  const $cell = cellAround(selection.$head);
  if (!$cell || !selection.empty || $cell.nodeAfter.textContent || !isRightToLeft(editor, $cell)) return false;
  const edge = forward ? $cell.pos + $cell.nodeAfter.nodeSize : $cell.pos;
  editor.view.dispatch(tr.setSelection(Selection.near(doc.resolve(edge), forward ? 1 : -1)).scrollIntoView());
  return true;
}

function widen(editor, forward) {
  const { selection, tr } = editor.state;
  if (!(selection instanceof CellSelection) || !isRightToLeft(editor, selection.$headCell)) return false;
  const $head = nextCell(selection.$headCell, "horiz", forward ? 1 : -1);
  if ($head) editor.view.dispatch(tr.setSelection(new CellSelection(selection.$anchorCell, $head)));
  return true;
}

// Before a table that begins the text, and behind one that ends it, there is a paragraph as soon as
// somebody goes there.
function leave(editor, down) {
  const { selection, tr, doc, schema } = editor.state;
  const $cell = cellAround(selection.$head);
  if (!$cell || !selection.empty || !editor.view.endOfTextblock(down ? "down" : "up")) return false;
  const line = selection.$head.index($cell.depth + 1);
  const row = $cell.index(-1) + (down ? $cell.nodeAfter.attrs.rowspan : 0);
  const isAtEdge = down ? line === $cell.nodeAfter.childCount - 1 && row >= $cell.node(-1).childCount : line + row === 0;
  const edge = down ? $cell.after(-1) : $cell.before(-1);
  if (!isAtEdge || edge !== (down ? doc.content.size : 0)) return false;
  tr.insert(edge, schema.nodes.paragraph.create());
  editor.view.dispatch(tr.setSelection(Selection.near(tr.doc.resolve(edge + 1))).scrollIntoView());
  return true;
}

// A cell holds lines: what else is put into it comes as its lines.
function asLines(slice, { schema, selection }) {
  const parts = slice.content.content;
  const isPlain = parts.every((part) => part.isInline || part.type.name === "paragraph" || part.type.spec.tableRole);
  if (isPlain || !cellAround(selection.$head)) return slice;
  const lines = [];
  slice.content.descendants((node) => {
    if (node.isTextblock) lines.push(schema.nodes.paragraph.create(null, node.content));
    return !node.isTextblock;
  });
  return lines.length ? new Slice(Fragment.from(lines), 1, 1) : Slice.empty;
}

// The table as the writer sees it: its caption in a field above it, its cells in a box that scrolls.
function view(editor, labels, node, getPos) {
  const caption = element("input", {
    type: "text", class: "editor-table-caption", autocomplete: "off",
    placeholder: labels.tableCaption, "aria-label": labels.tableCaption, readonly: !editor.isEditable,
  });
  const cells = element("tbody");
  const table = element("table", {}, cells);
  const show = ({ attrs }) => {
    if (caption.value !== attrs.caption) caption.value = attrs.caption;
    for (const name of ["dir", "lang"]) {
      if (attrs[name]) table.setAttribute(name, attrs[name]);
      else table.removeAttribute(name);
    }
  };
  caption.addEventListener("input", () => {
    editor.view.dispatch(editor.state.tr.setNodeAttribute(getPos(), "caption", caption.value));
  });
  caption.addEventListener("keydown", (event) => {
    if (!["Enter", "ArrowDown", "Escape"].includes(event.key) || event.isComposing) return;
    event.preventDefault();
    editor.commands.setTextSelection(getPos() + 4);
    editor.view.focus();
  });
  show(node);
  const head = element("div", { contenteditable: "false" }, caption);
  return {
    dom: element("div", { class: "editor-table" }, head, element("div", { class: "editor-table-scroll" }, table)),
    contentDOM: cells,
    stopEvent: (event) => event.target === caption,
    ignoreMutation: (mutation) => mutation.type !== "selection" && !cells.contains(mutation.target),
    update: (next) => {
      if (next.type !== node.type) return false;
      show(next);
      return true;
    },
  };
}

export const BodyTable = Table.extend({
  addOptions() {
    return { ...this.parent?.(), labels: {} };
  },
  addAttributes: () => ({
    caption: { default: "", parseHTML: (dom) => dom.caption?.textContent.trim() ?? "", renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "caption", ignore: true }, { tag: "table" }],
  renderHTML({ node, HTMLAttributes }) {
    const caption = node.attrs.caption ? [["caption", node.attrs.caption]] : [];
    return ["table", HTMLAttributes, ...caption, ["tbody", 0]];
  },
  addCommands() {
    return {
      ...this.parent?.(),
      // Behind the outermost block of the selection, in its place when that is empty.
      addTable:
        () =>
        ({ editor, tr, dispatch }) => {
          const { $from, to } = tr.selection;
          const end = $from.depth ? $from.after(1) : to;
          const isEmpty = $from.depth > 0 && $from.node(1).isTextblock && $from.node(1).content.size === 0;
          const start = isEmpty ? $from.before(1) : end;
          const isLast = end >= tr.doc.content.size;
          if (!dispatch) return true;
          const { nodes } = editor.schema;
          tr.replaceWith(start, end, [blank(nodes, 3, 3), ...(isLast ? [nodes.paragraph.create()] : [])]);
          tr.setSelection(Selection.near(tr.doc.resolve(start + 1))).scrollIntoView();
          return true;
        },
      writeCaption:
        () =>
        ({ editor }) => {
          const $cell = cellAround(editor.state.selection.$head);
          const box = $cell && editor.view.nodeDOM($cell.before(-1));
          box?.querySelector(".editor-table-caption").focus();
          return Boolean(box);
        },
    };
  },
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      ...this.parent?.(),
      ArrowLeft: () => step(editor, true),
      ArrowRight: () => step(editor, false),
      ArrowUp: () => leave(editor, false),
      ArrowDown: () => leave(editor, true),
      "Shift-ArrowLeft": () => widen(editor, true),
      "Shift-ArrowRight": () => widen(editor, false),
    };
  },
  addProseMirrorPlugins() {
    return [new Plugin({ props: { transformPasted: (slice, { state }) => asLines(slice, state) } }), ...(this.parent?.() ?? [])];
  },
  addNodeView() {
    const { labels } = this.options;
    return ({ node, getPos, editor }) => view(editor, labels, node, getPos);
  },
});
