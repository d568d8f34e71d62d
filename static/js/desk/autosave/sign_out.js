// Signing out takes this person's copies off the device, once the newsroom has them; else it asks.
import { copiesOf, remove } from "./copies.js";
import { sendLeftovers } from "./leftovers.js";

function ask({ signOutQuestion, signOutStay, signOutDelete }) {
  const dialog = document.createElement("dialog");
  dialog.className = "sign-out-dialog";
  const text = document.createElement("p");
  text.textContent = signOutQuestion;
  const row = document.createElement("div");
  row.className = "buttons";
  dialog.append(text, row);
  return new Promise((resolve) => {
    const answer = (isGoing) => {
      dialog.remove();
      resolve(isGoing);
    };
    [[signOutStay, false], [signOutDelete, true]].forEach(([label, isGoing]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", () => answer(isGoing));
      row.append(button);
    });
    dialog.addEventListener("cancel", () => answer(false));
    document.body.append(dialog);
    dialog.showModal();
  });
}

// Resolves with whether to sign out now; then nothing of the person is on this device.
export async function mayLeave(person, words) {
  const { waiting } = await sendLeftovers(person);
  if (waiting && !(await ask(words))) return false;
  const copies = await copiesOf(person);
  await Promise.all(copies.map(remove));
  return true;
}
