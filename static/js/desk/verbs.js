// Buttons of verbs open their page in a dialog when nothing is unsaved; else the form saves first.
// Leaving with unsaved text is asked about.
import { ready } from "./autosave.js";

const form = document.querySelector("form[data-article]");
const dialog = document.querySelector("[data-verb-dialog]");

// Fields change while they are enhanced; what counts is what the form sends.
function sent() {
  return new URLSearchParams(
    [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrfmiddlewaretoken"),
  ).toString();
}

let saved = "";
let isLeaving = false;
// What somebody types while the page still loads is unsaved too.
let isTouched = false;
form?.addEventListener("input", (event) => {
  isTouched ||= event.isTrusted;
});
const isDirty = () => "dirty" in form.dataset || sent() !== saved;

// What the newsroom holds as an unsaved text is offered again, so leaving loses nothing.
const isKept = () => document.querySelector("[data-save-state]")?.dataset.saveState === "saved";

async function open(url) {
  const answer = await fetch(url, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const asked = page.querySelector("[data-verb-form]");
  if (!answer.ok || answer.redirected || !asked) {
    location.assign(url);
    return;
  }
  dialog.replaceChildren(document.adoptNode(asked));
  dialog.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  dialog.showModal();
}

function start() {
  saved = sent();
  form.dataset.ready = "";
  if (isTouched) form.dataset.dirty = "";
  window.addEventListener("beforeunload", (event) => {
    if (!isLeaving && isDirty() && !isKept()) event.preventDefault();
  });
  form.addEventListener("submit", (event) => {
    isLeaving = !event.defaultPrevented;
  });
  window.addEventListener("desk:leaving", () => {
    isLeaving = true;
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) isLeaving = false;
  });
  form.querySelectorAll("[data-do]").forEach((button) => {
    button.addEventListener("click", (event) => {
      if (isDirty()) return;
      event.preventDefault();
      open(button.dataset.do).catch(() => location.assign(button.dataset.do));
    });
  });
}

if (form && dialog) ready.then(start, start);
