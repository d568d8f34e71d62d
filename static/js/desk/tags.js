// The comma-separated tags become chips: comma, Enter or leaving the field adds one,
// Backspace in an empty field takes the last one back for editing.
import { complete } from "./complete.js";

const separators = /[,،;؛\n]/;

function enhance(source) {
  const url = document.querySelector("[data-complete-urls]")?.dataset.tagsUrl ?? "";
  const label = source.closest("[data-remove]")?.dataset.remove ?? "{name}";
  const chips = document.createElement("ul");
  chips.className = "chips";
  const typed = document.createElement("input");
  typed.type = "text";
  typed.dir = "auto";
  typed.id = `${source.id}_typed`;
  typed.autocomplete = "off";
  typed.dataset.complete = "tags";
  typed.dataset.completeUrl = url;
  const names = () => [...chips.children].map((chip) => chip.dataset.name);
  const store = () => {
    source.value = names().join("، ");
    source.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const add = (text) => {
    text.split(separators).map((name) => name.trim().replace(/^#/, "")).filter(Boolean).forEach((name) => {
      if (names().includes(name)) return;
      const chip = document.createElement("li");
      chip.dataset.name = name;
      const shown = document.createElement("bdi");
      shown.textContent = name;
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "×";
      remove.setAttribute("aria-label", label.replace("{name}", name));
      remove.addEventListener("click", () => {
        chip.remove();
        store();
        typed.focus();
      });
      chip.append(shown, remove);
      chips.append(chip);
    });
    typed.value = "";
    store();
  };
  typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      add(typed.value);
    } else if (event.key === "Backspace" && typed.value === "" && chips.lastElementChild) {
      event.preventDefault();
      typed.value = chips.lastElementChild.dataset.name;
      chips.lastElementChild.remove();
      store();
    }
  });
  typed.addEventListener("input", (event) => {
    const picked = event.inputType === "insertReplacementText" || event.inputType === undefined;
    if (separators.test(typed.value) || (picked && typed.value)) add(typed.value);
  });
  typed.addEventListener("blur", () => typed.value.trim() && add(typed.value));
  const before = source.value;
  source.after(chips, typed);
  source.hidden = true;
  document.querySelector(`label[for="${source.id}"]`)?.setAttribute("for", typed.id);
  complete(typed);
  add(before);
  source.addEventListener("fields:set", () => {
    const given = source.value;
    chips.replaceChildren();
    add(given);
  });
}

document.querySelectorAll("input[data-tags]").forEach(enhance);
