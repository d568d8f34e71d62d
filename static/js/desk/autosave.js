// Nothing that is typed into the form of an article is lost: it stands on the device at once and at the
// newsroom after a pause, whatever becomes of the session, the connection, the server or the browser.
import * as bar from "./autosave/bar.js";
import { copiesOf, isWaiting } from "./autosave/copies.js";
import { entry, isReturn } from "./autosave/entry.js";
import { compareInPlace, refresh, sendLeftovers } from "./autosave/leftovers.js";
import { Peers } from "./autosave/peers.js";
import { Sending } from "./autosave/sending.js";
import { keepLast } from "./autosave/server.js";
import { Typing } from "./autosave/typing.js";

const keepInMs = 300;
const storeInMs = 3_000;
const form = document.querySelector("form[data-article]");
const config = document.querySelector("[data-autosave]");
let typing;
let sending;
let peers;
let isTouched = false;
let isFollowing = false;
let isLeaving = false;
let timer = 0;

function leave() {
  isLeaving = true;
  window.dispatchEvent(new Event("desk:leaving"));
}

const state = () => ({
  fields: JSON.parse(typing.last),
  key: typing.key,
  number: typing.number,
  confirmed: typing.confirmed,
  continues: form.elements.continues.value,
});

function keepNow() {
  clearTimeout(timer);
  timer = 0;
  if (isLeaving || isFollowing || !typing.keepHere()) return;
  peers.say("text", state());
  sending.typed();
}

function changed(event) {
  if (event.isTrusted) {
    isTouched = true;
    isFollowing = false;
    // Whoever types is still here, whatever page was under way.
    isLeaving = false;
  }
  if (!typing.isApplying) timer ||= setTimeout(keepNow, keepInMs);
}

// Back and a reload show what was typed, under the key by which it is done once.
async function restore() {
  if (!isReturn) return;
  const copies = await Promise.race([copiesOf(typing.person), wait(storeInMs).then(() => [])]);
  const own = copies.find((copy) => copy.entry === entry() && copy.url === typing.url);
  if (!own || isTouched) return;
  if (typing.apply(own)) form.dataset.dirty = "";
  typing.copy = own;
  if (isWaiting(own)) sending.typed();
}

function follow(message) {
  const isClean = typing.last === null || (!typing.copy && !("dirty" in form.dataset));
  if (!isFollowing && !isClean && message.key !== typing.key) {
    bar.note("elsewhere");
    return;
  }
  isFollowing = true;
  typing.apply(message);
  bar.show("following");
}

function listen() {
  const name = config.dataset.article || `new:${typing.key}`;
  peers?.close();
  peers = new Peers(`${typing.person}:${name}`, {
    onHello: () => {
      bar.note("elsewhere");
      if (typing.copy && !isFollowing && typing.last !== null) peers.say("text", state());
      else peers.say("here");
    },
    onHere: () => bar.note("elsewhere"),
    onText: follow,
    onSaved: ({ url }) => {
      if (!isFollowing) return;
      leave();
      if (config.dataset.article) location.reload();
      else location.assign(url);
    },
  });
  peers.say("hello");
}

function listenToPage() {
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented || isLeaving) return;
    event.preventDefault();
    sending.save(event.submitter?.value ?? "");
  });
  window.addEventListener("pagehide", () => {
    if (isLeaving) return;
    keepNow();
    if (typing.copy && typing.isWaiting && !isFollowing) keepLast(typing.copy);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keepNow();
      sending.send();
    } else if (sending.trouble) {
      sending.again();
    }
  });
  window.addEventListener("focus", () => sending.trouble && sending.again());
  window.addEventListener("online", () => sending.again());
  window.addEventListener("desk:signing-out", keepNow);
  window.addEventListener("desk:leaving", () => {
    isLeaving = true;
  });
  window.addEventListener("desk:renewed", ({ detail }) => {
    const { article, url } = config.dataset;
    isLeaving = false;
    typing.renew({ article, url, isWhole: detail.isWhole });
    listen();
    showOffers();
    if (detail.isWhole) bar.showVersion();
    else keepNow();
  });
}

const loaded = new Promise((resolve) => {
  if (document.readyState === "complete") resolve();
  else window.addEventListener("load", resolve);
});
const wait = (delay) => new Promise((resolve) => {
  setTimeout(resolve, delay);
});

async function offerLeftovers() {
  const { sent } = await sendLeftovers(typing.person, { but: typing.key });
  if (sent) await refresh("[data-offers]");
  showOffers();
}

function showOffers() {
  document.querySelectorAll("[data-compare]").forEach(compareInPlace);
  document.querySelectorAll("[data-offer]").forEach((offer) => {
    offer.hidden = offer.dataset.offer === typing.key;
  });
}

async function start() {
  // Marks the entry of the history before anything is typed.
  entry();
  const { person, url, article, sessionUrl } = config.dataset;
  typing = new Typing(form, { person: Number(person), article, url });
  sending = new Sending(typing, { sessionUrl, leave, onSaved: (to) => peers.say("saved", { url: to }) });
  if ("continued" in config.dataset) form.dataset.dirty = "";
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  listenToPage();
  await restore();
  listen();
  offerLeftovers().catch((error) => console.warn(error));
  await loaded;
  // The fields are enhanced a moment after the page has loaded; what they hold then is the page's own.
  await wait(keepInMs);
  if (!isTouched && !("dirty" in form.dataset)) typing.begin();
  typing.last ??= isTouched ? "" : typing.text;
  if (isTouched) keepNow();
}

// Resolves when the form holds what it should, and counts what is typed from there.
export const ready = form && config ? start() : Promise.resolve();
