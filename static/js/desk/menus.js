// The menus of the bar: one is open at a time; Escape, and a press elsewhere, close it.
// The menu of verbs comes anew with every save, so all of them are listened to from the bar.
const bar = document.querySelector(".writing-bar");
const menus = () => [...document.querySelectorAll(".writing-bar details.menu")];

export function closeMenus() {
  menus().forEach((menu) => (menu.open = false));
}

function step(menu, event) {
  const items = [...menu.querySelectorAll(".menu-list :is(button, a)")];
  const at = items.indexOf(document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? items.length - 1 : at - 1 }[event.key];
  if (to === undefined || !items.length) return;
  event.preventDefault();
  menu.open = true;
  items[(to + items.length) % items.length].focus();
}

bar?.addEventListener("keydown", (event) => {
  const menu = event.target.closest("details.menu");
  if (!menu) return;
  if (event.key === "Escape" && menu.open) {
    event.preventDefault();
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (!event.target.closest("input, textarea")) step(menu, event);
});
bar?.addEventListener("click", (event) => {
  const menu = event.target.closest("details.menu");
  if (menu && event.target.closest(".menu-list button")) menu.open = false;
});

document.addEventListener("pointerdown", (event) => {
  menus().filter((menu) => !menu.contains(event.target)).forEach((menu) => (menu.open = false));
});
