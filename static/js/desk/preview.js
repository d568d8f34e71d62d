// The preview beside the text: the reader's own page of what the form holds, refreshed while one types.
const box = document.querySelector("[data-preview]");
const form = document.querySelector("form[data-article]");
const pause = 700;

// Rewrites the media queries of a page's style sheets as if it were printed, or seen in the dark.
function emulate(sheets, { dark, print }) {
  const visit = (rules) => {
    for (const rule of rules ?? []) {
      if (rule.media) {
        rule.usual ??= rule.media.mediaText;
        let text = rule.usual;
        if (/\bprint\b/.test(text)) text = print ? "all" : "not all";
        else if (text.includes("prefers-color-scheme: dark")) text = dark && !print ? "all" : "not all";
        else if (/\bscreen\b/.test(text)) text = print ? "not all" : text;
        if (rule.media.mediaText !== text) rule.media.mediaText = text;
      }
      visit(rule.cssRules);
    }
  };
  for (const sheet of sheets) visit(sheet.cssRules);
}

function start() {
  const find = (name) => box.querySelector(`[data-preview-${name}]`);
  const [frame, stage, status, examples] = ["frame", "stage", "status", "examples"].map(find);
  const languages = [...box.querySelectorAll("[data-language]")];
  const look = { width: 390, dark: false, print: false, cards: false };
  let chosen = null;
  let timer = 0;
  let running = null;

  const press = (buttons, pressed) =>
    buttons.forEach((button) => button.setAttribute("aria-pressed", String(pressed(button))));
  const written = () => document.querySelector("[data-panel]:not([hidden])")?.dataset.panel;

  function fit() {
    const scale = Math.min(1, stage.clientWidth / look.width);
    frame.style.setProperty("inline-size", `${look.width}px`);
    frame.style.setProperty("block-size", `${stage.clientHeight / scale}px`);
    frame.style.setProperty("transform", scale < 1 ? `scale(${scale})` : "none");
  }

  function shade() {
    const page = frame.contentDocument;
    if (page?.styleSheets) emulate(page.styleSheets, look);
  }

  // What stands in the head of the page is what networks and search engines show.
  function fill(page) {
    const meta = (name) => page.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.content ?? "";
    const address = meta("og:url") || page.querySelector("link[rel=canonical]")?.href || location.href;
    const { host, pathname } = new URL(address, location.href);
    const texts = {
      host,
      title: meta("og:title") || page.title,
      seo: page.title,
      description: meta("description"),
      url: [host, ...decodeURI(pathname).split("/").filter(Boolean)].join(" › "),
    };
    for (const slot of examples.querySelectorAll("[data-slot]")) {
      if (slot.dataset.slot === "image") slot.src = meta("og:image");
      else slot.textContent = texts[slot.dataset.slot];
      if (!slot.hasAttribute("dir") || slot.dir === "auto") slot.dir = "auto";
    }
  }

  function show(html) {
    const made = new DOMParser().parseFromString(html, "text/html");
    fill(made);
    const page = frame.contentDocument;
    const main = page?.querySelector("main");
    const fresh = made.querySelector("main");
    // The frame keeps its place: only the text is exchanged.
    if (main && fresh) main.replaceWith(page.importNode(fresh, true));
    page?.dispatchEvent(new CustomEvent("preview:shown"));
    shade();
  }

  async function refresh() {
    running?.abort();
    running = new AbortController();
    const { signal } = running;
    try {
      const answer = await fetch(chosen.dataset.url, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "text/html, application/json" },
        signal,
      });
      if (answer.status === 422) {
        const { errors } = await answer.json();
        status.textContent = [box.dataset.unshown, ...errors].join(" ");
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      show(await answer.text());
      status.textContent = "";
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = box.dataset.failed;
    }
  }

  function load(button) {
    if (chosen === button) return refresh();
    chosen = button;
    press(languages, (each) => each === button);
    // The page comes once with its own policy and styles; then its text follows the form.
    frame.addEventListener("load", () => {
      frame.contentDocument.addEventListener("click", (event) => {
        if (event.target.closest("a")) event.preventDefault();
      });
      refresh();
    }, { once: true });
    frame.src = button.dataset.url;
    return undefined;
  }

  function open() {
    box.hidden = false;
    document.body.classList.add("has-preview");
    fit();
    load(languages.find((button) => button.dataset.language === written()) ?? languages[0]);
    find("close").focus();
  }

  function close() {
    box.hidden = true;
    document.body.classList.remove("has-preview");
    document.querySelector("[data-preview-open]")?.focus();
  }

  find("close").addEventListener("click", close);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") close();
  });
  languages.forEach((button) => button.addEventListener("click", () => load(button)));
  const widths = [...box.querySelectorAll("[data-width]")];
  widths.forEach((button) => button.addEventListener("click", () => {
    look.width = Number(button.dataset.width);
    press(widths, (each) => each === button);
    fit();
  }));
  const looks = [...box.querySelectorAll("[data-emulate]")];
  looks.forEach((button) => button.addEventListener("click", () => {
    const name = button.dataset.emulate;
    // Paper is white: one of the two at a time.
    Object.assign(look, { dark: false, print: false, [name]: !look[name] });
    press(looks, (each) => look[each.dataset.emulate]);
    shade();
  }));
  find("cards").addEventListener("click", ({ currentTarget }) => {
    look.cards = !look.cards;
    press([currentTarget], () => look.cards);
    stage.hidden = look.cards;
    examples.hidden = !look.cards;
  });
  form.addEventListener("input", () => {
    clearTimeout(timer);
    if (!box.hidden) timer = setTimeout(refresh, pause);
  });
  new ResizeObserver(fit).observe(stage);
  return () => (box.hidden ? open() : close());
}

export const toggle = start();
