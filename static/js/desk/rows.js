// Ordered rows (byline, related articles): added, moved and removed by buttons.
import { complete } from "./complete.js";

function button(label, sign, action) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "row-button";
  made.title = label;
  made.setAttribute("aria-label", label);
  made.textContent = sign;
  made.addEventListener("click", action);
  return made;
}

function number(holder) {
  holder.querySelectorAll(":scope > [data-row]").forEach((row, index) => {
    row.querySelector("[name$=-ORDER]").value = index + 1;
  });
  holder.dispatchEvent(new Event("input", { bubbles: true }));
}

function dress(holder, row) {
  const { up, down, removeRow } = holder.dataset;
  row.querySelector(".cell-ORDER").hidden = true;
  const buttons = document.createElement("span");
  buttons.className = "row-buttons";
  const raise = button(up, "↑", () => {
    const above = row.previousElementSibling;
    if (above?.matches("[data-row]")) above.before(row);
    number(holder);
    raise.focus();
  });
  const lower = button(down, "↓", () => {
    const below = row.nextElementSibling;
    if (below?.matches("[data-row]")) below.after(row);
    number(holder);
    lower.focus();
  });
  const remove = button(removeRow, "×", () => {
    row.querySelector("input[data-complete]").value = "";
    row.hidden = true;
    number(holder);
  });
  buttons.append(raise, lower, remove);
  row.append(buttons);
}

document.querySelectorAll("[data-rows]").forEach((holder) => {
  const total = holder.querySelector("[name$=-TOTAL_FORMS]");
  const template = holder.querySelector("template");
  holder.querySelectorAll(":scope > [data-row]").forEach((row) => dress(holder, row));
  const add = document.createElement("button");
  add.type = "button";
  add.className = "add-row";
  add.textContent = holder.dataset.add;
  const addRow = () => {
    const made = template.content.firstElementChild.cloneNode(true);
    made.querySelectorAll("[name],[id],[for]").forEach((element) => {
      ["name", "id", "for"].forEach((name) => {
        const value = element.getAttribute(name);
        if (value) element.setAttribute(name, value.replace("__prefix__", total.value));
      });
    });
    total.value = Number(total.value) + 1;
    template.before(made);
    dress(holder, made);
    const input = made.querySelector("input[data-complete]");
    complete(input);
    number(holder);
    return input;
  };
  add.addEventListener("click", () => addRow().focus());
  holder.addEventListener("rows:add", addRow);
  holder.append(add);
});
