// Pictures in a body: chosen, dropped, pasted or picked, and described in their place.
import { Extension, Node, Plugin, pm } from "django-prose-editor/editor";
import { element, named, ofDesk } from "newsroom/editor/dialogs";
import { moveButtons, placePictures } from "newsroom/editor/gallery";
import { chooseFromLibrary } from "newsroom/editor/library";
import { insertBlock } from "newsroom/editor/nodes";
import { follow, lacking, PanelButton, pictureOf, remember } from "newsroom/editor/picture_panel";
import { hasFiles, isFilesOnly, mayUpload, pictureFiles, uploadBox } from "newsroom/editor/upload";

const { Decoration, DecorationSet } = pm.view;
const uploads = new pm.state.PluginKey("uploads");
let serial = 0;
// Pictures that were just uploaded: their panel opens as soon as they stand in the text.
const fresh = new Map();

// Between two blocks: in front of an empty paragraph, else behind the block of the position.
function between(doc, at) {
  const $at = doc.resolve(at);
  if (!$at.depth) return at;
  const outer = $at.node(1);
  // Within a gallery: behind the picture of the position.
  if (outer.type.name === "gallery") return $at.depth > 1 ? $at.after(2) : at;
  return outer.type.name === "paragraph" && !outer.content.size ? $at.before(1) : $at.after(1);
}

function placeOf(state, id) {
  return uploads.getState(state)?.find(null, null, (spec) => spec.id === id)[0]?.from;
}

// Puts the pictures where their upload stood; behind the cursor when that place is gone.
function insertUploaded(editor, id, pictures) {
  const at = placeOf(editor.state, id);
  const content = placePictures(editor, at ?? 0, pictures);
  editor.view.dispatch(editor.state.tr.setMeta(uploads, { remove: id }).setMeta("addToHistory", false));
  if (at === undefined) return insertBlock(editor, content);
  const { doc } = editor.state;
  if (Array.isArray(content)) return editor.commands.insertContentAt(at, content, { updateSelection: false });
  const after = doc.resolve(at).nodeAfter;
  const isEmpty = after?.type.name === "paragraph" && !after.content.size && at + after.nodeSize < doc.content.size;
  const where = isEmpty ? { from: at, to: at + after.nodeSize } : at;
  return editor.commands.insertContentAt(where, after ? content : [content, { type: "paragraph" }], { updateSelection: false });
}

// Shows the box at the place; the answer takes it away.
function showBox(editor, id, at, box) {
  editor.view.dispatch(editor.state.tr.setMeta(uploads, { add: { id, at, box } }).setMeta("addToHistory", false));
  box.scrollIntoView({ block: "nearest" });
}

function dropBox(editor, id) {
  editor.view.dispatch(editor.state.tr.setMeta(uploads, { remove: id }).setMeta("addToHistory", false));
  editor.commands.focus();
}

function upload(editor, file, at, { labels, urls }) {
  const id = `upload-${(serial += 1)}`;
  const begun = editor.state.doc;
  const drop = () => dropBox(editor, id);
  const done = (picture) => {
    // Whoever went on writing meanwhile is not called away.
    if (!picture.known) remember(picture);
    fresh.set(String(picture.id), { focus: editor.state.doc.eq(begun), known: picture.known });
    insertUploaded(editor, id, [picture]);
  };
  showBox(editor, id, at, uploadBox(file, { url: urls.upload, labels: labels.pictures, done, drop }));
}

// Several files are one gallery, in the order of the files, as soon as all have come or were given up.
function uploadGallery(editor, files, at, { labels, urls }) {
  const id = `upload-${(serial += 1)}`;
  const pictures = files.map(() => undefined);
  const settle = (index, picture, box) => {
    pictures[index] = picture;
    if (picture) {
      remember(picture);
      box().replaceWith(element("img", { class: "gallery-arrived", src: picture.thumbnail, alt: picture.title }));
    } else box().remove();
    if (pictures.includes(undefined)) return;
    const arrived = pictures.filter(Boolean);
    if (arrived.length) insertUploaded(editor, id, arrived);
    else dropBox(editor, id);
  };
  const boxes = files.map((file, index) => {
    const box = uploadBox(file, {
      url: urls.upload,
      labels: labels.pictures,
      done: (picture) => settle(index, picture, () => box),
      drop: () => settle(index, null, () => box),
    });
    return box;
  });
  showBox(editor, id, at, element("div", { class: "gallery-uploads", contenteditable: "false", ...ofDesk() }, ...boxes));
}

function uploadAll(editor, files, at, options) {
  const place = between(editor.state.doc, at);
  if (files.length > 1) uploadGallery(editor, files, place, options);
  else if (files.length) upload(editor, files[0], place, options);
}

// Where an upload goes on stands a box that is no part of the text.
function placeholders(transaction, set) {
  const moved = set.map(transaction.mapping, transaction.doc);
  const { add, remove } = transaction.getMeta(uploads) ?? {};
  if (add) {
    const spec = { id: add.id, key: add.id, side: -1, stopEvent: () => true, ignoreSelection: true };
    return moved.add(transaction.doc, [Decoration.widget(add.at, add.box, spec)]);
  }
  return remove ? moved.remove(moved.find(null, null, (spec) => spec.id === remove)) : moved;
}

export const Pictures = Extension.create({
  name: "pictures",
  // Before the rules of pasting, which leave files out.
  priority: 200,
  addOptions: () => ({ labels: {}, urls: {} }),
  addCommands() {
    const { labels, urls } = this.options;
    return {
      uploadPictures:
        (files, at) =>
        ({ editor }) => {
          // The transaction of the command is over by then.
          queueMicrotask(() => uploadAll(editor, files, at, this.options));
          return true;
        },
      insertPicture:
        () =>
        ({ editor }) => {
          const at = editor.state.selection.to;
          chooseFromLibrary({ ...labels, ...labels.pictures }, urls).then((found) => {
            if (found?.files) uploadAll(editor, found.files, Math.min(at, editor.state.doc.content.size), this.options);
            else if (found) insertBlock(editor, { type: "libraryFigure", attrs: { image: String(found.picture.id) } });
            if (!found?.picture) editor.commands.focus();
          });
          return true;
        },
    };
  },
  addProseMirrorPlugins() {
    const { editor, options } = this;
    const take = (data, at) => {
      if (!mayUpload() || !isFilesOnly(data)) return false;
      uploadAll(editor, pictureFiles(data), at, options);
      return true;
    };
    return [
      new Plugin({
        key: uploads,
        state: { init: () => DecorationSet.empty, apply: placeholders },
        props: {
          decorations: (state) => uploads.getState(state),
          handlePaste: (view, event) => take(event.clipboardData, view.state.selection.to),
          handleDrop(view, event, _slice, isMoved) {
            if (isMoved || !hasFiles(event.dataTransfer)) return false;
            const at = view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size;
            const isTaken = take(event.dataTransfer, at);
            if (isTaken) event.preventDefault();
            return isTaken;
          },
        },
      }),
    ];
  },
});

// How far the picture may leave the measure of the text; within a gallery it is not offered.
function widthBox({ width, widths }, choose) {
  const options = Object.entries(widths).map(([value, label]) => element("option", { value }, label));
  const box = element("select", { class: "picture-width", "aria-label": width }, ...options);
  box.addEventListener("change", () => choose(box.value));
  return box;
}

// The picture above its caption, what it still lacks, and the panel of its texts.
class FigureView {
  constructor(node, editor, getPos, { labels, urls }) {
    Object.assign(this, { node, editor, getPos, labels, urls });
    this.img = element("img", { alt: "", draggable: "false" });
    this.name = element("span", { class: "editor-name", dir: "auto" }, `#${node.attrs.image}`);
    this.lacks = element("span", { class: "picture-lacks" });
    const shown = element("div", { contenteditable: "false", class: "editor-picture" }, this.img, this.name);
    this.describe = new PanelButton(labels.pictures, () => this.picture ?? this.asked?.catch(() => undefined));
    const remove = element("button", { type: "button" }, labels.pictures.remove);
    this.width = widthBox(labels.pictures, (width) => this.setWidth(width));
    const buttons = element("div", { class: "picture-buttons" }, ...moveButtons(labels, this), this.describe.button, this.width, remove, this.lacks);
    this.controls = element("div", { contenteditable: "false", class: "picture-controls", ...ofDesk() }, buttons);
    this.describe.holder = this.controls;
    this.contentDOM = element("figcaption", { "data-placeholder": labels.caption });
    this.dom = element("figure", { class: "editor-figure", "aria-label": labels.picture }, shown, this.contentDOM, this.controls);
    remove.addEventListener("click", () => this.remove());
    this.unfollow = follow(node.attrs.image, (picture) => this.show(picture));
    this.load();
    this.tell();
  }

  async load() {
    const begun = fresh.get(this.node.attrs.image);
    fresh.delete(this.node.attrs.image);
    try {
      this.asked = pictureOf(this.urls, this.node.attrs.image);
      const picture = await this.asked;
      if (picture) this.show(picture);
      else this.name.textContent = named(this.labels.missing, { number: this.node.attrs.image });
      this.describe.button.hidden = !picture;
      if (picture && begun?.known) this.lacks.textContent = this.labels.pictures.known;
      if (picture?.missing.length && begun) this.describe.open(begun.focus);
    } catch {
      // The number stands there until the desk answers again.
    }
  }

  show(picture) {
    this.picture = picture;
    this.img.src = picture.thumbnail;
    this.img.alt = Object.values(picture.alt).find(Boolean) ?? "";
    // The name of a file says what nobody knows yet.
    this.name.textContent = this.img.alt || picture.title;
    this.lacks.textContent = lacking(this.labels.pictures, picture);
  }

  setWidth(width) {
    const { state, view } = this.editor;
    view.dispatch(state.tr.setNodeAttribute(this.getPos(), "width", width));
  }

  remove() {
    const at = this.getPos();
    this.editor.chain().focus().deleteRange({ from: at, to: at + this.node.nodeSize }).run();
  }

  tell() {
    this.width.value = this.node.attrs.width;
    this.dom.dataset.width = this.node.attrs.width;
    this.contentDOM.toggleAttribute("data-empty", this.node.content.size === 0);
  }

  update(next) {
    if (next.type !== this.node.type || next.attrs.image !== this.node.attrs.image) return false;
    this.node = next;
    this.tell();
    return true;
  }

  stopEvent(event) {
    return this.controls.contains(event.target);
  }

  ignoreMutation(mutation) {
    if (mutation.type === "selection") return this.controls.contains(mutation.target);
    return !this.contentDOM.contains(mutation.target);
  }

  destroy() {
    this.unfollow();
  }
}

export const LibraryFigure = Node.create({
  name: "libraryFigure",
  group: "block",
  content: "text*",
  marks: "",
  isolating: true,
  draggable: true,
  addOptions: () => ({ labels: {}, urls: {}, widths: [] }),
  addAttributes() {
    return {
      image: { default: null, parseHTML: (dom) => dom.dataset.image, renderHTML: ({ image }) => ({ "data-image": image }) },
      width: {
        default: "",
        parseHTML: (dom) => (this.options.widths.includes(dom.dataset.width) ? dom.dataset.width : ""),
        renderHTML: ({ width }) => (width ? { "data-width": width } : {}),
      },
    };
  },
  parseHTML: () => [
    { tag: "figure[data-image]", contentElement: (dom) => dom.querySelector("figcaption") ?? element("figcaption") },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, ["figcaption", 0]],
  addKeyboardShortcuts() {
    return {
      Enter: ({ editor }) => {
        const { $from } = editor.state.selection;
        if ($from.parent.type.name !== "libraryFigure") return false;
        const isLast = $from.depth < 2 || $from.index(1) === $from.node(1).childCount - 1;
        if (!isLast) return editor.commands.setTextSelection($from.after() + 1);
        const after = $from.after(1);
        return editor.chain().insertContentAt(after, { type: "paragraph" }).setTextSelection(after + 1).run();
      },
    };
  },
  addNodeView() {
    return ({ node, editor, getPos }) => new FigureView(node, editor, getPos, this.options);
  },
});
