// Comments on the writing screen: a page of the side panel, marks in the texts, a count on the tab.
import { Body } from "./comments/body.js";
import { Comments } from "./comments/list.js";
import { Line } from "./comments/surfaces.js";
import { closeSheet, countOn, isOpen, openPageOf } from "./side_panel.js";

let holder = document.querySelector("[data-comments]");
const form = document.querySelector("form[data-article]");
const settleInMs = 600;
let comments;

const reveal = () => openPageOf(holder);
const count = (number) => countOn(holder, number, holder.dataset.countOf);

function surfaces() {
  const inputs = [...form.querySelectorAll("[data-panel] :is(input, textarea)[name]")];
  const more = { onBadge: (id) => comments.open(id), badgeWords: holder.dataset.badge };
  return inputs.map((input) => ("bodyEditor" in input.dataset ? new Body(input) : new Line(input, more)));
}

// A press on marked words shows their thread, where the list is in sight.
function onPress({ target }) {
  const id = Number(target.closest?.(".comment-mark")?.dataset.comment);
  if (!id || !isOpen()) return;
  reveal();
  comments.activate(id, { isShown: true });
}

function start() {
  comments = new Comments(holder, surfaces(), { reveal, leave: closeSheet, onCount: count });
  let timer = 0;
  const settle = () => {
    clearTimeout(timer);
    timer = setTimeout(() => comments.mark(), settleInMs);
  };
  form.addEventListener("input", settle);
  form.addEventListener("body:ready", settle);
  form.addEventListener("body:set", settle, { capture: true });
  form.addEventListener("focusin", ({ target }) => {
    comments.last = comments.surfaces.find((surface) => surface.element.contains(target)) ?? comments.last;
  });
  form.addEventListener("click", onPress);
  document.addEventListener("comments:write", () => comments.write());
  addEventListener("desk:comments", ({ detail }) => comments.heard(detail));
  comments.start();
}

// A new article has comments from its first save on; what a save changed in a passage is asked for after each.
addEventListener("desk:renewed", () => {
  holder ??= document.querySelector("[data-comments]");
  if (comments) comments.load();
  else if (holder && form) start();
});

if (holder && form) start();
