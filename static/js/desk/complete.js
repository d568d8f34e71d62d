// Fields with data-complete offer what the newsroom has while one types, in a native list.
const delay = 200;
let serial = 0;

function address(input) {
  if (input.dataset.completeUrl) return input.dataset.completeUrl;
  return document.querySelector("[data-complete-urls]")?.dataset[input.dataset.complete];
}

async function offer(input, list) {
  const url = address(input);
  const typed = input.value.trim();
  if (!url || !typed || /#\d+$/.test(typed)) return;
  const answer = await fetch(`${url}?q=${encodeURIComponent(typed)}`, { headers: { Accept: "application/json" } });
  if (!answer.ok || input.value.trim() !== typed) return;
  const { results } = await answer.json();
  list.replaceChildren(
    ...results.map((result) => {
      const option = document.createElement("option");
      option.value = result.value;
      option.dataset.picture = result.picture;
      return option;
    }),
  );
}

function picture(input, list) {
  const shown = document.querySelector("[data-picture] img");
  if (input.dataset.complete !== "pictures" || !shown) return;
  const chosen = [...list.options].find((option) => option.value === input.value);
  if (!chosen && input.value.trim() !== "") return;
  shown.hidden = !chosen;
  if (chosen) shown.src = chosen.dataset.picture;
}

export function complete(input) {
  const list = document.createElement("datalist");
  serial += 1;
  list.id = `complete-${serial}`;
  input.after(list);
  input.setAttribute("list", list.id);
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => offer(input, list).catch(() => undefined), delay);
    picture(input, list);
  });
}

document.querySelectorAll("input[data-complete]").forEach((input) => {
  if (!input.closest("template")) complete(input);
});
