// Buttons of verbs open their page in a dialog when nothing is unsaved; else the form saves first.
// Leaving with unsaved text is asked about.
import { ready } from "./autosave.js";
import { countIn } from "./counters.js";
import { renew } from "./renewal.js";

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

async function ask(url, options) {
  const answer = await fetch(url, { cache: "no-store", ...options, headers: { Accept: "text/html" } });
  return { answer, page: new DOMParser().parseFromString(await answer.text(), "text/html") };
}

// The form of a verb, below what the newsroom said to it.
function show(page) {
  const asked = page.querySelector("[data-verb-form]");
  if (!asked) return false;
  const said = page.querySelector(".messagelist");
  dialog.replaceChildren(...[said, asked].filter(Boolean).map((part) => document.adoptNode(part)));
  countIn(dialog);
  dialog.querySelector("[data-close]").addEventListener("click", (event) => {
    event.preventDefault();
    dialog.close();
  });
  if (!dialog.open) dialog.showModal();
  return true;
}

export async function openVerb(url) {
  const { answer, page } = await ask(url);
  if (!answer.ok || answer.redirected || !show(page)) location.assign(url);
}

// What the verb did is shown on this page; a page that is no form, as of a killed article, is gone to.
async function perform(asked) {
  const { answer, page } = await ask(asked.action, { method: "POST", body: new URLSearchParams(new FormData(asked)) });
  // Refused by the session, not by the verb: without a script the browser shows why.
  if (!answer.ok) HTMLFormElement.prototype.submit.call(asked);
  else if (!answer.redirected && show(page)) dialog.querySelector(".errors [name], .errornote, button")?.focus();
  else if (answer.redirected && (await renew(page, { url: answer.url }))) dialog.close();
  else {
    isLeaving = true;
    location.assign(answer.url);
  }
}

function listenToDialog() {
  dialog.addEventListener("submit", (event) => {
    const asked = event.target;
    event.preventDefault();
    if (dialog.ariaBusy === "true") return;
    dialog.ariaBusy = "true";
    const failed = document.createElement("p");
    perform(asked)
      .catch(() => {
        failed.setAttribute("role", "alert");
        failed.className = "errornote";
        failed.textContent = document.querySelector("[data-login]").dataset.away;
        asked.prepend(failed);
      })
      .finally(() => (dialog.ariaBusy = null));
  });
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
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button || isDirty()) return;
    event.preventDefault();
    openVerb(button.dataset.do).catch(() => location.assign(button.dataset.do));
  });
}

// Heard from the beginning: a form may be sent before everything on the page is ready.
function listen() {
  window.addEventListener("desk:renewed", ({ detail }) => {
    saved = detail.isWhole ? sent() : "";
    delete form.dataset.dirty;
  });
  // A form that was saved by the button of a verb asks what that needs.
  window.addEventListener("desk:verb", ({ detail }) => {
    openVerb(detail).catch(() => location.assign(detail));
  });
  listenToDialog();
}

if (form && dialog) {
  listen();
  ready.then(start, start);
}
