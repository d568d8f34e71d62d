// Buttons that copy an address; hidden until this runs. Where one has an icon, its label is a span.
const shown = navigator.clipboard ? document.querySelectorAll("[data-copy]") : [];
for (const button of shown) {
  const label = button.querySelector("span") ?? button;
  const usual = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    label.textContent = button.dataset.done;
    setTimeout(() => { label.textContent = usual; }, 2500);
  });
}
