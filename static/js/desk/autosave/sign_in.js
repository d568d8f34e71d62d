// The dialog that signs in without leaving the page.
import { renew, signIn } from "./server.js";

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
  return new Promise((resolve) => {
    const finish = (person) => {
      form.removeEventListener("submit", submit);
      dialog.removeEventListener("close", closed);
      password.value = "";
      if (dialog.open) dialog.close();
      // Whoever was writing writes on, at the caret that the field remembers.
      if (place?.isConnected) place.focus();
      resolve(person);
    };
    const closed = () => finish(null);
    const submit = async (event) => {
      event.preventDefault();
      problem.textContent = "";
      const answer = await signIn(form, url);
      if (answer?.person) {
        renew(answer.csrf_token);
        finish(answer.person);
        return;
      }
      problem.textContent = answer?.errors?.join(" ") || dialog.dataset.away;
      password.value = "";
      password.focus();
    };
    form.addEventListener("submit", submit);
    dialog.addEventListener("close", closed);
    problem.textContent = "";
    if (!dialog.open) dialog.showModal();
    (form.elements.username.value ? password : form.elements.username).focus();
  });
}

dialog?.querySelector("[data-close]").addEventListener("click", () => dialog.close());
