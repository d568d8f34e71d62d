// What stands at the lower edge of a phone stays above the keyboard where the browser lays the keyboard
// over the page (`--below`, in pixels); where it makes the page smaller nothing is hidden.
const seen = globalThis.visualViewport;

function place() {
  const hidden = seen.scale > 1.01 ? 0 : Math.max(0, innerHeight - seen.height - seen.offsetTop);
  document.documentElement.style.setProperty("--below", `${Math.round(hidden)}px`);
}

if (seen) {
  seen.addEventListener("resize", place);
  seen.addEventListener("scroll", place);
}
