// Whether the newsroom has what stands in the form. Autosaving says more in the same place.
import { isDirty } from "./verbs.js";

const form = document.querySelector("form[data-article]");
const said = document.querySelector("[data-save-state]");

function say() {
  if (document.querySelector("[data-autosave]") || !("ready" in form.dataset)) return;
  // Of what is new nothing is said before something is typed.
  if (!form.elements.base.value && !isDirty()) return;
  const dirty = isDirty();
  const words = said.dataset[dirty ? "unsaved" : "saved"];
  if (said.textContent !== words) said.textContent = words;
  said.toggleAttribute("data-is-dirty", dirty);
}

if (form && said) {
  let timer = 0;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(say, 300);
  });
  form.addEventListener("article:ready", say);
}
