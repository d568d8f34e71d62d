// Fields of the paper are as high as what is in them, and hold no line breaks of their own: Enter
// goes on to the next field. Where the browser sizes fields by itself, only the second is done.
const lines = [...document.querySelectorAll("textarea[data-line]")];
const growsAlone = CSS.supports("field-sizing", "content");

function grow(field) {
  field.style.blockSize = "auto";
  field.style.blockSize = `${field.scrollHeight}px`;
}

function onward(field) {
  const paper = field.closest(".paper");
  if (!paper) return;
  const stops = [...paper.querySelectorAll("textarea[data-line], .ProseMirror")];
  stops[stops.indexOf(field) + 1]?.focus();
}

lines.forEach((field) => {
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    onward(field);
  });
  field.addEventListener("input", () => {
    if (/[\r\n]/.test(field.value)) {
      const at = field.selectionStart;
      field.value = field.value.replace(/\s*[\r\n]+\s*/g, " ");
      field.setSelectionRange(at, at);
    }
    if (!growsAlone) grow(field);
  });
  if (!growsAlone) new ResizeObserver(() => grow(field)).observe(field.parentElement);
});
