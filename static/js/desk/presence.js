// Who else is in the article and in which field, and whether a newer version was saved meanwhile.
import { fill } from "./wording.js";

let box = null;
const form = document.querySelector("form[data-article]");
const often = 4000;
const beat = 8000;

// The input that has the focus; the surface of an editor stands before its text area.
function focused() {
  const at = document.activeElement;
  if (!form.contains(at)) return "";
  return at.name || at.closest(".field")?.querySelector("[name]")?.name || "";
}

function start() {
  const url = box.dataset.presence;
  const own = Number(box.dataset.person);
  const [people, newer] = [".presence-people", ".presence-newer"].map((name) => box.querySelector(name));
  let said = null;
  let saidAt = 0;
  let timer = 0;

  const fieldOf = (name) => (name ? form.elements.namedItem(name)?.closest?.(".field") : null);
  const label = (name) => fieldOf(name)?.querySelector("label")?.textContent.trim();

  function show(others) {
    const names = others.map(({ name, field }) => {
      const place = label(field);
      return place ? fill(box.dataset.inField, { name, field: place }) : name;
    });
    const parts = new Intl.ListFormat(document.documentElement.lang).formatToParts(names);
    people.querySelector("[data-presence-people]").replaceChildren(
      ...parts.map(({ type, value }) => {
        const part = document.createElement(type === "element" ? "bdi" : "span");
        part.textContent = value;
        return part;
      }),
    );
    people.hidden = !others.length;
    for (const badge of form.querySelectorAll(".presence-badge")) badge.remove();
    for (const { name, field } of others) {
      const place = fieldOf(field);
      if (!place) continue;
      const badge = document.createElement("span");
      badge.className = "presence-badge";
      badge.textContent = fill(box.dataset.writes, { name });
      place.querySelector("label")?.after(badge);
    }
  }

  function tell(newest) {
    const base = Number(form.elements.base?.value || box.dataset.revision);
    const isNewer = newest && newest.revision > base && newest.by !== own;
    newer.hidden = !isNewer;
    if (!isNewer) return;
    newer.querySelector("[data-presence-newer]").textContent = fill(newer.dataset.newer, { name: newest.name, time: newest.at });
    newer.querySelector("a").href = `${newest.compare}${base}`;
  }

  function body(values) {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    for (const [name, value] of Object.entries(values)) data.set(name, value);
    return data;
  }

  async function ask() {
    clearTimeout(timer);
    const field = focused();
    const isNews = field !== said || Date.now() - saidAt >= beat;
    try {
      const options = isNews ? { method: "POST", body: body({ field }) } : { cache: "no-cache" };
      const answer = await fetch(url, { ...options, headers: { Accept: "application/json" } });
      if (answer.ok) {
        if (isNews) [said, saidAt] = [field, Date.now()];
        const { people: here, newest, comments, suggestions } = await answer.json();
        show(here.filter(({ id }) => id !== own));
        tell(newest);
        dispatchEvent(new CustomEvent("desk:comments", { detail: comments }));
        dispatchEvent(new CustomEvent("desk:suggestions", { detail: suggestions }));
      }
    } catch {
      // Without a connection nobody is known to be there; the bar of the form says what it means.
    }
    timer = setTimeout(ask, document.hidden ? beat : often);
  }

  form.addEventListener("focusin", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 300);
  });
  // The answer to a text that was kept says it sooner.
  addEventListener("desk:newest", ({ detail }) => tell(detail));
  addEventListener("pagehide", () => navigator.sendBeacon(url, body({ left: "1" })));
  addEventListener("pageshow", (event) => event.persisted && ask());
  ask();
}

// A new article has nobody in it; its first save, which may leave the page open, makes it one.
function begin() {
  if (box) return;
  box = document.querySelector("[data-presence]");
  if (box && form) start();
}

addEventListener("desk:renewed", begin);
begin();
