// «مكتبي»: the counts ask for themselves while the page is seen, moments count down, every section is one key away.
const page = document.querySelector("[data-first-page]");
const news = document.querySelector("[data-desk-news]");
const sheet = document.querySelector("[data-keys]");
const often = Number(page.dataset.pollSeconds) * 1000;
const storedKey = "desk:single-keys";
let etag = "";
let timer = 0;

const held = () => page.querySelector("[data-renewed-sections]");
const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_all, name) => values[name]);

// In the language of the page, with the digits that its dates have.
const language = document.documentElement.lang;
const words = new Intl.RelativeTimeFormat(`${language}-u-nu-latn`, { numeric: "always" });

function away(seconds) {
  if (seconds < 60) return page.dataset.soon;
  if (seconds < 3600) return words.format(Math.round(seconds / 60), "minute");
  if (seconds < 48 * 3600) return words.format(Math.round(seconds / 3600), "hour");
  return words.format(Math.round(seconds / 86400), "day");
}

function countDown() {
  for (const time of page.querySelectorAll("time[data-countdown]")) {
    const seconds = (new Date(time.dateTime) - Date.now()) / 1000;
    let note = time.nextElementSibling;
    if (!note?.matches(".countdown")) {
      note = document.createElement("span");
      note.className = "countdown";
      time.after(note);
    }
    note.textContent = away(seconds);
  }
}

function tell(counts) {
  const said = [];
  for (const link of held().querySelectorAll("[data-count]")) {
    const now = counts[link.dataset.count] ?? "0";
    const label = link.querySelector("b");
    if (label.textContent === now) continue;
    label.textContent = now;
    said.push(fill(page.dataset.changed, { title: link.dataset.sectionTitle, count: now }));
  }
  if (said.length) news.textContent = said.join(" · ");
}

// The sections as they are now, unless somebody stands in them with the keyboard.
async function renew() {
  if (held().contains(document.activeElement)) return;
  const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
  if (!answer.ok || answer.redirected) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-renewed-sections]");
  if (!fresh || held().contains(document.activeElement)) return;
  held().replaceWith(document.adoptNode(fresh));
  countDown();
}

async function ask() {
  clearTimeout(timer);
  timer = setTimeout(ask, often);
  if (document.hidden) return;
  countDown();
  try {
    const headers = { Accept: "application/json", ...(etag && { "If-None-Match": etag }) };
    const answer = await fetch(page.dataset.countsUrl, { headers, cache: "no-store" });
    if (!answer.ok) return;
    const { version, counts } = await answer.json();
    etag = answer.headers.get("ETag") ?? "";
    tell(counts);
    if (version === held().dataset.version) return;
    await renew();
    // What could not be shown yet is asked for again.
    if (version !== held().dataset.version) etag = "";
  } catch {
    // Without a connection the page stays as it is, and asks again.
  }
}

const isTyped = (target) => target.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]");
const uses = () => localStorage.getItem(storedKey) !== "off";
const places = { KeyN: ".object-tools a, a.button.primary", KeyL: "[data-desk-articles]" };

function placeOf({ code }) {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(code)?.[1];
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  return [...held().querySelectorAll("[data-section-key]")].find(({ dataset }) => dataset.sectionKey === (digit ?? letter));
}

function onKey(event) {
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || isTyped(event.target)) return;
  if (document.querySelector("dialog[open], :popover-open")) return;
  if (["?", "؟"].includes(event.key)) {
    event.preventDefault();
    sheet.showModal();
    return;
  }
  if (event.shiftKey || event.repeat || !uses()) return;
  const link = placeOf(event);
  if (link) {
    event.preventDefault();
    const section = document.querySelector(link.hash);
    section?.scrollIntoView({ block: "start" });
    (section?.querySelector("li a") ?? section)?.focus();
  } else if (places[event.code]) document.querySelector(places[event.code])?.click();
}

const box = sheet.querySelector("[data-keys-on]");
box.checked = uses();
box.addEventListener("change", () => localStorage.setItem(storedKey, box.checked ? "on" : "off"));
const opener = document.querySelector("[data-keys-open]");
opener.hidden = false;
opener.addEventListener("click", () => sheet.showModal());
document.addEventListener("keydown", onKey);
document.addEventListener("visibilitychange", () => document.hidden || ask());
countDown();
timer = setTimeout(ask, often);
