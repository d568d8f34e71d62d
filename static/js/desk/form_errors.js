// What the newsroom refused of a form, marked at its inputs without leaving the page.
import { openPageOf } from "./side_panel.js";
import { steadily } from "./steady.js";
import { showLanguageOf } from "./tabs.js";

const marked = ".field.errors, .cell.errors";
let serial = 0;

export const hasErrors = (form) => form.querySelector(marked) !== null;

const changed = () => window.dispatchEvent(new Event("desk:errors"));

function inputsOf(container) {
  return container.querySelectorAll("input, textarea, select, [role=textbox]");
}

function clear(container) {
  container.classList.remove("errors");
  container.querySelector(".errorlist")?.remove();
  for (const input of inputsOf(container)) {
    input.removeAttribute("aria-invalid");
    if (input.dataset.described === undefined) continue;
    input.setAttribute("aria-describedby", input.dataset.described);
    if (!input.dataset.described) input.removeAttribute("aria-describedby");
    delete input.dataset.described;
  }
}

export function clearErrors(form) {
  form.querySelectorAll(marked).forEach(clear);
  changed();
}

function mark(container, messages) {
  const list = document.createElement("ul");
  list.className = "errorlist";
  list.id = `refused-${(serial += 1)}`;
  list.append(...messages.map((message) => Object.assign(document.createElement("li"), { textContent: message })));
  const label = container.matches(".field") && container.querySelector("label");
  if (label) label.after(list);
  else container.append(list);
  container.classList.add("errors");
  for (const input of inputsOf(container)) {
    input.setAttribute("aria-invalid", "true");
    input.dataset.described = input.getAttribute("aria-describedby") ?? "";
    input.setAttribute("aria-describedby", `${input.dataset.described} ${list.id}`.trim());
  }
  // What is being corrected is not called wrong.
  container.addEventListener("input", () => {
    steadily(() => {
      clear(container);
      changed();
    });
  }, { once: true });
}

// `fields`: {name of an input: [message]}; answers the messages of inputs that are not on the page.
export function showErrors(form, fields) {
  const unplaced = [];
  steadily(() => {
    form.querySelectorAll(marked).forEach(clear);
    for (const [name, messages] of Object.entries(fields)) {
      const container = form.querySelector(`[name="${CSS.escape(name)}"]`)?.closest(".field, .cell");
      if (container) mark(container, messages);
      else unplaced.push(...messages);
    }
    changed();
  });
  return unplaced;
}

// Brings the first of what is marked into sight, with the focus in it.
export function goToError(form) {
  const container = form.querySelector(marked);
  if (!container) return;
  showLanguageOf(container);
  openPageOf(container);
  const menu = container.closest("details");
  if (menu) menu.open = true;
  [...inputsOf(container)].find((input) => input.checkVisibility())?.focus();
}
