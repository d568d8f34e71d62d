// Galleries in a body: two to twenty pictures in an order that buttons, keys and dragging change.
import { Node, Plugin, pm } from "django-prose-editor/editor";
import { element, named, ofDesk } from "newsroom/editor/dialogs";
import { icon } from "newsroom/editor/icons";
import { chooseFromLibrary } from "newsroom/editor/library";
import { insertBlock } from "newsroom/editor/nodes";

const isGallery = (node) => node?.type.name === "gallery";

const figureOf = ({ id }) => ({ type: "libraryFigure", attrs: { image: String(id) } });

// What stands in the text for these pictures: one of them stands alone.
export function pictureContent(pictures) {
  const figures = pictures.map(figureOf);
  return figures.length > 1 ? { type: "gallery", content: figures } : figures[0];
}

// Puts the pictures at a place: into the gallery that is there, else as a block of their own.
export function placePictures(editor, at, pictures) {
  const isInside = isGallery(editor.state.doc.resolve(at).parent);
  return isInside ? pictures.map(figureOf) : pictureContent(pictures);
}

// A gallery keeps two to twenty: a picture left alone stands by itself, those above go into another.
function settle(state, most) {
  const { doc, schema } = state;
  const wrong = [];
  doc.forEach((node, at) => {
    if (isGallery(node) && (node.childCount < 2 || node.childCount > most)) wrong.unshift({ node, at });
  });
  if (!wrong.length) return null;
  const { tr } = state;
  for (const { node, at } of wrong) {
    const figures = node.content.content;
    const parts = [];
    for (let from = 0; from < figures.length; from += most) {
      const some = figures.slice(from, from + most);
      parts.push(some.length > 1 ? schema.nodes.gallery.create(null, some) : some[0]);
    }
    tr.replaceWith(at, at + node.nodeSize, parts);
  }
  return tr;
}

// Moves the figure at `at` before (-1) or behind (1) its neighbour; says where it stands then.
export function moveFigure({ state, view }, at, step) {
  const $at = state.doc.resolve(at);
  const index = $at.index();
  const to = index + step;
  if (!isGallery($at.parent) || to < 0 || to >= $at.parent.childCount) return null;
  const node = $at.parent.child(index);
  const other = $at.parent.child(to);
  const where = step < 0 ? at - other.nodeSize : at + other.nodeSize;
  const tr = state.tr.delete(at, at + node.nodeSize).insert(where, node);
  const inside = state.selection.from - at;
  if (inside > 0 && inside < node.nodeSize) tr.setSelection(pm.state.TextSelection.create(tr.doc, where + inside));
  view.dispatch(tr.setMeta("closeHistory$", true).scrollIntoView());
  return { at: where, place: to + 1, count: $at.parent.childCount };
}

// Before or behind the figure under the pointer, along the line of the text.
function dropPlace(view, { target, clientX }) {
  const dom = target.closest?.(".editor-gallery .editor-figure");
  if (!dom) return null;
  let found = null;
  view.state.doc.descendants((node, at) => {
    if (node.type.name === "libraryFigure" && view.nodeDOM(at) === dom) found = { at, size: node.nodeSize };
    return isGallery(node);
  });
  const { left, width } = dom.getBoundingClientRect();
  const isRight = clientX > left + width / 2;
  const isAfter = getComputedStyle(dom).direction === "rtl" ? !isRight : isRight;
  return found && found.at + (isAfter ? found.size : 0);
}

function dropFigure(view, event, slice, isMoved) {
  const figure = slice?.content.childCount === 1 ? slice.content.firstChild : null;
  if (!isMoved || figure?.type.name !== "libraryFigure") return false;
  const place = dropPlace(view, event);
  if (place === null) return false;
  event.preventDefault();
  const { tr } = view.state;
  const from = view.dragging?.node;
  if (from) from.replace(tr);
  else tr.deleteSelection();
  view.dispatch(tr.insert(tr.mapping.map(place), figure));
  return true;
}

// The pictures side by side, above them what may be done with all of them.
class GalleryView {
  constructor(node, editor, getPos, options) {
    Object.assign(this, { node, editor, getPos, options });
    const { labels } = options;
    this.name = element("span", { class: "gallery-name" });
    const button = (label, act) => {
      const made = element("button", { type: "button" }, label);
      made.addEventListener("click", act);
      return made;
    };
    const buttons = [
      button(labels.addPictures, () => this.add()),
      button(labels.partPictures, () => this.replace([...this.node.content.content])),
      button(labels.removeGallery, () => this.replace([])),
    ];
    this.head = element("div", { class: "picture-buttons gallery-head", contenteditable: "false", ...ofDesk() }, this.name, ...buttons);
    this.contentDOM = element("div", { class: "gallery-pictures" });
    this.dom = element("div", { class: "editor-gallery", role: "group", "aria-label": labels.gallery }, this.head, this.contentDOM);
    this.tell();
  }

  tell() {
    this.name.textContent = named(this.options.labels.galleryOf, { count: String(this.node.childCount) });
  }

  add() {
    const { labels, urls } = this.options;
    chooseFromLibrary({ ...labels, ...labels.pictures }, urls, { isGallery: true }).then((found) => {
      const end = this.getPos() + this.node.nodeSize - 1;
      if (found?.files) this.editor.commands.uploadPictures(found.files, end);
      else if (found) this.editor.chain().insertContentAt(end, found.pictures.map(figureOf), { updateSelection: false }).run();
      if (!found?.files) this.editor.commands.focus();
    });
  }

  replace(nodes) {
    const at = this.getPos();
    const { tr, schema } = this.editor.state;
    const left = nodes.length ? nodes : schema.nodes.paragraph.create();
    // A step of its own for «undo», however quickly it followed on another.
    this.editor.view.dispatch(tr.replaceWith(at, at + this.node.nodeSize, left).setMeta("closeHistory$", true));
    this.editor.commands.focus();
  }

  update(next) {
    if (next.type !== this.node.type) return false;
    this.node = next;
    this.tell();
    return true;
  }

  stopEvent(event) {
    return this.head.contains(event.target);
  }

  ignoreMutation(mutation) {
    return mutation.type === "selection" ? this.head.contains(mutation.target) : !this.contentDOM.contains(mutation.target);
  }
}

// The buttons that move one picture in its gallery; outside of galleries they are not shown.
export function moveButtons(labels, { editor, getPos }) {
  return [
    ["up", -1, labels.earlier],
    ["down", 1, labels.later],
  ].map(([name, step, label]) => {
    const button = element("button", { type: "button", class: "picture-move", "aria-label": label, title: label }, icon(name));
    button.addEventListener("click", () => {
      const moved = moveFigure(editor, getPos(), step);
      if (!moved) return;
      tellPlace(editor, labels, moved);
      editor.view.nodeDOM(moved.at).querySelectorAll(".picture-move")[step < 0 ? 0 : 1].focus();
    });
    return button;
  });
}

function tellPlace(editor, labels, { place, count }) {
  const line = editor.view.dom.parentElement.querySelector(".editor-said");
  if (line) line.textContent = named(labels.placed, { place: String(place), count: String(count) });
}

export const Gallery = Node.create({
  name: "gallery",
  group: "block",
  content: "libraryFigure+",
  isolating: true,
  // Before the rules that take dropped files and figures as blocks.
  priority: 300,
  addOptions: () => ({ labels: {}, urls: {}, name: "gallery", most: 20 }),
  parseHTML() {
    return [{ tag: `section.${this.options.name}` }];
  },
  renderHTML() {
    return ["section", { class: this.options.name }, 0];
  },
  addCommands() {
    const { labels, urls } = this.options;
    return {
      insertGallery:
        () =>
        ({ editor }) => {
          const at = editor.state.selection.to;
          chooseFromLibrary({ ...labels, ...labels.pictures }, urls, { isGallery: true }).then((found) => {
            if (found?.files) editor.commands.uploadPictures(found.files, Math.min(at, editor.state.doc.content.size));
            else if (found) insertBlock(editor, pictureContent(found.pictures));
            else editor.commands.focus();
          });
          return true;
        },
    };
  },
  addKeyboardShortcuts() {
    const move = (step) => ({ editor }) => {
      const { $from } = editor.state.selection;
      if ($from.depth < 2 || !isGallery($from.node(1))) return false;
      const moved = moveFigure(editor, $from.before(2), step);
      if (moved) tellPlace(editor, this.options.labels, moved);
      return true;
    };
    return { "Alt-ArrowUp": move(-1), "Alt-ArrowDown": move(1) };
  },
  addNodeView() {
    return ({ node, editor, getPos }) => new GalleryView(node, editor, getPos, this.options);
  },
  addProseMirrorPlugins() {
    const { most } = this.options;
    return [
      new Plugin({
        appendTransaction: (transactions, _before, state) => (transactions.some((each) => each.docChanged) ? settle(state, most) : null),
        props: { handleDrop: dropFigure },
      }),
    ];
  },
});
