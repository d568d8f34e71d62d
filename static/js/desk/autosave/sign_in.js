// The dialog that signs in without leaving the page.
import { renew, signIn } from "./server.js";

const dialog = document.querySelector("[data-login]");
const form = dialog?.querySelector("form");

// Resolves with the person who signed in, or null when the dialog was closed.
export function askToSignIn(url) {
  if (!dialog) return Promise.resolve(null);
  const problem = dialog.querySelector("[data-login-error]");
  const password = form.elements.password;
  return new Promise((resolve) => {
    const finish = (person) => {
      form.removeEventListener("submit", submit);
      dialog.removeEventListener("close", closed);
      password.value = "";
      if (dialog.open) dialog.close();
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
