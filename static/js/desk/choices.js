// Fields that are chosen from a searched list are named by their label, as every other field is.
function name(select) {
  const label = document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
  const shown = select.nextElementSibling?.querySelector(".select2-selection");
  if (!label || !shown) return;
  label.id ||= `${select.id}-label`;
  const value = shown.querySelector(".select2-selection__rendered");
  shown.setAttribute("aria-labelledby", `${label.id} ${value.id}`);
  value.setAttribute("aria-labelledby", label.id);
  // What is typed to find a choice: the box is made anew each time the list opens.
  globalThis.django.jQuery(select).on("select2:open", () => {
    document.querySelector(".select2-search__field")?.setAttribute("aria-labelledby", label.id);
    document.querySelector(".select2-results__options")?.setAttribute("aria-labelledby", label.id);
  });
}

// Django makes them when jQuery says that the page is ready: what is asked of it later runs later.
globalThis.django?.jQuery?.(() => document.querySelectorAll("select.admin-autocomplete").forEach(name));
