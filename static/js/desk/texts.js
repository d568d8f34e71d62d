// The texts of one language as find and replace sees them: fields, and the body in its editor.
// Each has `matches(find)`, `replace(matches, text)`, `show(match)`, `undo(before)` and `snapshot()`.
import { pm } from "django-prose-editor/editor";
import { openPageOf } from "./side_panel.js";

function write(field, start, end, text) {
  const had = document.activeElement;
  field.focus({ preventScroll: true });
  const isReached = document.activeElement === field;
  field.setSelectionRange(start, end);
  // Only what is typed like this can be undone with Ctrl+Z.
  const isDone = isReached && document.execCommand(text ? "insertText" : "delete", false, text);
  if (!isDone) {
    field.setRangeText(text, start, end, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
  had?.focus({ preventScroll: true });
}

const label = (field) => document.querySelector(`label[for="${CSS.escape(field.id)}"]`)?.textContent ?? "";

function around(text, start, end) {
  const before = text.slice(Math.max(0, start - 30), start);
  return [start > 30 ? `…${before}` : before, text.slice(start, end), text.slice(end, end + 30)];
}

function ofField(field) {
  return {
    matches: (find) => find(field.value).map(([from, to]) => ({ from, to })),
    replace(matches, text) {
      [...matches].reverse().forEach(({ from, to }) => write(field, from, to, text));
    },
    show({ from, to }) {
      openPageOf(field);
      field.scrollIntoView({ block: "center" });
      return { name: label(field), around: around(field.value, from, to) };
    },
    select({ from, to }) {
      field.focus();
      field.setSelectionRange(from, to);
    },
    mark: (matches) => field.toggleAttribute("data-found", matches.length > 0),
    range: () => null,
    snapshot: () => field.value,
    undo: (before) => field.value === before || write(field, 0, field.value.length, before),
  };
}

// The letters of a block of text, each with its position in the document; a break is a space.
function lettersOf(block, start) {
  let text = "";
  const at = [];
  block.forEach((child, offset) => {
    const held = child.isText ? child.text : " ";
    for (let index = 0; index < held.length; index += 1) at.push(start + offset + index);
    text += held;
  });
  return { text, at: [...at, start + block.content.size] };
}

function ofBody(editor, field) {
  const { view } = editor;
  return {
    matches(find) {
      const found = [];
      editor.state.doc.descendants((node, place) => {
        if (!node.isTextblock) return true;
        const { text, at } = lettersOf(node, place + 1);
        for (const [from, to] of find(text)) {
          found.push({ from: at[from], to: at[to - 1] + 1, around: around(text, from, to) });
        }
        return false;
      });
      return found;
    },
    replace(matches, text) {
      const { tr, schema, doc } = editor.state;
      [...matches].reverse().forEach(({ from, to }) => {
        const { marks } = doc.resolve(from).nodeAfter;
        if (text) tr.replaceWith(from, to, schema.text(text, marks));
        else tr.delete(from, to);
      });
      // A step of its own: undoing it leaves what was typed just before.
      view.dispatch(pm.history.closeHistory(tr));
    },
    show(match) {
      const { node } = view.domAtPos(match.from);
      (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).scrollIntoView({ block: "center" });
      return { name: label(field), around: match.around };
    },
    select: ({ from, to }) => editor.chain().focus().setTextSelection({ from, to }).run(),
    mark: () => undefined,
    range({ from, to }) {
      const [start, end] = [view.domAtPos(from, 1), view.domAtPos(to, -1)];
      const range = document.createRange();
      range.setStart(start.node, start.offset);
      range.setEnd(end.node, end.offset);
      return range;
    },
    snapshot: () => editor.getHTML(),
    undo: (before) => editor.getHTML() === before || editor.commands.undo(),
  };
}

export function textsOf(language) {
  const named = document.querySelectorAll(`#article_form :is(textarea, input[type=text])[name$="_${language}"]`);
  return [...named]
    .filter((field) => !field.name.startsWith("slug_"))
    .map((field) => (field.bodyEditor ? ofBody(field.bodyEditor, field) : ofField(field)));
}
