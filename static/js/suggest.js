// Search boxes offer pages while one types: WAI-ARIA's combobox; Enter alone searches as ever.

const DELAY = 150;

function set(node, attributes) {
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

function element(name, attributes, text = "") {
  const made = set(document.createElement(name), attributes);
  made.textContent = text;
  return made;
}

function option({ label, text, url }, id) {
  const row = element("li", { id, role: "option", "data-url": url });
  row.append(element("bdi", {}, text), " ", element("span", { class: "suggestion-kind" }, label));
  return row;
}

function offer(input) {
  const id = `${input.id}-suggestions`;
  const { suggest, suggestLabel } = input.dataset;
  const list = element("ul", { id, role: "listbox", class: "suggestions", "aria-label": suggestLabel });
  const status = element("p", { role: "status", class: "visually-hidden" });
  let chosen = -1;
  let timer;
  let asked;

  function choose(index) {
    chosen = index;
    const rows = [...list.children];
    rows.forEach((row, at) => row.setAttribute("aria-selected", at === index));
    input.setAttribute("aria-activedescendant", rows[index]?.id ?? "");
    rows[index]?.scrollIntoView({ block: "nearest" });
  }

  function show(rows, said = "") {
    list.replaceChildren(...rows);
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", !list.hidden);
    status.textContent = said;
    choose(-1);
  }

  function stop() {
    clearTimeout(timer);
    asked?.abort();
  }

  function close() {
    stop();
    show([]);
  }

  async function ask(text) {
    asked = new AbortController();
    const url = `${suggest}?q=${encodeURIComponent(text)}`;
    try {
      const answer = await fetch(url, { credentials: "omit", signal: asked.signal });
      const { suggestions, said } = await answer.json();
      show(suggestions.map((one, at) => option(one, `${id}-${at}`)), said);
    } catch {
      // Overtaken, or no answer.
    }
  }

  function key(event) {
    const count = list.children.length + 1;
    const step = { ArrowDown: 1, ArrowUp: count - 1 }[event.key];
    if (list.hidden || event.isComposing) return;
    if (step) choose(((chosen + 1 + step) % count) - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) list.children[chosen].click();
    else return;
    event.preventDefault();
  }

  input.after(list, status);
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": id });
  show([]);
  input.addEventListener("input", () => {
    stop();
    const text = input.value.trim();
    if (text) timer = setTimeout(ask, DELAY, text);
    else close();
  });
  input.addEventListener("keydown", key);
  input.addEventListener("blur", close);
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => location.assign(event.target.closest("li").dataset.url));
}

document.querySelectorAll("input[data-suggest]").forEach(offer);
