// The next and the previous change of a comparison, by button and by Alt with an arrow. Without this
// script every change is a link at the head of the page.
const bar = document.querySelector("[data-changes]");
const links = [...(bar?.querySelectorAll("a[href^='#']") ?? [])];
const targets = links.map((link) => document.getElementById(link.hash.slice(1))).filter(Boolean);
let at = -1;

function go(step) {
  if (!targets.length) return;
  // From where the reader is, wherever they scrolled or followed a link to.
  const focused = targets.indexOf(document.activeElement);
  if (focused >= 0) at = focused;
  at = (at + step + targets.length) % targets.length;
  targets[at].focus({ preventScroll: true });
  targets[at].scrollIntoView({ block: "center" });
  links.forEach((link) => link.toggleAttribute("aria-current", link.hash.slice(1) === targets[at].id));
}

function button(text, step) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.title = bar.dataset.keys;
  made.addEventListener("click", () => go(step));
  return made;
}

if (bar && targets.length) {
  bar.prepend(button(bar.dataset.previous, -1), button(bar.dataset.next, 1));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(step);
  });
}
