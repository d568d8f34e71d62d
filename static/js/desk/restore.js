// After Back, Forward or a reload a form holds what was typed, and the key by which it is done once.
// The desk's pages are never stored by the browser, and it restores neither hidden fields nor rows
// that were added; so each entry of the history remembers its own forms, in this tab alone.
// Runs before the fields are enhanced, so that editor, tags and rows are built from what it restores.
// What one person typed is kept for that person alone, until they sign out.
const all = "desk-form:";
const user = document.querySelector("script[data-user]").dataset.user;
const prefix = `${all}${user}:`;
// What was done before the page was made (`transition`) is the page's own: it shows how the article stands.
const notTyped = ["csrfmiddlewaretoken", "password", "password1", "password2", "transition"];

function entry() {
  const known = history.state?.desk;
  if (known) return known;
  const made = `${Date.now()}-${Math.random().toString(36).slice(2)}`;
  history.replaceState({ ...history.state, desk: made }, "");
  return made;
}

const forms = [...document.querySelectorAll("form")].filter((form) => form.elements.form_key);
const isReturn = ["back_forward", "reload"].includes(performance.getEntriesByType("navigation")[0]?.type);
let isSigningOut = false;
const name = (index) => `${prefix}${entry()}:${index}`;

function typed(form) {
  // The form of an article is restored whole; of others the browser restores what was typed.
  const fields = "article" in form.dataset ? [...new FormData(form)] : [["form_key", form.elements.form_key.value]];
  return fields.filter(([field, value]) => typeof value === "string" && !notTyped.includes(field));
}

function addRows(form, values) {
  form.querySelectorAll("[data-rows]").forEach((rows) => {
    const total = rows.querySelector("[name$=-TOTAL_FORMS]");
    const wanted = Number(values.get(total.name)?.[0] ?? 0);
    const template = rows.querySelector("template");
    for (let number = Number(total.value); number < wanted; number += 1) {
      const row = template.content.firstElementChild.cloneNode(true);
      row.querySelectorAll("[name],[id],[for]").forEach((element) => {
        ["name", "id", "for"].forEach((attribute) => {
          const value = element.getAttribute(attribute);
          if (value) element.setAttribute(attribute, value.replace("__prefix__", number));
        });
      });
      template.before(row);
    }
  });
}

function fill(form, values) {
  const seen = new Map();
  for (const field of form.elements) {
    if (!field.name || notTyped.includes(field.name) || ["file", "submit", "button"].includes(field.type)) continue;
    const given = values.get(field.name) ?? [];
    if (field.type === "checkbox" || field.type === "radio") {
      field.checked = given.includes(field.value);
    } else {
      const place = seen.get(field.name) ?? 0;
      seen.set(field.name, place + 1);
      if (place < given.length) field.value = given[place];
    }
  }
}

function restore(form, stored) {
  const values = new Map();
  for (const [field, value] of JSON.parse(stored)) values.set(field, [...(values.get(field) ?? []), value]);
  if (!("article" in form.dataset)) {
    form.elements.form_key.value = values.get("form_key")[0];
    return;
  }
  const before = JSON.stringify(typed(form));
  addRows(form, values);
  fill(form, values);
  // What the newsroom does not hold like this counts as unsaved.
  if (JSON.stringify(typed(form)) !== before) form.dataset.dirty = "";
}

// What the tab's store holds of one person or all, the oldest first: an entry begins with its time.
function kept(start) {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(start)).sort();
}

function keep(key, value) {
  for (;;) {
    try {
      sessionStorage.setItem(key, value);
      return;
    } catch (error) {
      const [oldest] = kept(all).filter((one) => one !== key);
      if (!oldest) throw error;
      sessionStorage.removeItem(oldest);
    }
  }
}

if (user) kept(all).filter((key) => !key.startsWith(prefix)).forEach((key) => sessionStorage.removeItem(key));

document.getElementById("logout-form")?.addEventListener("submit", () => {
  isSigningOut = true;
  kept(all).forEach((key) => sessionStorage.removeItem(key));
});

forms.forEach((form, index) => {
  try {
    const stored = isReturn && sessionStorage.getItem(name(index));
    if (stored) restore(form, stored);
  } catch (error) {
    console.warn(error);
  }
});

window.addEventListener("pagehide", () => {
  if (isSigningOut) return;
  forms.forEach((form, index) => {
    try {
      keep(name(index), JSON.stringify(typed(form)));
    } catch (error) {
      console.warn(error);
    }
  });
});
