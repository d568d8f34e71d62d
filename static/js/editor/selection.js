// What one does with selected words floats above them. Where one writes with a finger the system has
// its own menu there, and the toolbar is near.
import { Extension } from "django-prose-editor/editor";
import { element } from "newsroom/editor/dialogs";
import { iconButton } from "newsroom/editor/icons";

const offered = ["bold", "italic", "link", "quote", "comment"];
const isFine = matchMedia("(pointer: fine)");

function place(bar, view, { from, to }) {
  const [start, end] = [view.coordsAtPos(from), view.coordsAtPos(to, -1)];
  const { height, width } = bar.getBoundingClientRect();
  const isOneLine = Math.abs(start.top - end.top) < 4;
  const box = view.dom.getBoundingClientRect();
  const middle = isOneLine ? (start.left + end.left) / 2 : (box.left + box.right) / 2;
  const above = start.top - height - 8;
  // Below, where it would cover the bar or the toolbar.
  const edge = view.dom.previousElementSibling?.getBoundingClientRect().bottom ?? 0;
  const { clientWidth } = document.documentElement;
  bar.style.setProperty("left", `${Math.max(8, Math.min(middle - width / 2, clientWidth - width - 8))}px`);
  bar.style.setProperty("top", `${above > Math.max(edge, 60) ? above : end.bottom + 8}px`);
}

export const SelectionToolbar = Extension.create({
  name: "selectionToolbar",
  addOptions: () => ({ labels: {}, commands: {} }),
  onCreate() {
    const { editor } = this;
    const { commands, labels } = this.options;
    const bar = element("div", { class: "selection-toolbar", role: "toolbar", "aria-label": labels.selection, hidden: true });
    const buttons = offered.map((name) => {
      const button = iconButton(name, labels[name], { tabindex: "-1" });
      const { act, run } = commands[name];
      button.addEventListener("click", () => (act ? act(editor) : run(editor.chain().focus()).run()));
      return button;
    });
    bar.append(...buttons);
    (document.querySelector("main") ?? document.body).append(bar);
    let isDragging = false;
    const update = () => {
      const { selection, doc } = editor.state;
      const isText = !selection.empty && !selection.node && !selection.$anchorCell && doc.textBetween(selection.from, selection.to).trim();
      bar.hidden = !(isText && isFine.matches && editor.view.hasFocus() && !isDragging);
      if (bar.hidden) return;
      offered.forEach((name, index) => (buttons[index].hidden = commands[name].isOffered?.() === false));
      offered.forEach((name, index) => buttons[index].setAttribute("aria-pressed", String(commands[name].active?.(editor) ?? false)));
      place(bar, editor.view, selection);
    };
    editor.view.dom.addEventListener("pointerdown", () => (isDragging = true));
    document.addEventListener("pointerup", () => {
      isDragging = false;
      requestAnimationFrame(update);
    });
    document.addEventListener("scroll", () => bar.hidden || update(), { passive: true });
    for (const event of ["transaction", "focus"]) editor.on(event, update);
    editor.on("blur", () => (bar.hidden = true));
  },
});
