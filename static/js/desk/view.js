// How the screen is laid out: both languages side by side, and the paper alone on the screen.
import { isOpen, openPanel } from "./side_panel.js";
import { showBoth } from "./tabs.js";

const wide = matchMedia("(min-width: 75rem)");
// Where two papers and the panel stand beside each other.
const roomy = matchMedia("(min-width: 100rem)");
let isPanelAway = false;
const pressed = (action) => document.querySelector(`[data-action="${action}"]`);

export function isFull() {
  return document.documentElement.hasAttribute("data-full");
}

export function full(isWanted) {
  document.documentElement.toggleAttribute("data-full", isWanted);
  pressed("full")?.setAttribute("aria-pressed", String(isWanted));
}

export function both(isWanted) {
  const isBoth = isWanted && wide.matches;
  showBoth(isBoth);
  pressed("both")?.setAttribute("aria-pressed", String(isBoth));
  if (isBoth && !roomy.matches && isOpen()) {
    isPanelAway = true;
    openPanel(false, { remember: false });
  } else if (!isBoth && isPanelAway) {
    isPanelAway = false;
    openPanel(true, { remember: false });
  }
}

export function toggleBoth() {
  both(pressed("both").getAttribute("aria-pressed") !== "true");
}

wide.addEventListener("change", () => wide.matches || both(false));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented || !isFull()) return;
  if (document.querySelector("dialog[open], details.menu[open], .find-bar:not([hidden]), .slash-menu")) return;
  full(false);
});
