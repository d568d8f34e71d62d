// Pasting and dropping: the text in the shape of a body, and a line that says what did not come.
import { Extension, Plugin, pm } from "django-prose-editor/editor";
import { named } from "newsroom/editor/dialogs";
import { docsType } from "newsroom/editor/paste/docs";
import { cleanPasted, cleanText, fromText } from "newsroom/editor/paste/pasted";
import { Tally } from "newsroom/editor/paste/page";

const language = () => document.documentElement.lang || undefined;

// «صورتان وتعليق من وورد»: every kind in the form that its number asks for.
function listed(counts, kinds, forms) {
  const rules = new Intl.PluralRules(language());
  const things = kinds.map((kind) => {
    const count = counts[kind];
    return named(forms[kind][rules.select(count)] ?? forms[kind].other, { count: String(count) });
  });
  return new Intl.ListFormat(language(), { type: "conjunction" }).format(things);
}

// One line of what was left out and what was changed; "" when all came as it was.
export function sentence({ left, changed }, { leftForms, leftFrames, changedForms, changedFrame }) {
  const missing = Object.keys(leftForms).filter((kind) => left[kind]);
  const other = Object.keys(changedForms).filter((kind) => changed[kind]);
  const parts = [];
  if (missing.length) parts.push(named(leftFrames[missing[0]], { things: listed(left, missing, leftForms) }));
  if (other.length) parts.push(named(changedFrame, { things: listed(changed, other, changedForms) }));
  return parts.join(" ");
}

// A heading that opens what is pasted into a written paragraph stays one.
function keepHeading(slice, { state }) {
  const { content, openEnd, openStart } = slice;
  const { $from } = state.selection;
  const isWithin = $from.depth === 1 && $from.parent.content.size > 0;
  const isHeading = content.childCount > 1 && content.firstChild.type.name === "heading";
  return openStart && isHeading && isWithin ? new pm.model.Slice(content, 0, openEnd) : slice;
}

function pictures(data) {
  const files = [...(data?.files ?? [])];
  return data?.types.includes("text/html") || data?.types.includes("text/plain") ? 0 : files.length;
}

export const Paste = Extension.create({
  name: "paste-rules",
  addOptions: () => ({ labels: {}, hosts: {}, wrappers: [] }),
  addCommands() {
    return {
      tellPasted:
        (tally) =>
        ({ editor }) => {
          const line = editor.view.dom.parentElement.querySelector(".editor-said");
          if (line) line.textContent = sentence(tally, this.options.labels.pasting);
          return true;
        },
    };
  },
  // What was taken back needs no words any more.
  onTransaction({ editor, transaction }) {
    if (transaction.getMeta("history$")) editor.commands.tellPasted(new Tally());
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    const { hosts, wrappers } = this.options;
    // What is undone begins with the paste, however quickly it followed on the typing.
    let docs = "";
    const begin = (view) => view.dispatch(view.state.tr.setMeta("closeHistory$", true));
    const tell = (tally) => editor.commands.tellPasted(tally);
    const refuse = (data) => {
      const count = pictures(data);
      const tally = new Tally();
      tally.leave("picture", count);
      if (count) tell(tally);
      return count > 0;
    };
    return [
      new Plugin({
        props: {
          handleDOMEvents: {
            // Before the editor reads the HTML: what else its program knows of it.
            paste(_view, event) {
              docs = event.clipboardData?.getData(docsType) ?? "";
              return false;
            },
          },
          transformPasted: keepHeading,
          transformPastedHTML(html, view) {
            const surface = view.dom;
            const options = { hosts, wrappers, docs, direction: surface.dir, language: surface.lang };
            docs = "";
            const cleaned = cleanPasted(html, options);
            tell(cleaned.tally);
            return cleaned.html;
          },
          transformPastedText(text) {
            const cleaned = cleanText(text, wrappers);
            tell(cleaned.tally);
            return cleaned.text;
          },
          handlePaste(view, event, slice) {
            const data = event.clipboardData;
            const text = data?.getData("text/plain") ?? "";
            begin(view);
            if (refuse(data)) return true;
            // Where nothing came, nothing that was selected goes.
            if (data?.types.includes("text/html")) return slice.size === 0;
            if (!text.includes("\n")) return false;
            const cleaned = cleanText(text, wrappers);
            const isDone = view.pasteHTML(fromText(cleaned.text));
            tell(cleaned.tally);
            return isDone;
          },
          handleDrop(view, event) {
            begin(view);
            return refuse(event.dataTransfer);
          },
        },
      }),
    ];
  },
});
