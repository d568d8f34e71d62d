// What somebody types in stays where it is on the screen, whatever appears above it.

function scrollerOf(element) {
  for (let each = element.parentElement; each; each = each.parentElement) {
    const { overflowY } = getComputedStyle(each);
    if (["auto", "scroll"].includes(overflowY) && each.scrollHeight > each.clientHeight) return each;
  }
  return document.scrollingElement;
}

export function steadily(act) {
  const typed = document.activeElement;
  const before = typed?.getBoundingClientRect().top;
  act();
  if (!typed || typed === document.body || !typed.isConnected) return;
  const moved = typed.getBoundingClientRect().top - before;
  if (moved) scrollerOf(typed).scrollBy({ top: moved, behavior: "instant" });
}
