// The side panel: its pages become tabs, it folds away and remembers that; on a phone it is a sheet
// that opens from below.
import { mark, tablist } from "./tablist.js";
import { fill } from "./wording.js";

const panel = document.querySelector("[data-side-panel]");
const writing = document.querySelector("[data-writing]");
const toggles = [...document.querySelectorAll("[data-panel-toggle]")];
const pages = [...(panel?.querySelectorAll("[data-page]") ?? [])];
const page = "desk-panel-page";
const folded = "desk-panel-folded";
const narrow = matchMedia("(max-width: 64rem)");
let tabs = [];

function icon(name) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  made.setAttribute("class", "icon");
  made.setAttribute("viewBox", "0 0 24 24");
  made.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  made.append(use);
  return made;
}

function make(one, tab) {
  const title = one.querySelector("h2").textContent;
  tab.id = `panel-tab-${one.dataset.page}`;
  one.id ||= `panel-page-${one.dataset.page}`;
  tab.setAttribute("aria-label", title);
  const tip = document.createElement("span");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.textContent = title;
  tab.append(icon(one.dataset.icon), tip);
}

export function isOpen() {
  return !writing.hasAttribute("data-folded");
}

export function openPanel(open, { focus = false, remember = true } = {}) {
  writing.toggleAttribute("data-folded", !open);
  toggles.forEach((toggle) => toggle.getAttribute("aria-expanded") && toggle.setAttribute("aria-expanded", String(open)));
  // The sheet of a phone is never remembered as open: it would hide the paper.
  if (remember && !narrow.matches) localStorage.setItem(folded, open ? "" : "folded");
  if (open && focus) tabs.find((tab) => tab.tabIndex === 0)?.focus();
}

// On a phone the sheet covers the paper: what leads to a place in it closes the sheet first.
export function closeSheet() {
  if (narrow.matches) openPanel(false);
}

export function showPage(index, { focus = false } = {}) {
  if (!pages[index]) return;
  mark(tabs, index);
  pages.forEach((one, at) => (one.hidden = at !== index));
  sessionStorage.setItem(page, pages[index].dataset.page);
  if (focus) openPanel(true, { focus: true });
}

// Opens the page of the panel that the element stands on; nothing for one that stands elsewhere.
export function openPageOf(element) {
  const at = pages.indexOf(element.closest("[data-page]"));
  if (at < 0) return;
  openPanel(true);
  showPage(at);
}

// Shows how many wait on the page that the element stands on, in its tab; `words` names {title} and {count}.
export function countOn(element, count, words = "{title} ({count})") {
  const tab = tabs[pages.indexOf(element.closest("[data-page]"))];
  const title = tab.querySelector(".tip").textContent;
  const number = tab.querySelector(".tab-count") ?? Object.assign(document.createElement("span"), { className: "tab-count" });
  number.setAttribute("aria-hidden", "true");
  number.textContent = count || "";
  tab.append(number);
  tab.setAttribute("aria-label", count ? fill(words, { title, count }) : title);
}

function markErrors() {
  pages.forEach((one, at) => tabs[at].classList.toggle("has-errors", one.querySelector(".errors, .errorlist") !== null));
}

function first() {
  const broken = pages.findIndex((one) => one.querySelector(".errors, .errorlist"));
  if (broken >= 0) return broken;
  return Math.max(pages.findIndex((one) => one.dataset.page === sessionStorage.getItem(page)), 0);
}

function start() {
  tabs = tablist({ holder: panel, name: panel.dataset.sidePanel, pages, make, show: (index) => showPage(index) });
  panel.prepend(panel.querySelector(".sheet-close"));
  markErrors();
  window.addEventListener("desk:errors", markErrors);
  showPage(first());
  const isBroken = tabs.some((tab) => tab.classList.contains("has-errors"));
  const place = () => openPanel(!narrow.matches && (isBroken || localStorage.getItem(folded) !== "folded"));
  place();
  narrow.addEventListener("change", place);
  toggles.forEach((toggle) => {
    toggle.addEventListener("click", () => {
      openPanel(!isOpen(), { focus: narrow.matches });
      if (!isOpen()) document.querySelector("[data-action=panel]").focus();
    });
  });
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !narrow.matches || !isOpen() || event.defaultPrevented) return;
    event.preventDefault();
    openPanel(false);
    document.querySelector("[data-action=panel]").focus();
  });
  // A touch beside the sheet closes it.
  document.addEventListener("pointerdown", (event) => {
    if (narrow.matches && isOpen() && !event.target.closest("[data-side-panel], .writing-bar, dialog")) openPanel(false);
  });
}

if (panel) start();
