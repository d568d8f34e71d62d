// The editor's shortcuts on keyboards whose letters are not Latin: by the place of the key.
import { Extension, pm } from "django-prose-editor/editor";

const { Plugin } = pm.state;
const plain = {
  KeyB: (chain) => chain.toggleBold(),
  KeyI: (chain) => chain.toggleItalic(),
  KeyK: (chain) => chain.editLink(),
  KeyY: (chain) => chain.redo(),
  KeyZ: (chain) => chain.undo(),
};
const withShift = {
  Digit7: (chain) => chain.toggleOrderedList(),
  Digit8: (chain) => chain.toggleBulletList(),
  KeyZ: (chain) => chain.redo(),
};
const withAlt = {
  Digit0: (chain) => chain.setParagraph(),
  Digit2: (chain) => chain.toggleHeading({ level: 2 }),
  Digit3: (chain) => chain.toggleHeading({ level: 3 }),
};

function wanted({ altKey, code, ctrlKey, key, metaKey, shiftKey }) {
  // A Latin letter is what it says, wherever it stands; the library knows it.
  if (!(ctrlKey || metaKey) || /^[a-z0-9]$/i.test(key)) return undefined;
  if (altKey) return shiftKey ? undefined : withAlt[code];
  return (shiftKey ? withShift : plain)[code];
}

export const Keys = Extension.create({
  name: "keys",
  priority: 900,
  addProseMirrorPlugins() {
    const { editor } = this;
    const handleKeyDown = (view, event) => {
      const run = wanted(event);
      return run ? run(editor.chain()).run() || true : false;
    };
    return [new Plugin({ props: { handleKeyDown } })];
  },
});
