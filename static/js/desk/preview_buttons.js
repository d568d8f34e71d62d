// Buttons that open the preview, whose script comes when it is first asked for.
async function toggle() {
  try {
    (await import("./preview.js")).toggle();
  } catch {
    // Without the newsroom there is no preview; the bar says already that it is away.
  }
}

if (document.querySelector("[data-preview]")) {
  for (const button of document.querySelectorAll("[data-preview-open]")) {
    button.hidden = false;
    button.addEventListener("click", toggle);
  }
}
