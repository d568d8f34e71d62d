// The zones and slots of the arrangement as a list of fields (templates/admin/frontpage/_templates.html).
import { complete } from "../complete.js";

const copyOf = (name) => document.querySelector(`template[data-${name}-template]`).content.firstElementChild.cloneNode(true);

function options(select, rows) {
  select.append(...rows.map(([value, label]) => new Option(label, value)));
}

function set(box, name, value) {
  const field = box.querySelector(`[data-field="${name}"]`);
  if (field.type === "checkbox") field.checked = value;
  else field.value = value ?? "";
}

export class Zones {
  // `names` holds by kind and id what the fields say of articles, pictures and tags.
  constructor(list, { choices, words, names }) {
    Object.assign(this, { list, choices, words, names });
    this.opened = new Set();
    this.wrong = new Map();
    list.addEventListener("toggle", ({ target }) => {
      const key = target.closest("[data-key]")?.dataset.key;
      if (key) this.opened[target.open ? "add" : "delete"](key);
    }, true);
  }

  // Makes the list anew; what was open stays open, and the focus where it was.
  show(arrangement) {
    const had = this.focused();
    this.list.replaceChildren(...arrangement.zones.map((zone, z) => this.zone(zone, z, arrangement)));
    this.list.querySelectorAll("input[data-complete]").forEach(complete);
    if (had) this.focus(had);
  }

  focused() {
    const at = document.activeElement;
    const key = this.list.contains(at) && at.closest("[data-key]")?.dataset.key;
    if (!key) return null;
    const { act, field } = at.dataset;
    return { key, selector: act ? `[data-act="${act}"]` : `[data-field="${field}"]` };
  }

  focus({ key, selector = "summary" }) {
    const box = this.box(key);
    const wanted = box?.querySelector(selector);
    (wanted && !wanted.disabled ? wanted : box?.querySelector("summary"))?.focus();
  }

  box(key) {
    return this.list.querySelector(`[data-key="${key}"]`);
  }

  open(key) {
    this.opened.add(key);
    const box = this.box(key);
    box.querySelector("details").open = true;
    box.scrollIntoView({ block: "center" });
    box.querySelector("summary").focus();
  }

  nameOf(zone, z) {
    if (z === 0) return this.words.top;
    const { by, of } = zone.rule;
    const called = {
      section: this.choices.sections, kind: this.choices.kinds,
    }[by]?.find(([value]) => value === of)?.[1];
    const tag = by === "tag" && this.names.tags[of]?.replace(/ #\d+$/, "");
    return zone.title || called || tag || this.choices.rules[by] || this.words.zone.replace("{number}", z + 1);
  }

  zone(zone, z, arrangement) {
    const box = copyOf("zone");
    box.dataset.key = zone.key;
    box.querySelector("[data-name]").textContent = this.nameOf(zone, z);
    const isTop = z === 0;
    box.querySelectorAll(".front-zone-head [data-act]").forEach((button) => (button.hidden = isTop));
    box.querySelector("[data-act=zone-up]").disabled = z === 1;
    box.querySelector("[data-act=zone-down]").disabled = z === arrangement.zones.length - 1;
    box.querySelector("[data-below]").hidden = isTop;
    options(box.querySelector("[data-below] [data-sections]"), this.choices.sections);
    if (!isTop) set(box, "kind", zone.kind);
    set(box, "title", zone.title);
    set(box, "section", zone.section);
    box.querySelector("[data-rule]").append(this.rule(zone.rule));
    box.querySelector("details").open = this.opened.has(zone.key);
    const slots = zone.slots.map((slot, s) => this.slot(slot, { z, s, zone, arrangement }));
    box.querySelector("[data-slots]").append(...slots);
    const count = arrangement.zones.reduce((sum, each) => sum + each.slots.length, 0);
    const isFull = zone.slots.length >= this.choices.maxInZone || count >= this.choices.maxSlots;
    box.querySelector("[data-act=add-slot]").disabled = isFull;
    return box;
  }

  rule(rule) {
    const box = copyOf("rule");
    options(box.querySelector("[data-sections]"), this.choices.sections);
    options(box.querySelector("[data-kinds]"), this.choices.kinds);
    options(box.querySelector("[data-windows]"), this.choices.windows);
    set(box, "by", rule.by);
    set(box, "pictured", rule.pictured);
    box.querySelectorAll("[data-of]").forEach((label) => {
      label.hidden = label.dataset.of !== rule.by;
      const field = label.querySelector("select, input");
      if (!label.hidden) field.value = rule.by === "tag" ? this.names.tags[rule.of] ?? "" : rule.of ?? "";
    });
    return box;
  }

  slot(slot, { z, s, zone, arrangement }) {
    const box = copyOf("slot");
    box.dataset.key = slot.key;
    box.querySelector("[data-place]").textContent = z === 0 && s === 0 ? this.words.lead : String(s + 1);
    box.querySelector("[data-act=up]").disabled = z === 0 && s === 0;
    box.querySelector("[data-act=down]").disabled = z === arrangement.zones.length - 1 && s === zone.slots.length - 1;
    const zones = arrangement.zones.map((each, at) => [each.key, this.nameOf(each, at)]);
    options(box.querySelector("[data-field=zone]"), zones);
    set(box, "zone", zone.key);
    set(box, "label", slot.label);
    set(box, "article", slot.pin && (this.names.articles[slot.pin.article] ?? `#${slot.pin.article}`));
    set(box, "own-rule", slot.rule !== null);
    if (slot.rule) box.querySelector("[data-rule]").append(this.rule(slot.rule));
    box.querySelector("[data-pin]").hidden = !slot.pin;
    if (slot.pin) this.pin(box, slot.pin);
    box.querySelector("details").open = this.opened.has(slot.key);
    return box;
  }

  pin(box, pin) {
    set(box, "headline", pin.headline);
    set(box, "kicker", pin.kicker);
    set(box, "picture", pin.picture && (this.names.pictures[pin.picture] ?? `#${pin.picture}`));
    for (const name of ["from", "until"]) box.querySelector(`input[name=${name}]`).value = pin[name];
    box.querySelector("[data-related]").append(...pin.related.map((article) => {
      const line = copyOf("line");
      line.dataset.article = article;
      line.querySelector("bdi").textContent = this.names.articles[article] ?? `#${article}`;
      return line;
    }));
  }

  // Says of every slot what stands in it, and of every place what is wrong there.
  say(arrangement, state) {
    const { places, faults, findings } = state;
    for (const [z, zone] of arrangement.zones.entries()) {
      for (const [s, slot] of zone.slots.entries()) {
        const box = this.box(slot.key);
        const place = places[`${z}.${s}`];
        box.querySelector("[data-story]").textContent = place?.headline || this.words.empty;
        box.querySelector("[data-pinned]").hidden = !place?.is_pinned;
        box.querySelector("[data-why]").textContent = place?.why ?? "";
        box.dataset.article = place?.article ?? "";
      }
    }
    this.list.querySelectorAll("[data-faults]").forEach((line) => line.replaceChildren());
    this.list.querySelectorAll(".has-faults").forEach((box) => box.classList.remove("has-faults"));
    for (const { zone, slot, text } of [...faults, ...findings]) {
      const at = arrangement.zones[zone];
      this.complain(slot === null ? at.key : at.slots[slot].key, text);
    }
  }

  complain(key, text) {
    const box = this.box(key);
    const line = document.createElement("span");
    line.textContent = text;
    box.querySelector(":scope > details > [data-faults]").append(line);
    box.classList.add("has-faults");
  }
}
