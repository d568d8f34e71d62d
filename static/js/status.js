// Open pages learn of a new broadcast status: asks every ten seconds while the page is looked at.
// The slots are in the page already (templates/articles/broadcast); only their words change.

const EVERY = 10_000;
const KINDS = ["trial", "live", "breaking", "off_air"];
const url = document.querySelector("[data-status-url]")?.dataset.statusUrl;
let timer;

function isSafe(link) {
  try {
    return Boolean(link) && /^https?:$/.test(new URL(link, location.href).protocol);
  } catch {
    return false;
  }
}

function write(part, words, link) {
  if (part.textContent !== words) part.textContent = words;
  if (part.localName !== "a") return;
  if (isSafe(link)) part.setAttribute("href", link);
  else part.removeAttribute("href");
}

function show(slot, notice) {
  if (notice) {
    for (const part of slot.querySelectorAll("[data-part]")) {
      write(part, notice[part.dataset.part] ?? "", notice.link);
    }
    const badge = slot.querySelector(".status");
    for (const kind of KINDS) badge?.classList.toggle(`status-${kind}`, kind === notice.kind);
    slot.querySelector(".live-strip-label")?.classList.toggle("live-strip-later", notice.later);
  }
  slot.hidden = !notice;
}

async function ask() {
  clearTimeout(timer);
  if (document.visibilityState !== "visible") return;
  let wait = EVERY;
  try {
    const answer = await fetch(url, { credentials: "omit", cache: "no-cache" });
    if (answer.ok) {
      const now = await answer.json();
      for (const slot of document.querySelectorAll("[data-status]")) {
        show(slot, now[slot.dataset.status]);
      }
      if (now.next_change_seconds) wait = Math.min(EVERY, now.next_change_seconds * 1000);
    }
  } catch {
    // No connection: what stands stays, and the next question may be answered.
  }
  clearTimeout(timer);
  timer = setTimeout(ask, wait);
}

if (url) {
  document.addEventListener("visibilitychange", ask);
  timer = setTimeout(ask, EVERY);
}
