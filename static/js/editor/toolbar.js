// The toolbar: real buttons with icons in a row, one of them in the tab order, arrows between them.
import { Extension } from "django-prose-editor/editor";
import { askForBlock } from "newsroom/editor/blocks";
import { element } from "newsroom/editor/dialogs";
import { iconButton } from "newsroom/editor/icons";

const heading = (level) => ({
  run: (chain) => chain.toggleHeading({ level }),
  active: (editor) => editor.isActive("heading", { level }),
});
const toggle = (name, run) => ({ run, active: (editor) => editor.isActive(name) });
const inText = (editor) => editor.state.selection.$from.parent.type.name !== "libraryFigure";

const isPulled = (editor) => editor.isActive("blockquote", { pulled: true });

const groups = [
  { insert: { act: askForBlock } },
  {
    paragraph: { run: (chain) => chain.setParagraph(), active: (editor) => editor.isActive("paragraph") },
    heading2: heading(2),
    heading3: heading(3),
  },
  {
    bold: toggle("bold", (chain) => chain.toggleBold()),
    italic: toggle("italic", (chain) => chain.toggleItalic()),
    link: {
      run: (chain) => chain.editLink(),
      active: (editor) => editor.isActive("link"),
      enabled: (editor) => inText(editor) && (!editor.state.selection.empty || editor.isActive("link")),
    },
    comment: {
      act: () => document.dispatchEvent(new Event("comments:write")),
      // An article that was never saved has no place for comments.
      isOffered: () => document.querySelector("[data-comments]") !== null,
    },
  },
  {
    bulletList: toggle("bulletList", (chain) => chain.toggleBulletList()),
    orderedList: toggle("orderedList", (chain) => chain.toggleOrderedList()),
    quote: { run: (chain) => chain.toggleQuote(false), active: (editor) => editor.isActive("blockquote", { pulled: false }) },
    pullquote: { run: (chain) => chain.toggleQuote(true), active: isPulled },
    pullWide: {
      run: (chain) => chain.toggleWide(),
      active: (editor) => editor.isActive("blockquote", { pulled: true, isWide: true }),
      isOffered: isPulled,
    },
  },
  {
    picture: { run: (chain) => chain.insertPicture() },
    gallery: { run: (chain) => chain.insertGallery() },
    related: { run: (chain) => chain.insertRelated() },
    embed: { run: (chain) => chain.insertEmbed() },
    table: { run: (chain) => chain.addTable() },
    rule: { run: (chain) => chain.setHorizontalRule() },
  },
  {
    direction: { run: (chain) => chain.turnDirection() },
    undo: { run: (chain) => chain.undo(), enabled: (editor) => editor.can().undo() },
    redo: { run: (chain) => chain.redo(), enabled: (editor) => editor.can().redo() },
  },
];

export const commands = Object.assign({}, ...groups);

const inTable = (editor) => editor.isActive("table");
const heads = { headerRow: "row", headerColumn: "column" };

// Whether the first row, or column, is one of headings.
function isHead(editor, name) {
  const { $head } = editor.state.selection;
  const depth = [...Array($head.depth + 1).keys()].find((each) => $head.node(each).type.name === "table");
  if (depth === undefined) return false;
  const rows = $head.node(depth).content.content;
  const cells = heads[name] === "row" ? rows[0].content.content : rows.slice(rows.length > 1 ? 1 : 0).map((row) => row.firstChild);
  return cells.every((cell) => cell?.type.name === "tableHeader");
}

const within = (run, more = {}) => ({ run, enabled: inTable, ...more });
const tableGroups = [
  {
    rowBefore: within((chain) => chain.addRowBefore()),
    rowAfter: within((chain) => chain.addRowAfter()),
    columnBefore: within((chain) => chain.addColumnBefore()),
    columnAfter: within((chain) => chain.addColumnAfter()),
  },
  {
    headerRow: within((chain) => chain.toggleHeaderRow(), { active: (editor) => isHead(editor, "headerRow") }),
    headerColumn: within((chain) => chain.toggleHeaderColumn(), { active: (editor) => isHead(editor, "headerColumn") }),
    tableCaption: within(null, { act: (editor) => editor.commands.writeCaption() }),
  },
  {
    deleteRow: within((chain) => chain.deleteRow()),
    deleteColumn: within((chain) => chain.deleteColumn()),
    deleteTable: within((chain) => chain.deleteTable()),
  },
];
const rows = [
  { groups, shown: () => true },
  { groups: tableGroups, shown: inTable },
];

// The page moves with the text when a row comes or goes, so that the words stay under the pointer.
function show(row, isShown, { view }) {
  if (row.hidden !== isShown) return;
  const { top } = view.dom.getBoundingClientRect();
  row.hidden = !isShown;
  scrollBy({ top: view.dom.getBoundingClientRect().top - top, behavior: "instant" });
}

function move(bar, event) {
  const buttons = [...bar.querySelectorAll(".editor-row:not([hidden]) button:not([hidden])")];
  const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const steps = { ArrowLeft: -1, ArrowRight: -1, [forward]: 1 };
  const at = buttons.indexOf(document.activeElement);
  const ends = { Home: 0, End: buttons.length - 1 };
  if (at < 0 || !(event.key in steps || event.key in ends)) return;
  event.preventDefault();
  const next = ends[event.key] ?? (at + steps[event.key] + buttons.length) % buttons.length;
  buttons.forEach((button, index) => (button.tabIndex = index === next ? 0 : -1));
  buttons[next].focus();
}

function makeButton(editor, label, name, { run, act, active, enabled = () => true, isOffered = () => true }, updates) {
  const button = iconButton(name, label, { tabindex: "-1" });
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") === "true") return;
    if (act) act(editor);
    else run(editor.chain().focus()).run();
  });
  updates.push(() => {
    button.hidden = !isOffered(editor);
    if (active) button.setAttribute("aria-pressed", String(active(editor)));
    button.setAttribute("aria-disabled", String(!enabled(editor)));
  });
  return button;
}

// One button is in the tab order, always one that is shown.
function keepInOrder(bar) {
  if (bar.querySelector(".editor-row:not([hidden]) button[tabindex='0']")) return;
  for (const each of bar.querySelectorAll("button")) each.tabIndex = -1;
  bar.querySelector("button").tabIndex = 0;
}

export const Toolbar = Extension.create({
  name: "toolbar",
  addOptions: () => ({ labels: {} }),
  addKeyboardShortcuts() {
    const { editor } = this;
    return {
      "Alt-F10": () => {
        editor.view.dom.parentElement.querySelector(".editor-toolbar button[tabindex='0']").focus();
        return true;
      },
    };
  },
  onCreate() {
    const { editor } = this;
    const { labels } = this.options;
    const bar = element("div", { class: "editor-toolbar", role: "toolbar", "aria-label": labels.toolbar });
    const updates = [];
    for (const { groups: some, shown } of rows) {
      const row = element("div", { class: "editor-row" });
      for (const group of some) {
        const buttons = Object.entries(group).map(([name, does]) => makeButton(editor, labels[name === "insert" ? "insertBlock" : name], name, does, updates));
        row.append(element("div", { class: "editor-group" }, ...buttons));
      }
      row.hidden = some !== groups;
      updates.push(() => show(row, shown(editor), editor));
      bar.append(row);
    }
    const update = () => {
      updates.forEach((each) => each());
      keepInOrder(bar);
    };
    bar.addEventListener("keydown", (event) => {
      if (event.key === "Escape") editor.commands.focus();
      else move(bar, event);
    });
    editor.on("transaction", update);
    update();
    // Under the buttons the editor says what it did that is not to be seen.
    const said = element("p", { class: "editor-said", role: "status" });
    editor.view.dom.before(element("div", { class: "editor-head" }, bar, said));
  },
});
