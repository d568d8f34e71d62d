// The papers of the languages become tabs in the bar; both stay alive, and what the side panel holds
// of one language goes with its paper. Side by side shows both.
import { mark, tablist } from "./tablist.js";

const papers = [...document.querySelectorAll("[data-panel]")];
const holder = document.querySelector("[data-language-tabs]");
const writing = document.querySelector("[data-writing]");
const remembered = "desk-language";
const state = { tabs: [], chosen: 0, isBoth: false };

const language = (paper) => paper.dataset.panel;

function draw() {
  mark(state.tabs, state.chosen);
  papers.forEach((paper, index) => {
    const isShown = state.isBoth || index === state.chosen;
    paper.hidden = !isShown;
    document.querySelectorAll(`.side-panel [data-language="${language(paper)}"]`).forEach((part) => {
      part.hidden = !isShown || (part.hasAttribute("data-card-of") && !part.querySelector("[data-card-headline]").textContent);
    });
  });
  writing.toggleAttribute("data-both", state.isBoth);
  writing.dataset.chosen = language(papers[state.chosen]);
  writing.dispatchEvent(new CustomEvent("language:shown", { bubbles: true, detail: { language: chosenLanguage() } }));
}

export function chosenLanguage() {
  return papers.length ? language(papers[state.chosen]) : "";
}

export function showLanguage(index, { focus = false } = {}) {
  state.chosen = (index + papers.length) % papers.length;
  sessionStorage.setItem(remembered, chosenLanguage());
  draw();
  if (focus) papers[state.chosen].querySelector("[name^=headline_]").focus();
}

// Shows the paper that the element stands on, or whose language its part of the panel belongs to.
export function showLanguageOf(element) {
  const code = element.closest("[data-panel]")?.dataset.panel ?? element.closest("[data-language]")?.dataset.language;
  const index = papers.findIndex((paper) => language(paper) === code);
  if (index >= 0 && papers[index].hidden) showLanguage(index);
}

function markErrors() {
  papers.forEach((paper, index) => state.tabs[index].classList.toggle("has-errors", paper.querySelector(".errors") !== null));
}

export function switchLanguage() {
  showLanguage(state.chosen + 1, { focus: true });
}

export function showBoth(isBoth) {
  state.isBoth = isBoth;
  draw();
}

function first() {
  const broken = papers.findIndex((paper) => "errors" in paper.dataset);
  if (broken >= 0) return broken;
  const last = sessionStorage.getItem(remembered);
  const filled = (paper) => paper.querySelector("[name^=headline_]").value !== "";
  const known = papers.findIndex((paper) => language(paper) === last);
  if (known >= 0 && (filled(papers[known]) || !papers.some(filled))) return known;
  return Math.max(papers.findIndex(filled), 0);
}

function make(paper, tab) {
  const heading = paper.querySelector(".paper-language");
  tab.id = `tab-${language(paper)}`;
  tab.lang = language(paper);
  tab.textContent = heading.textContent;
  paper.id ||= `panel-${language(paper)}`;
}

if (holder && papers.length > 1) {
  const name = holder.dataset.languageTabs;
  state.tabs = tablist({ holder, name, pages: papers, make, show: (index) => showLanguage(index) });
  // The paper one writes on is the language that keys and the panel speak of.
  papers.forEach((paper, index) => {
    paper.addEventListener("focusin", () => state.isBoth && index !== state.chosen && showLanguage(index));
  });
  markErrors();
  window.addEventListener("desk:errors", markErrors);
  showLanguage(first());
}
