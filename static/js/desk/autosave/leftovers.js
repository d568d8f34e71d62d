// Texts that a page left behind on this device: sent before anything else is decided about them.
import { copiesOf, forgetOld, isWaiting, put } from "./copies.js";
import { keep } from "./server.js";

// Resolves with {sent, waiting}: how many the newsroom has now, and how many it still has not.
export async function sendLeftovers(person, { but = "" } = {}) {
  const copies = await copiesOf(person);
  const waiting = copies.filter((copy) => isWaiting(copy) && copy.key !== but);
  let sent = 0;
  for (const copy of waiting) {
    const answer = await keep(copy);
    if (answer.kind !== "done") continue;
    sent += 1;
    await put({ ...copy, confirmed: copy.number });
  }
  await forgetOld(copies);
  return { sent, waiting: waiting.length - sent };
}

// The part of the page that lists them is taken anew from the newsroom.
export async function refresh(selector) {
  const place = document.querySelector(selector);
  if (!place) return;
  const answer = await fetch(location.href, { headers: { Accept: "text/html" }, cache: "no-store" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = page.querySelector(selector);
  if (answer.ok && found) place.replaceWith(document.adoptNode(found));
}

// What an offered text changes is shown under it, without leaving the page.
export function compareInPlace(link) {
  link.onclick = async (event) => {
    event.preventDefault();
    const offer = link.closest("[data-offer]");
    const shown = offer.querySelector("[data-changes]");
    if (shown) {
      shown.remove();
      link.setAttribute("aria-expanded", "false");
      return;
    }
    try {
      const answer = await fetch(link.href, { headers: { Accept: "text/html" }, cache: "no-store" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      offer.append(document.adoptNode(page.querySelector("[data-changes]")));
      link.setAttribute("aria-expanded", "true");
    } catch {
      location.assign(link.href);
    }
  };
}
