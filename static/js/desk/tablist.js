// A row of tabs over pages that are there already; arrow keys follow the direction of the screen.
// `pages` are elements; `make(page)` dresses its tab; `show(index)` shows one page and hides the rest.
function step(list, key) {
  const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  return { [forward]: 1, [back]: -1 }[key] ?? 0;
}

export function mark(tabs, chosen) {
  tabs.forEach((tab, index) => {
    tab.setAttribute("aria-selected", String(index === chosen));
    tab.tabIndex = index === chosen ? 0 : -1;
  });
}

export function tablist({ holder, name, pages, make, show }) {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", name);
  const tabs = pages.map((page) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.setAttribute("role", "tab");
    make(page, tab);
    tab.setAttribute("aria-controls", page.id);
    page.setAttribute("role", "tabpanel");
    page.setAttribute("aria-labelledby", tab.id);
    list.append(tab);
    return tab;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(index));
    tab.addEventListener("keydown", (event) => {
      const ends = { Home: 0, End: tabs.length - 1 };
      const next = event.key in ends ? ends[event.key] : (index + step(list, event.key) + tabs.length) % tabs.length;
      if (next === index) return;
      event.preventDefault();
      show(next);
      tabs[next].focus();
    });
  });
  holder.prepend(list);
  return tabs;
}
