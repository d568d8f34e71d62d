// The page on which edits are suggested: kept as it is typed like every text (autosave.js), with what
// it changes marked against the text that it was made from.
import "./autosave.js";
import { jsonRequest } from "./autosave/server.js";
import "./counts.js";
import "./grow.js";
import { Texts } from "./suggested_texts.js";
import { fill } from "./wording.js";

const pause = 350;
const pauseAfterFailure = 10_000;
const form = document.querySelector("form[data-suggest]");
const said = document.querySelector("[data-suggest-said]");
let sent = "";
let timer = 0;

async function mark(texts) {
  // Before there is an editor its text would count as taken out; it says when it is there.
  if (!texts.editor) return;
  const data = { base: Number(form.elements.base.value), texts: texts.read() };
  const now = JSON.stringify(data);
  if (now === sent) return;
  const answer = await fetch(form.dataset.suggest, jsonRequest(data));
  if (!answer.ok) throw new Error(String(answer.status));
  const { hunks } = await answer.json();
  // What was typed meanwhile is marked by the request that follows.
  if (JSON.stringify({ ...data, texts: texts.read() }) !== now) {
    plan(texts);
    return;
  }
  sent = now;
  const { yours, none, some } = form.dataset;
  texts.show(hunks.map((hunk) => ({ hunk, standing: "ins", title: yours })));
  said.textContent = hunks.length ? fill(some, { count: hunks.length }) : none;
}

function plan(texts, after = pause) {
  clearTimeout(timer);
  timer = setTimeout(() => {
    mark(texts).catch((error) => {
      console.warn(error);
      plan(texts, pauseAfterFailure);
    });
  }, after);
}

if (form) {
  const texts = new Texts(form.querySelector("[data-panel]"));
  form.addEventListener("input", () => plan(texts));
  form.addEventListener("body:ready", () => plan(texts, 0));
  // It is kept as it is typed: the key that saves elsewhere does nothing, and not the browser's own.
  window.addEventListener("keydown", (event) => {
    if (event.code === "KeyS" && (event.ctrlKey || event.metaKey)) event.preventDefault();
  });
  plan(texts, 0);
}
