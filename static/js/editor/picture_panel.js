// What a picture shows, whose it is and what must stay in sight: asked for where one writes.
import { element, named } from "newsroom/editor/dialogs";
import { token } from "newsroom/editor/upload";
import { pointOn } from "newsroom/focal";

// Milliseconds without a change after which it is stored.
const pause = 600;
let serial = 0;
const known = new Map();

async function askJson(url) {
  const answer = await fetch(url, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// One picture by its number, asked for once a page; undefined when there is none.
export function pictureOf(urls, number) {
  const key = String(number);
  if (!known.has(key)) {
    const asked = askJson(`${urls.library}?q=%23${key}`).then(({ pictures }) => pictures[0]);
    asked.catch(() => known.delete(key));
    known.set(key, asked);
  }
  return known.get(key);
}

// Tells everybody on the page who shows the picture.
export function remember(picture) {
  known.set(String(picture.id), Promise.resolve(picture));
  document.dispatchEvent(new CustomEvent("picture:described", { detail: picture }));
}

// Calls `show` now and whenever the picture is described, until the answer is called.
export function follow(number, show) {
  const listen = ({ detail }) => String(detail.id) === String(number) && show(detail);
  document.addEventListener("picture:described", listen);
  return () => document.removeEventListener("picture:described", listen);
}

// «ينقصها: النص البديل، الترخيص»; "" for a picture that can be published.
export function lacking(labels, { missing }) {
  if (!missing.length) return "";
  return named(labels.lacks, { texts: new Intl.ListFormat(document.documentElement.lang).format(missing) });
}

async function post(picture, values) {
  const data = new FormData();
  data.set("csrfmiddlewaretoken", token());
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  // What was typed last arrives although the page is left.
  const answer = await fetch(picture.description, { method: "POST", body: data, keepalive: true, headers: { Accept: "application/json" } });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(said.error ?? "");
  return said;
}

// Stores texts one after the other, so that the last answer is the newest.
function saver(picture, labels, said) {
  let waiting = {};
  let isSending = false;
  const send = async () => {
    const values = waiting;
    waiting = {};
    isSending = true;
    said.textContent = labels.saving;
    said.classList.remove("failed");
    try {
      const now = await post(picture, values);
      said.textContent = labels.saved;
      remember(now);
    } catch (error) {
      said.textContent = error.message || labels.notSaved;
      said.classList.add("failed");
    }
    isSending = false;
    flush();
  };
  let timer = 0;
  const flush = () => {
    clearTimeout(timer);
    if (Object.keys(waiting).length && !isSending) send();
  };
  addEventListener("pagehide", () => {
    isSending = false;
    flush();
  });
  return (values, after = 0) => {
    Object.assign(waiting, values);
    clearTimeout(timer);
    timer = setTimeout(flush, after);
  };
}

function field(label, input) {
  input.id = `picture-text-${(serial += 1)}`;
  return element("div", { class: "picture-field" }, element("label", { for: input.id }, label), input);
}

function line(value, attributes) {
  const input = element("input", { type: "text", autocomplete: "off", ...attributes });
  input.value = value;
  return input;
}

function fields(picture, labels) {
  const inputs = {};
  const texts = (kind, label) =>
    labels.languages.map(([code, language, dir]) => {
      const input = line(picture[kind][code], { lang: code, dir });
      inputs[`${kind}_${code}`] = input;
      return field(labels.languages.length > 1 ? named(label, { language }) : label, input);
    });
  const alt = texts("alt", labels.alt);
  const credit = field(labels.credit, (inputs.credit = line(picture.credit, { dir: "auto" })));
  const choices = labels.licences.map(([value, name]) => element("option", { value }, name));
  const none = picture.licence ? [] : [element("option", { value: "" }, labels.choose)];
  inputs.licence = element("select", {}, ...none, ...choices);
  inputs.licence.value = picture.licence;
  const licence = field(labels.licence, inputs.licence);
  const more = element("details", {}, element("summary", {}, labels.libraryCaptions), ...texts("caption", labels.caption));
  return { inputs, rows: [...alt, credit, licence, more] };
}

function aim(picture, labels, save) {
  const shown = element("img", { src: picture.preview, alt: "", class: "focal-picture", draggable: "false" });
  const area = element("div", { class: "focal", "data-name": labels.focal, "data-value": labels.focalAt }, shown);
  const at = [...picture.focal];
  const write = (x, y) => {
    at.splice(0, 2, x, y);
    save({ focal_x: x, focal_y: y }, pause);
  };
  pointOn(area, shown, { read: () => at, write });
  return element("div", { class: "picture-aim" }, area, element("p", { class: "help" }, labels.focalHelp));
}

// The button that opens the panel of a picture in `holder`, and closes it again.
export class PanelButton {
  // `picture` answers the picture that is shown now, or a promise of it, undefined without one.
  constructor(labels, picture) {
    Object.assign(this, { labels, picture, holder: null, panel: null });
    this.button = element("button", { type: "button", "aria-expanded": "false" }, labels.describe);
    this.button.addEventListener("click", () => (this.panel ? this.close() : this.open(true)));
  }

  // A press that comes before the picture has been answered opens the panel as soon as it has.
  async open(takesFocus) {
    const picture = await this.picture();
    if (!picture) return;
    this.close();
    const close = () => {
      this.close();
      this.button.focus();
    };
    this.panel = picturePanel(picture, { labels: this.labels, close });
    this.holder.append(this.panel);
    this.button.setAttribute("aria-expanded", "true");
    if (takesFocus) this.panel.begin();
  }

  close() {
    this.panel?.remove();
    this.panel = null;
    this.button.setAttribute("aria-expanded", "false");
  }
}

// The panel of one picture; every text is stored by itself. `close` gives the focus back.
function picturePanel(picture, { labels, close }) {
  const said = element("p", { class: "picture-said", role: "status" });
  const { inputs, rows } = fields(picture, labels);
  const save = saver(picture, labels, said);
  const leave = element("button", { type: "button" }, labels.close);
  const form = element("div", { class: "picture-texts" }, ...rows, said, element("div", { class: "picture-buttons" }, leave));
  const panel = element("div", { class: "picture-panel", role: "group", "aria-label": named(labels.panel, { title: picture.title }) }, aim(picture, labels, save), form);
  for (const [name, input] of Object.entries(inputs)) {
    input.addEventListener("change", () => save({ [name]: input.value }));
    // Who saves the article from within a text has not left it.
    input.addEventListener("input", () => input.value.trim() && save({ [name]: input.value }, pause));
  }
  askJson(picture.description).then(({ may_change: mayChange }) => {
    if (mayChange) return;
    for (const input of Object.values(inputs)) input.disabled = true;
    said.textContent = labels.locked;
  }, () => undefined);
  leave.addEventListener("click", close);
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "Enter" && event.target.matches("input")) {
      // Enter goes on to the next text; it does not send the article.
      event.preventDefault();
      const all = Object.values(inputs).filter((each) => each.offsetParent);
      (all[all.indexOf(event.target) + 1] ?? leave).focus();
    }
  });
  // These texts are the picture's: they are no change of the article's form.
  for (const type of ["input", "change"]) panel.addEventListener(type, (event) => event.stopPropagation());
  panel.begin = () => (Object.values(inputs).find((input) => !input.value && !input.disabled) ?? inputs.credit).focus();
  return panel;
}
