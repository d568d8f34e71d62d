// The real page in a frame, as readers would see the last draft: at the width of a phone or of a desktop.
export class PageFrame {
  // `onStory` is called with the number of an article that somebody presses in the page.
  constructor({ frame, stage, widths, url, onStory }) {
    Object.assign(this, { frame, stage, url, onStory, width: 1280 });
    widths.forEach((button) => button.addEventListener("click", () => {
      this.width = Number(button.dataset.width);
      widths.forEach((each) => each.setAttribute("aria-pressed", String(each === button)));
      this.fit();
    }));
    new ResizeObserver(() => this.fit()).observe(stage);
    frame.addEventListener("load", () => this.loaded());
    this.top = 0;
  }

  fit() {
    const scale = Math.min(1, this.stage.clientWidth / this.width) || 1;
    this.frame.style.setProperty("inline-size", `${this.width}px`);
    this.frame.style.setProperty("block-size", `${this.stage.clientHeight / scale}px`);
    this.frame.style.setProperty("transform", scale < 1 ? `scale(${scale})` : "none");
  }

  loaded() {
    const page = this.frame.contentDocument;
    if (!page || page.URL === "about:blank") return;
    page.defaultView.scrollTo(0, this.top);
    page.addEventListener("click", (event) => {
      const link = event.target.closest("a");
      if (!link) return;
      event.preventDefault();
      const [, number] = /\/articles\/(\d+)\//.exec(link.pathname) ?? [];
      if (number) this.onStory(Number(number));
    });
    this.mark();
  }

  // The frame keeps its place: only what differs is exchanged.
  async show(revision) {
    const url = revision ? `${this.url}?revision=${revision}` : this.url;
    const page = this.frame.contentDocument;
    if (!page?.querySelector("main")) {
      this.frame.src = url;
      return;
    }
    this.asked = url;
    try {
      const answer = await fetch(url, { headers: { Accept: "text/html" } });
      if (!answer.ok || this.asked !== url) return;
      const made = new DOMParser().parseFromString(await answer.text(), "text/html");
      page.querySelector("main").replaceWith(page.importNode(made.querySelector("main"), true));
      this.mark();
    } catch (error) {
      console.warn(error);
    }
  }

  // Frames the story that the desk's fields are about.
  point(article) {
    this.article = article;
    const box = this.mark();
    if (!box) return;
    // Within the frame alone: the fields stay where they are.
    const { top, height } = box.getBoundingClientRect();
    const inside = this.frame.contentWindow;
    inside.scrollBy(0, top - Math.max(0, (inside.innerHeight - height) / 2));
  }

  mark() {
    const page = this.frame.contentDocument;
    page?.querySelectorAll("[data-pointed]").forEach((each) => {
      each.removeAttribute("data-pointed");
      each.style.removeProperty("outline");
    });
    const link = this.article && page?.querySelector(`main a[href*="/articles/${this.article}/"]`);
    const box = link?.closest(".slot, li");
    box?.setAttribute("data-pointed", "");
    box?.style.setProperty("outline", "3px solid #2f6fdb");
    return box;
  }
}
