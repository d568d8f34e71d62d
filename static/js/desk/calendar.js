// The calendar's grid of days (templates/admin/planning/_grid.html) under the keyboard, as the grid pattern of the
// WAI-ARIA practices: arrows, Home and End go from day to day, Enter goes into a day, Escape back out of it. What
// may be moved is dragged, or picked up with the space bar and dropped with Enter. Only the server moves it; the
// grid is taken from its answer, so that what was refused stands where it stood.
const calendar = document.querySelector("[data-calendar]");
const words = calendar.dataset;
const said = document.querySelector("[data-said]");
const forward = document.documentElement.dir === "rtl" ? -1 : 1;
const columns = 7;
let held = null;

const cells = () => [...calendar.querySelectorAll("[data-day]")];
const inside = (cell) => [...cell.querySelectorAll("li > a[data-key], .more")];
const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;

function tell(text, ...buttons) {
  const line = document.createElement("p");
  line.append(text, ...buttons);
  said.replaceChildren(...(text ? [line] : []));
}

function button(label, act) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = label;
  made.addEventListener("click", act);
  return made;
}

// One stop of the Tab key for the whole grid.
function stand(cell) {
  cells().forEach((each) => (each.tabIndex = each === cell ? 0 : -1));
  return cell;
}

function prepare() {
  calendar.querySelectorAll(".days a:not(.move)").forEach((link) => (link.tabIndex = -1));
  // A day's own page has hours, and no grid of days.
  if (cells().length) stand(calendar.querySelector("[data-day][aria-current]") ?? cells()[0]);
}

async function renew(focusOn) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  calendar.replaceChildren(...page.querySelector("[data-calendar]").childNodes);
  prepare();
  const moved = calendar.querySelector(`[data-key="${CSS.escape(focusOn)}"]`);
  if (!moved) return;
  stand(moved.closest("[data-day]"));
  moved.focus();
}

async function send(what) {
  const body = JSON.stringify({ person: Number(words.person), ...what });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token(), Accept: "application/json" };
  const answer = await fetch(words.moveUrl, { method: "POST", headers, body });
  return { isDone: answer.ok, ...(await answer.json()) };
}

async function move(what) {
  tell("");
  try {
    const answer = await send(what);
    if (answer.isDone) {
      await renew(what.item);
      const { item, was, to } = answer;
      tell(answer.said, button(words.undo, () => move({ item, was, to })));
    } else {
      const page = answer.page && document.createElement("a");
      if (page) Object.assign(page, { href: answer.page, textContent: words.choose });
      tell(answer.error, ...(page ? [page] : []));
      await renew(what.item);
    }
  } catch {
    tell(words.failed);
  }
}

function drop(link, cell) {
  release();
  if (!cell || cell === link.closest("[data-day]")) return tell(words.left);
  return move({ item: link.dataset.key, was: link.dataset.was, day: cell.dataset.day });
}

function release() {
  held?.classList.remove("held");
  held = null;
  mark(null);
}

function mark(cell) {
  calendar.querySelectorAll(".target").forEach((each) => each.classList.remove("target"));
  cell?.classList.add("target");
}

function pickUp(link) {
  held = link;
  link.classList.add("held");
  const cell = link.closest("[data-day]");
  stand(cell).focus();
  mark(cell);
  tell(words.held);
}

// The day that an arrow leads to; the first and the last lead out of the grid by the page's own links.
function neighbour(cell, event) {
  const all = cells();
  const at = all.indexOf(cell);
  const start = at - (at % columns);
  const to = {
    ArrowRight: at + forward, ArrowLeft: at - forward, ArrowUp: at - columns, ArrowDown: at + columns,
    Home: start, End: start + columns - 1,
  }[event.key];
  return to === undefined ? null : all[Math.min(Math.max(to, 0), all.length - 1)];
}

function onCell(event, cell) {
  const to = neighbour(cell, event);
  if (to) {
    stand(to).focus();
    if (held) mark(to);
  } else if (held && ["Enter", " "].includes(event.key)) {
    drop(held, cell);
  } else if (held && event.key === "Escape") {
    const link = held;
    release();
    stand(link.closest("[data-day]"));
    link.focus();
    tell(words.left);
  } else if (event.key === "Enter") {
    (inside(cell)[0] ?? cell.querySelector(".day-link")).focus();
  } else if (["PageUp", "PageDown"].includes(event.key)) {
    document.querySelector(`.steps [rel=${event.key === "PageUp" ? "prev" : "next"}]`).click();
  } else return;
  event.preventDefault();
}

function onLink(event, link, cell) {
  const all = inside(cell);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    all[(all.indexOf(link) + step + all.length) % all.length]?.focus();
  } else if (event.key === "Escape") {
    cell.focus();
  } else if (event.key === " " && "movable" in link.dataset) {
    pickUp(link);
  } else if (event.key === " " && "weekly" in link.dataset) {
    tell(words.staysWeekly);
  } else return;
  event.preventDefault();
}

calendar.addEventListener("keydown", (event) => {
  const cell = event.target.closest("[data-day]");
  if (!cell || event.altKey || event.ctrlKey || event.metaKey) return;
  if (event.target === cell) onCell(event, cell);
  else onLink(event, event.target.closest("a"), cell);
});
calendar.addEventListener("dragstart", (event) => {
  if (event.target.closest?.("[data-weekly]")) {
    event.preventDefault();
    tell(words.staysWeekly);
  }
  const link = event.target.closest?.("[data-movable]");
  if (!link) return;
  held = link;
  link.classList.add("held");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", link.textContent);
});
calendar.addEventListener("dragover", (event) => {
  const cell = held && event.target.closest("[data-day]");
  if (!cell) return;
  event.preventDefault();
  mark(cell);
});
calendar.addEventListener("drop", (event) => {
  if (!held) return;
  event.preventDefault();
  drop(held, event.target.closest("[data-day]"));
});
calendar.addEventListener("dragend", release);
prepare();
