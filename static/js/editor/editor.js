// Turns every text area with data-body-editor into the body's editor.
import * as library from "django-prose-editor/editor";
import { Blocks } from "newsroom/editor/blocks";
import { element } from "newsroom/editor/dialogs";
import { Keys } from "newsroom/editor/keys";
import { Gallery } from "newsroom/editor/gallery";
import * as figure from "newsroom/editor/figure";
import * as nodes from "newsroom/editor/nodes";
import { Paste } from "newsroom/editor/paste";
import { SelectionToolbar } from "newsroom/editor/selection";
import { BodyTable, Cell, HeaderCell, Row } from "newsroom/editor/table";
import { commands, Toolbar } from "newsroom/editor/toolbar";

const tables = { Table: BodyTable, TableRow: Row, TableCell: Cell, TableHeader: HeaderCell };
const known = { ...library, ...nodes, ...figure, ...tables, ListItem: nodes.Item, Gallery, Paste, Toolbar };

function extensions({ extensions: wanted, labels, urls }) {
  return Object.entries(wanted).map(([name, options]) => {
    const given = options === true ? {} : options;
    return known[name].configure({ ...given, labels, urls });
  });
}

// What helps to write, and leaves no trace in the body.
function helpers({ labels }, placeholder) {
  return [
    Keys,
    Blocks.configure({ labels, commands }),
    SelectionToolbar.configure({ labels, commands }),
    library.Placeholder.configure({ placeholder }),
  ];
}

function label(textarea, surface) {
  const made = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
  if (!made) return;
  made.id ||= `${textarea.id}_label`;
  surface.setAttribute("aria-labelledby", made.id);
  made.addEventListener("click", () => surface.focus());
}

// A picture without a caption is no blank body, although it has no text.
function isBlank({ childCount, firstChild }) {
  return childCount === 1 && firstChild.type.name === "paragraph" && firstChild.content.size === 0;
}

// Replaces only the blocks that differ, so that the caret and the scroll position stay where they are. Undo leaves
// it alone.
function setContent({ state, view, schema }, html) {
  const holder = new DOMParser().parseFromString(html, "text/html").body;
  const after = library.pm.model.DOMParser.fromSchema(schema).parse(holder).content.content;
  const before = state.doc.content.content;
  const most = Math.min(before.length, after.length);
  let same = 0;
  while (same < most && before[same].eq(after[same])) same += 1;
  let last = 0;
  while (last < most - same && before.at(-1 - last).eq(after.at(-1 - last))) last += 1;
  const size = (blocks) => blocks.reduce((sum, { nodeSize }) => sum + nodeSize, 0);
  const from = size(before.slice(0, same));
  const to = state.doc.content.size - size(before.slice(before.length - last));
  const step = state.tr.replaceWith(from, to, after.slice(same, after.length - last));
  view.dispatch(step.setMeta("preventUpdate", true).setMeta("addToHistory", false));
}

function start(textarea) {
  const configuration = JSON.parse(textarea.dataset.bodyEditor);
  const box = element("div", { class: "editor" });
  textarea.before(box);
  const editor = new library.Editor({
    element: box,
    injectCSS: false,
    editable: !textarea.disabled && !textarea.readOnly,
    extensions: [...extensions(configuration), ...helpers(configuration, textarea.placeholder)],
    content: textarea.value,
    editorProps: {
      attributes: {
        lang: textarea.lang,
        dir: textarea.dir,
        role: "textbox",
        "aria-multiline": "true",
        spellcheck: "true",
        // The look of the reader's page (static/css/article.css).
        class: "body",
      },
    },
    onUpdate() {
      textarea.value = isBlank(editor.state.doc) ? "" : editor.getHTML();
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  label(textarea, editor.view.dom);
  textarea.hidden = true;
  textarea.bodyEditor = editor;
  // A draft put back into the text area by a script is shown by this event.
  textarea.addEventListener("body:set", () => setContent(editor, textarea.value));
  textarea.dispatchEvent(new CustomEvent("body:ready", { bubbles: true, detail: { editor } }));
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) {
  try {
    start(textarea);
  } catch (error) {
    // The text area with its HTML stays usable.
    textarea.hidden = false;
    console.error(error);
  }
}
