// The calendar of a field of moments, as the date picker dialog of the WAI-ARIA practices: a grid of days under
// arrows, Home and End, Page Up and Page Down. What is chosen is typed into the field as day/month/year, and the
// time that stands there stays.
import { clockIn } from "./clock.js";

const { lang, dir } = document.documentElement;
const written = (options) => new Intl.DateTimeFormat(lang, { calendar: "gregory", numberingSystem: "latn", timeZone: "UTC", ...options });
const monthName = written({ month: "long", year: "numeric" });
const dayName = written({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
const weekdays = [written({ weekday: "short" }), written({ weekday: "long" })];
const dayInMs = 86_400_000;
const pad = (number) => String(number).padStart(2, "0");
const latin = (text) => text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
let serial = 0;

function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

// The day that stands in the field, as midnight UTC; null for none, and its time as text.
function readMoment(text) {
  const typed = latin(text).trim();
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(typed) ?? [];
  const [, day2, month2, year2] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)(?!\d)/.exec(typed) ?? [];
  const at = Date.UTC(Number(year ?? year2?.padStart(4, "20")), Number(month ?? month2) - 1, Number(day ?? day2));
  return { day: Number.isNaN(at) ? null : at, time: /\d{1,2}:\d{2}(:\d{2})?$/.exec(typed)?.[0] ?? "" };
}

function today(zone) {
  const { year, month, day } = clockIn(zone);
  return Date.UTC(year, month - 1, day);
}

const nextHour = (zone) => `${pad((Number(clockIn(zone).hour) + 1) % 24)}:00`;

// The same day of another month, or its last day when that month is shorter.
function addMonths(at, count) {
  const date = new Date(at);
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  return first.setUTCDate(Math.min(date.getUTCDate(), last));
}

export class Calendar {
  constructor(field, words) {
    this.field = field;
    this.first = Number(words.firstDay);
    this.today = today(words.zone);
    this.words = words;
    const { day } = readMoment(field.value);
    this.chosen = day;
    this.at = day ?? this.today;
    const id = `calendar-${(serial += 1)}`;
    this.title = element("h2", { id, "aria-live": "polite" });
    const button = (label, text, act) => {
      const made = element("button", { type: "button", "aria-label": label, title: label }, text);
      made.addEventListener("click", act);
      return made;
    };
    const [before, after] = dir === "rtl" ? ["›", "‹"] : ["‹", "›"];
    const head = element("div", { class: "calendar-head" },
      button(words.previous, before, () => this.show(addMonths(this.at, -1))), this.title,
      button(words.next, after, () => this.show(addMonths(this.at, 1))));
    this.grid = element("table", { role: "grid", "aria-labelledby": id });
    const close = button(words.close, words.close, () => this.dialog.close());
    this.dialog = element("dialog", { class: "calendar", "aria-labelledby": id }, head, this.grid, close);
    this.grid.addEventListener("keydown", (event) => this.onKey(event));
    this.grid.addEventListener("click", (event) => {
      const cell = event.target.closest("[data-day]");
      if (cell) this.choose(Number(cell.dataset.day));
    });
    this.dialog.addEventListener("close", () => this.dialog.remove());
    // Escape closes the calendar alone, not what it stands in.
    this.dialog.addEventListener("keydown", (event) => event.key === "Escape" && event.stopPropagation());
    field.closest("[data-moment]").append(this.dialog);
    this.show(this.at);
    this.dialog.showModal();
    this.focus();
  }

  weekStart(at) {
    return at - ((new Date(at).getUTCDay() - this.first + 7) % 7) * dayInMs;
  }

  show(at) {
    this.at = at;
    const date = new Date(at);
    const month = date.getUTCMonth();
    this.title.textContent = monthName.format(date);
    const start = this.weekStart(Date.UTC(date.getUTCFullYear(), month, 1));
    const days = (from) => [0, 1, 2, 3, 4, 5, 6].map((index) => from + index * dayInMs);
    const names = days(start).map((day) => element("th", { scope: "col", abbr: weekdays[1].format(day) }, weekdays[0].format(day).replace(/^ال/, "")));
    const rows = [];
    for (let week = start; new Date(week).getUTCMonth() === month || week <= at; week += 7 * dayInMs) {
      rows.push(element("tr", {}, ...days(week).map((day) => this.cell(day, month))));
    }
    this.grid.replaceChildren(element("thead", {}, element("tr", {}, ...names)), element("tbody", {}, ...rows));
  }

  cell(day, month) {
    const date = new Date(day);
    if (date.getUTCMonth() !== month) return element("td", {});
    const more = day === this.today ? { "aria-current": "date" } : {};
    return element("td", {
      role: "gridcell", tabindex: day === this.at ? "0" : "-1", "data-day": day, "aria-label": dayName.format(date),
      "aria-selected": String(day === this.chosen), ...more,
    }, String(date.getUTCDate()));
  }

  focus() {
    this.grid.querySelector("[tabindex='0']").focus();
  }

  onKey(event) {
    const forward = dir === "rtl" ? -1 : 1;
    const { at } = this;
    const start = this.weekStart(at);
    const to = {
      ArrowRight: at + forward * dayInMs, ArrowLeft: at - forward * dayInMs, ArrowUp: at - 7 * dayInMs, ArrowDown: at + 7 * dayInMs,
      Home: start, End: start + 6 * dayInMs,
      PageUp: addMonths(at, event.shiftKey ? -12 : -1), PageDown: addMonths(at, event.shiftKey ? 12 : 1),
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.show(to);
      this.focus();
    } else if (["Enter", " "].includes(event.key)) {
      event.preventDefault();
      this.choose(at);
    }
  }

  // Behind the day stands the time, to be typed over.
  choose(day) {
    const { field } = this;
    const date = new Date(day);
    const { isDay, zone } = this.words;
    const typed = `${pad(date.getUTCDate())}/${pad(date.getUTCMonth() + 1)}/${date.getUTCFullYear()}`;
    const text = isDay === undefined ? `${typed} ` : typed;
    field.value = isDay === undefined ? text + (readMoment(field.value).time || nextHour(zone)) : text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.dialog.close();
    field.focus();
    field.setSelectionRange(text.length, field.value.length);
  }
}
