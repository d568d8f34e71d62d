// After Back, Forward or a reload a form has the key again by which it is done once; what was typed the
// browser restores itself. The form of an article is autosave.js's. The desk's pages are never stored by
// the browser; so each entry of the history remembers the keys of its own forms, in this tab alone.
// Signing out takes what one person typed off the device.
import { entry, isReturn } from "./autosave/entry.js";

const all = "desk-form:";
const script = document.querySelector("script[data-user]");
const { user } = script.dataset;
const prefix = `${all}${user}:`;
const forms = [...document.querySelectorAll("form")].filter((form) => form.elements.form_key && !("article" in form.dataset));
const name = (index) => `${prefix}${entry()}:${index}`;

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

function forget(keys) {
  keys.forEach((key) => sessionStorage.removeItem(key));
}

if (user) forget(kept(all).filter((key) => !key.startsWith(prefix)));

forms.forEach((form, index) => {
  try {
    const stored = isReturn && sessionStorage.getItem(name(index));
    if (stored) form.elements.form_key.value = stored;
  } catch (error) {
    console.warn(error);
  }
});

let isSigningOut = false;
window.addEventListener("pagehide", () => {
  if (isSigningOut) return;
  forms.forEach((form, index) => {
    try {
      keep(name(index), form.elements.form_key.value);
    } catch (error) {
      console.warn(error);
    }
  });
});

async function signOut(form) {
  window.dispatchEvent(new Event("desk:signing-out"));
  const { mayLeave } = await import("./autosave/sign_out.js");
  if (!(await mayLeave(Number(user), script.dataset))) return;
  isSigningOut = true;
  forget(kept(all));
  window.dispatchEvent(new Event("desk:leaving"));
  HTMLFormElement.prototype.submit.call(form);
}

const logout = document.getElementById("logout-form");
logout?.addEventListener("submit", (event) => {
  event.preventDefault();
  signOut(logout).catch((error) => {
    console.warn(error);
    HTMLFormElement.prototype.submit.call(logout);
  });
});

// The desk's first page lists what was typed and not saved, with what this device still holds alone.
async function listLeftovers() {
  const { refresh, sendLeftovers } = await import("./autosave/leftovers.js");
  const { sent } = await sendLeftovers(Number(user));
  if (sent) await refresh("[data-unsaved-list]");
}

if (user && document.querySelector("[data-unsaved-list]")) listLeftovers().catch((error) => console.warn(error));
