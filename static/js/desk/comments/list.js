// «التعليقات»: the list of the article's threads, kept up to date, and the box of a new one.
import { jsonRequest, post } from "../autosave/server.js";
import { fill } from "../wording.js";
import { makeAnchor } from "./anchors.js";
import { Box, drafts } from "./box.js";
import { Thread } from "./thread.js";

const pending = "new";

export class Comments {
  // `surfaces` are what is commented on; `reveal()` shows the list; `leave()` makes room for the text; `onCount(count)`.
  constructor(holder, surfaces, { reveal, leave, onCount }) {
    const { dataset } = holder;
    Object.assign(this, { holder, surfaces, reveal, leave, onCount, threads: [], views: new Map(), active: null, version: "", last: null, news: new Set(), taken: 0 });
    this.config = { ...dataset, person: Number(dataset.person), url: dataset.comments };
    this.find("write").addEventListener("mousedown", (event) => event.preventDefault());
    this.find("write").addEventListener("click", () => this.write());
    // What is typed here is none of the article's.
    for (const type of ["input", "change"]) holder.addEventListener(type, (event) => event.stopPropagation());
  }

  find(name) {
    return this.holder.querySelector(`[data-${name}]`);
  }

  say(words) {
    this.find("said").textContent = words;
  }

  label(field) {
    return this.surfaces.find((surface) => surface.field === field)?.label ?? "";
  }

  async load() {
    const { taken } = this;
    let found;
    try {
      const answer = await fetch(this.config.url, { cache: "no-cache", headers: { Accept: "application/json" } });
      found = answer.ok ? await answer.json() : null;
    } catch {
      // Without a connection the list stays as it is; the next change asks for it again.
      found = null;
    }
    // What was written meanwhile may be newer than this.
    if (found && this.taken !== taken) return this.load();
    if (found) this.take(found);
    return found !== null;
  }

  // Others changed something when the version is another one than that of the list.
  heard(version) {
    if (version !== this.version) this.load();
  }

  take({ threads, version, news }) {
    this.taken += 1;
    const focused = document.activeElement;
    const held = focused?.closest("[data-comments] .thread");
    const heirs = [focused, held, held?.nextElementSibling, held?.previousElementSibling, this.find("write")];
    this.version = version;
    this.news = new Set(news.threads);
    this.tell(news.count);
    this.visited = null;
    this.threads = threads.map((thread) => ({ ...thread, former: this.formerOf(thread) }));
    const ids = new Set(threads.map(({ id }) => id));
    for (const [id, view] of this.views) {
      if (ids.has(id)) continue;
      view.element.remove();
      this.views.delete(id);
    }
    for (const data of threads) {
      if (this.views.has(data.id)) this.views.get(data.id).update(data);
      else this.views.set(data.id, new Thread(this, data));
    }
    this.draw();
    // The focus of a thread that went, or was closed, passes to its neighbour.
    if (held && document.activeElement !== focused) heirs.find((heir) => heir?.isConnected && heir.checkVisibility())?.focus();
  }

  // How much the person was told of and has not read, in the header of the desk.
  tell(count) {
    const unread = document.querySelector("[data-unread]");
    if (!unread) return;
    unread.textContent = count;
    unread.parentElement.hidden = !count;
  }

  // Whoever stands in a thread has seen what of it concerned them.
  async see(id) {
    const { url, person } = this.config;
    if (!this.news.delete(id)) return;
    const comment = this.threads.find((thread) => thread.id === id).comments.at(-1).id;
    const answer = await post(url, () => jsonRequest({ action: "see", comment, person }), person);
    if (answer.kind === "done") this.take(answer);
    else this.news.add(id);
  }

  formerOf({ id, exact }) {
    const before = this.threads.find((thread) => thread.id === id);
    if (!before) return [];
    return before.exact === exact ? before.former : [before, ...before.former].slice(0, 5);
  }

  draw() {
    this.mark();
    const open = this.threads.filter((thread) => !thread.is_resolved);
    const resolved = this.threads.filter((thread) => thread.is_resolved);
    this.place(this.find("open"), this.inOrder(open));
    this.place(this.find("resolved"), resolved);
    this.find("resolved-box").hidden = resolved.length === 0;
    this.find("number").textContent = resolved.length;
    this.find("nothing").hidden = open.length > 0 || Boolean(this.box?.element.isConnected);
    this.onCount(open.length);
  }

  inOrder(threads) {
    const order = (thread) => this.surfaces.findIndex(({ field }) => field === thread.field);
    return threads.toSorted((one, other) => order(one) - order(other) || one.position - other.position || one.id - other.id);
  }

  // Rows that stand in their place are not moved: somebody may be typing in one.
  place(list, threads) {
    threads.forEach(({ id }, index) => {
      const { element } = this.views.get(id);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
  }

  // Marks the open threads in the texts, and says of each whether its passage is still there.
  mark() {
    const shown = this.threads.filter((thread) => !thread.is_resolved || thread.id === this.visited);
    if (this.box?.element.isConnected) shown.push({ id: pending, ...this.box.more });
    for (const surface of this.surfaces) {
      const own = shown.filter(({ field }) => field === surface.field);
      const there = surface.show(own, this.active);
      own.forEach(({ id }) => this.views.get(id)?.show(there.has(id)));
    }
  }

  activate(id, { isShown = false } = {}) {
    if (this.active !== id) {
      this.active = id;
      if (this.visited !== id) this.visited = null;
      this.views.forEach((view, each) => view.element.toggleAttribute("data-active", each === id));
      this.mark();
    }
    this.see(id);
    if (isShown) this.views.get(id)?.element.scrollIntoView({ block: "nearest" });
  }

  go(thread) {
    const surface = this.surfaces.find(({ field }) => field === thread.field);
    this.leave();
    // The passage of a resolved thread is marked as long as one looks at it.
    this.visited = thread.id;
    this.activate(thread.id);
    this.mark();
    surface?.go(thread);
  }

  // Shows the thread in the list, with the focus in it.
  open(id) {
    const view = this.views.get(id);
    if (!view) return;
    this.reveal();
    if (view.data.is_resolved) this.find("resolved-box").open = true;
    this.activate(id, { isShown: true });
    // On a phone the list covers the lower part of the text: its words stand above it.
    this.surfaces.find(({ field }) => field === view.data.field)?.sight(id);
    view.element.focus({ preventScroll: true });
  }

  async act(data) {
    const { person } = this.config;
    const answer = await post(this.config.url, () => jsonRequest({ ...data, person }), person);
    const said = { "signed-out": this.config.signedOutHere, other: fill(this.config.other, { name: answer.person?.name ?? "" }) };
    if (answer.kind === "done") this.take(answer);
    this.say(answer.kind === "done" ? "" : answer.words || said[answer.kind] || this.config.awayHere);
    return answer.kind === "done";
  }

  // The box of a comment on what is selected; where nothing is, the thread in whose words the caret stands.
  write() {
    const surface = this.surfaces.find((each) => each.element.contains(document.activeElement)) ?? this.last ?? this.surfaces.find((each) => each.selected());
    const standing = surface?.at();
    if (standing && standing !== pending) {
      this.open(standing);
      return;
    }
    const span = surface?.selected();
    this.reveal();
    if (!span) {
      this.say(this.config.selectFirst);
      return;
    }
    this.say("");
    const anchor = makeAnchor(surface.text(), { start: span.start, end: Math.min(span.end, span.start + 2000) });
    const whole = { exact: "", prefix: "", suffix: "", position: 0 };
    this.compose({ field: surface.field, ...(span.end > span.start ? anchor : whole) });
  }

  compose(more, draft) {
    // What was being typed about other words goes on about these.
    const text = this.box?.element.isConnected ? this.box.text : "";
    this.box?.element.remove();
    this.box = new Box(this.find("box-template"), {
      config: this.config, place: pending, label: this.config.newLabel, draft: { text, ...draft, more },
      sent: () => ({ action: "start" }),
      onDone: (answer, isHere) => {
        this.find("new-quote").hidden = true;
        this.take(answer);
        this.say(this.config.sent);
        const made = this.threads.find(({ comments }) => comments.some(({ id }) => id === answer.written));
        if (made && isHere) this.open(made.id);
      },
      onClose: ({ isKept }) => {
        this.find("new-quote").hidden = !isKept;
        this.draw();
        this.go({ id: pending, ...more });
      },
    });
    this.find("new-quote").textContent = more.exact || this.label(more.field);
    this.find("new-quote").hidden = false;
    this.find("new").append(this.box.element);
    if (draft) this.box.mentions.known = draft.known ?? [];
    else this.box.area.focus();
    this.box.keep();
    this.draw();
  }

  // Opens the boxes again that were left with words in them.
  restore() {
    const left = drafts(this.config);
    // On a phone the list would cover the text that one came for.
    if (left.length && !matchMedia("(max-width: 64rem)").matches) this.reveal();
    for (const [place, draft] of left) {
      const [id, ...name] = place.split(":");
      if (place === pending) this.compose(draft.more, draft);
      else this.views.get(Number(id))?.restore(name.join(":"), draft);
    }
  }

  // The thread of the comment that the address names.
  async start() {
    const isLoaded = await this.load();
    this.restore();
    const wanted = Number(new URLSearchParams(location.search).get("comment"));
    if (!isLoaded || !wanted) return;
    const thread = this.threads.find(({ comments }) => comments.some(({ id }) => id === wanted));
    if (thread) this.open(thread.id);
    else this.say(this.config.gone);
  }
}
