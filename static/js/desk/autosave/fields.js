// What the form of an article holds, and how a form whose fields are enhanced already is filled with it.
const notTyped = [
  "csrfmiddlewaretoken", "password", "form_key", "text_number", "continues",
  // What was done before the page was made is the page's own: it shows how the article stands.
  "transition",
];

export function read(form) {
  return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !notTyped.includes(name));
}

export function grouped(pairs) {
  const values = {};
  for (const [name, value] of pairs) (values[name] ??= []).push(value);
  return values;
}

function addRows(form, values) {
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const total = rows.querySelector("[name$=-TOTAL_FORMS]");
    const wanted = Number(values[total.name]?.[0] ?? 0);
    for (let count = Number(total.value); count < wanted; count += 1) rows.dispatchEvent(new Event("rows:add"));
  });
}

function sortRows(form) {
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const order = (row) => Number(row.querySelector("[name$=-ORDER]").value) || Infinity;
    const sorted = [...rows.querySelectorAll(":scope > [data-row]")].sort((one, other) => order(one) - order(other));
    const template = rows.querySelector("template");
    sorted.forEach((row) => template.before(row));
  });
}

function fill(field, values, place) {
  if (field.type === "checkbox" || field.type === "radio") {
    field.checked = values.includes(field.value);
    return;
  }
  if (place >= values.length) return;
  const isSame = field.value === values[place];
  field.value = values[place];
  // The browser may have restored a field without telling what was built from it.
  field.dispatchEvent(new Event("bodyEditor" in field.dataset ? "body:set" : "fields:set"));
  if (!isSame) field.dispatchEvent(new Event("input", { bubbles: true }));
}

export function write(form, pairs) {
  const values = grouped(pairs);
  const places = {};
  addRows(form, values);
  for (const field of [...form.elements]) {
    if (!field.name || notTyped.includes(field.name) || ["file", "submit", "button"].includes(field.type)) continue;
    const place = places[field.name] ?? 0;
    places[field.name] = place + 1;
    fill(field, values[field.name] ?? [], place);
  }
  sortRows(form);
}
