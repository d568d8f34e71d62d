// The arrangement of a page while it is edited: the document of articles/frontpage/documents.py, whose zones and
// slots have a `key` by which they are known wherever they move, and the steps by which it came about.
const mostSteps = 200;
let serial = 0;

const newKey = () => `place-${(serial += 1)}`;

function keyed(document) {
  for (const zone of document.zones) {
    zone.key ??= newKey();
    zone.slots.forEach((slot) => (slot.key ??= newKey()));
  }
  return document;
}

export const newSlot = () => ({ rule: null, label: "", pin: null, key: newKey() });

export const newRule = () => ({ by: "newest", of: null, pictured: false });

export function newZone(count) {
  const slots = Array.from({ length: count }, newSlot);
  return { kind: "row", title: "", section: null, rule: newRule(), slots, key: newKey() };
}

export function newPin(article) {
  return { article, from: "", until: "", headline: "", kicker: "", picture: null, related: [] };
}

export class Steps {
  constructor(document) {
    this.document = keyed(document);
    this.done = [];
    this.undone = [];
    this.group = null;
  }

  get text() {
    return JSON.stringify(this.document);
  }

  // Called before a change; changes of one group in a row, as letters of one field, are one step.
  begin(group = null) {
    if (group !== null && group === this.group) return;
    this.group = group;
    this.done.push(this.text);
    if (this.done.length > mostSteps) this.done.shift();
    this.undone = [];
  }

  // Exchanges the whole document; that is a step as well.
  replace(document) {
    this.begin();
    this.document = keyed(document);
  }

  undo() {
    return this.go(this.done, this.undone);
  }

  redo() {
    return this.go(this.undone, this.done);
  }

  go(from, to) {
    if (!from.length) return false;
    to.push(this.text);
    this.document = JSON.parse(from.pop());
    this.group = null;
    return true;
  }

  zoneOf(key) {
    const at = this.document.zones.findIndex((zone) => zone.key === key);
    return { at, zone: this.document.zones[at] };
  }

  // Where a slot stands: {z, s, zone, slot}; undefined when it is gone.
  slotOf(key) {
    for (const [z, zone] of this.document.zones.entries()) {
      const s = zone.slots.findIndex((slot) => slot.key === key);
      if (s >= 0) return { z, s, zone, slot: zone.slots[s] };
    }
    return undefined;
  }

  // Puts the slot before the `to`th of the zone, counted as they stand now.
  move(key, zoneKey, to) {
    const from = this.slotOf(key);
    const target = this.zoneOf(zoneKey).zone;
    this.begin();
    from.zone.slots.splice(from.s, 1);
    target.slots.splice(target === from.zone && to > from.s ? to - 1 : to, 0, from.slot);
  }
}
