// The dialog that signs in without leaving the page.
import { renew, session, signIn } from "./server.js";

const dialog = document.querySelector("[data-login]");
const form = dialog?.querySelector("form");

// Where the person writes: the button that opens the dialog takes the focus, and is gone after it.
let lastPlace = null;
document.querySelector("form[data-article]")?.addEventListener("focusin", ({ target }) => {
  if (target.matches("input, textarea, select, [contenteditable=true]")) lastPlace = target;
});

// Resolves with the person who signed in, or null when the dialog was closed.
export function askToSignIn(url) {
  if (!dialog) return Promise.resolve(null);
  const place = lastPlace;
  const problem = dialog.querySelector("[data-login-error]");
  const password = form.elements.password;
  const further = dialog.querySelector("[data-login-further]");
  return new Promise((resolve) => {
    const finish = (person) => {
      form.removeEventListener("submit", submit);
      dialog.removeEventListener("close", closed);
      window.removeEventListener("focus", back);
      password.value = "";
      if (dialog.open) dialog.close();
      // Whoever was writing writes on, at the caret that the field remembers.
      if (place?.isConnected) place.focus();
      resolve(person);
    };
    const closed = () => finish(null);
    const done = (answer) => {
      renew(answer.csrf_token);
      finish(answer.person);
    };
    // Back from the tab in which the second step was taken.
    const back = async () => {
      const now = further.hidden ? null : await session(url);
      if (now?.person) done(now);
    };
    const submit = async (event) => {
      event.preventDefault();
      problem.textContent = "";
      const answer = await signIn(form, url);
      if (answer?.further) {
        further.hidden = false;
        further.querySelector("a").href = answer.further;
        further.querySelector("a").focus();
        return;
      }
      if (answer?.person) {
        done(answer);
        return;
      }
      problem.textContent = answer?.errors?.join(" ") || dialog.dataset.away;
      password.value = "";
      password.focus();
    };
    form.addEventListener("submit", submit);
    dialog.addEventListener("close", closed);
    window.addEventListener("focus", back);
    problem.textContent = "";
    further.hidden = true;
    if (!dialog.open) dialog.showModal();
    (form.elements.login.value ? password : form.elements.login).focus();
  });
}

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
