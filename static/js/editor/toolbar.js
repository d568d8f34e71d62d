// The toolbar: real buttons in a row, one of them in the tab order, arrows between them.
import { Extension } from "django-prose-editor/editor";
import { element } from "newsroom/editor/dialogs";

const heading = (level) => ({
  run: (chain) => chain.toggleHeading({ level }),
  active: (editor) => editor.isActive("heading", { level }),
});
const toggle = (name, run) => ({ run, active: (editor) => editor.isActive(name) });
const inText = (editor) => editor.state.selection.$from.parent.type.name !== "libraryFigure";

const groups = [
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
  },
  {
    bulletList: toggle("bulletList", (chain) => chain.toggleBulletList()),
    orderedList: toggle("orderedList", (chain) => chain.toggleOrderedList()),
    quote: { run: (chain) => chain.toggleQuote(false), active: (editor) => editor.isActive("blockquote", { pulled: false }) },
    pullquote: { run: (chain) => chain.toggleQuote(true), active: (editor) => editor.isActive("blockquote", { pulled: true }) },
  },
  {
    picture: { run: (chain) => chain.insertPicture() },
    related: { run: (chain) => chain.insertRelated() },
    embed: { run: (chain) => chain.insertEmbed() },
    rule: { run: (chain) => chain.setHorizontalRule() },
  },
  {
    direction: { run: (chain) => chain.turnDirection() },
    undo: { run: (chain) => chain.undo(), enabled: (editor) => editor.can().undo() },
    redo: { run: (chain) => chain.redo(), enabled: (editor) => editor.can().redo() },
  },
];

function move(bar, event) {
  const buttons = [...bar.querySelectorAll("button")];
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

export const Toolbar = Extension.create({
  name: "toolbar",
  addOptions: () => ({ labels: {} }),
  onCreate() {
    const { editor } = this;
    const { labels } = this.options;
    const bar = element("div", { class: "editor-toolbar", role: "toolbar", "aria-label": labels.toolbar });
    const updates = [];
    for (const group of groups) {
      const box = element("div", { class: "editor-group" });
      for (const [name, { run, active, enabled = () => true }] of Object.entries(group)) {
        const button = element("button", { type: "button", "data-command": name, tabindex: "-1" }, labels[name]);
        // The selection stays while the button is pressed.
        button.addEventListener("mousedown", (event) => event.preventDefault());
        button.addEventListener("click", () => {
          if (button.getAttribute("aria-disabled") !== "true") run(editor.chain().focus()).run();
        });
        updates.push(() => {
          if (active) button.setAttribute("aria-pressed", String(active(editor)));
          button.setAttribute("aria-disabled", String(!enabled(editor)));
        });
        box.append(button);
      }
      bar.append(box);
    }
    const update = () => updates.forEach((each) => each());
    bar.querySelector("button").tabIndex = 0;
    bar.addEventListener("keydown", (event) => move(bar, event));
    editor.on("transaction", update);
    update();
    // Under the buttons the editor says what it did that is not to be seen.
    const said = element("p", { class: "editor-said", role: "status" });
    editor.view.dom.before(element("div", { class: "editor-head" }, bar, said));
  },
});
