// Comments on the writing screen: a page of the side panel, marks in the texts, a count on the tab.
import { Body } from "./comments/body.js";
import { Comments } from "./comments/list.js";
import { Line } from "./comments/surfaces.js";
import { closeSheet, isOpen, openPanel, showPage } from "./side_panel.js";

let holder = document.querySelector("[data-comments]");
const form = document.querySelector("form[data-article]");
const settleInMs = 600;
let comments;

function reveal() {
  const pages = [...holder.closest("[data-side-panel]").querySelectorAll("[data-page]")];
  openPanel(true);
  showPage(pages.indexOf(holder.closest("[data-page]")));
}

function count(number) {
  const tab = document.getElementById("panel-tab-comments");
  let badge = tab.querySelector(".tab-count");
  if (!badge) {
    badge = document.createElement("span");
    badge.className = "tab-count";
    badge.setAttribute("aria-hidden", "true");
    tab.append(badge);
  }
  badge.textContent = number || "";
  const title = holder.closest("[data-page]").querySelector("h2").textContent;
  tab.setAttribute("aria-label", number ? holder.dataset.countOf.replace("{title}", title).replace("{count}", number) : title);
}

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
