// Stacked fieldsets of languages become tabs; arrow keys follow the direction of the page.
const panels = [...document.querySelectorAll("[data-panel]")];
const holder = document.querySelector("[data-tabs]");
const remembered = "desk-language";

function show(tabs, chosen, focus) {
  tabs.forEach((tab, index) => {
    const isChosen = index === chosen;
    tab.setAttribute("aria-selected", String(isChosen));
    tab.tabIndex = isChosen ? 0 : -1;
    panels[index].hidden = !isChosen;
  });
  if (focus) tabs[chosen].focus();
  sessionStorage.setItem(remembered, panels[chosen].dataset.panel);
}

function step(key) {
  const forward = getComputedStyle(holder).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  return { [forward]: 1, [back]: -1 }[key] ?? 0;
}

function first() {
  const broken = panels.findIndex((panel) => "errors" in panel.dataset);
  if (broken >= 0) return broken;
  const last = sessionStorage.getItem(remembered);
  const filled = (panel) => panel.querySelector("[name^=headline_]").value !== "";
  const known = panels.findIndex((panel) => panel.dataset.panel === last);
  if (known >= 0 && (filled(panels[known]) || !panels.some(filled))) return known;
  return Math.max(panels.findIndex(filled), 0);
}

function build() {
  const list = document.createElement("div");
  list.className = "tabs";
  list.setAttribute("role", "tablist");
  list.setAttribute("aria-label", holder.dataset.tabs);
  const tabs = panels.map((panel) => {
    const tab = document.createElement("button");
    tab.type = "button";
    tab.id = `tab-${panel.dataset.panel}`;
    tab.lang = panel.dataset.panel;
    tab.setAttribute("role", "tab");
    tab.textContent = panel.querySelector("legend").textContent;
    if ("errors" in panel.dataset) tab.classList.add("has-errors");
    panel.id ||= `panel-${panel.dataset.panel}`;
    tab.setAttribute("aria-controls", panel.id);
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", tab.id);
    panel.querySelector("legend").hidden = true;
    list.append(tab);
    return tab;
  });
  tabs.forEach((tab, index) => {
    tab.addEventListener("click", () => show(tabs, index, false));
    tab.addEventListener("keydown", (event) => {
      const ends = { Home: 0, End: tabs.length - 1 };
      const next = event.key in ends ? ends[event.key] : (index + step(event.key) + tabs.length) % tabs.length;
      if (next === index) return;
      event.preventDefault();
      show(tabs, next, true);
    });
  });
  holder.prepend(list);
  show(tabs, first(), false);
}

if (holder && panels.length > 1) build();
