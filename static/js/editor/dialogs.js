// The editor's dialogs: native <dialog>, so Escape closes, focus stays inside and then returns.

let serial = 0;

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

// The direction of the desk's own words, also within a text of the other direction.
export const ofDesk = () => ({ dir: document.documentElement.dir || null, lang: document.documentElement.lang || null });

export function named(sentence, values) {
  return sentence.replace(/%\((\w+)\)s/g, (whole, name) => values[name] ?? whole);
}

// What the newsroom has under the typed words: [{number, name, picture}].
export async function find(url, typed) {
  const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  const { results } = await answer.json();
  return results
    .map(({ value, picture }) => {
      const [, name, number] = /^(.*?)\s*#(\d+)$/s.exec(value) ?? [];
      return { number, name, picture };
    })
    .filter(({ number }) => number);
}

const known = new Map();

// One row by its number, asked for once a page; undefined when there is none.
export function findOne(url, number) {
  const key = `${url} ${number}`;
  if (!known.has(key)) {
    const asked = find(url, `#${number}`).then((rows) => rows.find((row) => row.number === String(number)));
    asked.catch(() => known.delete(key));
    known.set(key, asked);
  }
  return known.get(key);
}

// A dialog of its own; resolves to what its `finish` is given, to null when it is closed.
export function open(title, labels, fields, buttons) {
  return new Promise((resolve) => {
    const id = `editor-dialog-${(serial += 1)}`;
    const form = element("form", { method: "dialog" }, element("h2", { id }, title), ...fields);
    const cancel = element("button", { type: "button" }, labels.cancel);
    form.append(element("div", { class: "editor-dialog-buttons" }, ...buttons, cancel));
    const dialog = element("dialog", { class: "editor-dialog", "aria-labelledby": id }, form);
    let result = null;
    dialog.finish = (value) => {
      result = value;
      dialog.close();
    };
    cancel.addEventListener("click", () => dialog.close());
    // The dialog's keys and changes are no business of the form behind it.
    for (const type of ["input", "change", "submit"]) dialog.addEventListener(type, (event) => event.stopPropagation());
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(result);
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input")?.focus();
  });
}

// Asks for an address; resolves to it, to "" for «remove», to null when cancelled.
export function askAddress(labels, { title, value = "", help = "", check }) {
  const id = `editor-address-${(serial += 1)}`;
  const input = element("input", { id, type: "text", inputmode: "url", dir: "ltr", autocomplete: "off", "aria-describedby": `${id}-help` });
  input.value = value;
  const error = element("p", { class: "editor-dialog-error", role: "alert" });
  const insert = element("button", { type: "submit", class: "default" }, labels.insert);
  const remove = element("button", { type: "button" }, labels.remove);
  const fields = [element("label", { for: id }, labels.address), input, element("p", { id: `${id}-help`, class: "help" }, help), error];
  insert.addEventListener("click", (event) => {
    event.preventDefault();
    const address = check(input.value.trim());
    if (address) insert.closest("dialog").finish(address);
    else {
      error.textContent = labels.badAddress;
      input.setAttribute("aria-invalid", "true");
      input.focus();
    }
  });
  remove.addEventListener("click", () => remove.closest("dialog").finish(""));
  return open(title, labels, fields, value ? [insert, remove] : [insert]);
}

// Finds one row while one types; resolves to {number, name, picture}, or null when cancelled.
export function choose(labels, { title, label, url }) {
  const id = `editor-choice-${(serial += 1)}`;
  const list = element("ul", { id: `${id}-list`, role: "listbox", "aria-label": title });
  const said = element("p", { class: "editor-dialog-said", role: "status" });
  const input = element("input", {
    id, type: "search", dir: "auto", role: "combobox", autocomplete: "off",
    "aria-expanded": "true", "aria-autocomplete": "list", "aria-controls": list.id,
  });
  const chooser = { input, list, said, labels, url, rows: [], at: -1, asked: "" };
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => search(chooser), 200);
  });
  input.addEventListener("keydown", (event) => move(chooser, event, (row) => list.closest("dialog").finish(row)));
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) list.closest("dialog").finish(chooser.rows[[...list.children].indexOf(option)]);
  });
  const opened = open(title, labels, [element("label", { for: id }, label), input, said, list], []);
  search(chooser);
  return opened;
}

async function search(chooser) {
  const { input, list, said, labels, url } = chooser;
  const typed = input.value.trim();
  chooser.asked = typed;
  try {
    const rows = await find(url, typed);
    if (chooser.asked !== typed) return;
    chooser.rows = rows;
    said.textContent = rows.length || !typed ? "" : labels.nothing;
    list.replaceChildren(...rows.map((row, index) => option(row, `${list.id}-${index}`)));
    mark(chooser, rows.length ? 0 : -1);
  } catch {
    said.textContent = labels.failed;
  }
}

function option({ number, name, picture }, id) {
  const made = element("li", { id, role: "option", "aria-selected": "false" });
  if (picture) made.append(element("img", { src: picture, alt: "", width: "96", height: "64", loading: "lazy" }));
  made.append(element("bdi", {}, name), " ", element("span", { class: "editor-number", dir: "ltr" }, `#${number}`));
  return made;
}

export function mark(chooser, at) {
  const { input, list } = chooser;
  chooser.at = at;
  [...list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === at)));
  const marked = list.children[at];
  if (!marked) input.removeAttribute("aria-activedescendant");
  else {
    input.setAttribute("aria-activedescendant", marked.id);
    marked.scrollIntoView({ block: "nearest" });
  }
}

// Arrows mark another row; Enter gives the marked one to `finish`.
export function move(chooser, event, finish) {
  const { rows, at } = chooser;
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps && rows.length) {
    event.preventDefault();
    mark(chooser, (at + steps[event.key] + rows.length) % rows.length);
  } else if (event.key === "Enter") {
    event.preventDefault();
    if (rows[at]) finish(rows[at]);
  }
}
