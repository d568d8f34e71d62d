// What a field of a zone or a slot changes in the arrangement.
import { newPin, newRule } from "./steps.js";

// The number in "Headline #12" or "12"; null for no text, undefined for words that name nothing.
export function numbered(text) {
  const typed = text.trim();
  const [, number] = /(?:^|#)(\d+)$/.exec(typed.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) & 15))) ?? [];
  if (number) return Number(number);
  return typed ? undefined : null;
}

const textOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

// Changes the rule as its fields say; `names` learns what a tag is called.
function changeRule(box, rule, names) {
  const by = box.querySelector("[data-field=by]").value;
  const field = box.querySelector(`[data-of="${by}"] :is(select, input)`);
  rule.pictured = box.querySelector("[data-field=pictured]").checked;
  if (by !== rule.by) {
    Object.assign(rule, { by, of: { kind: field?.options?.[0].value, most_read: 24 }[by] ?? null });
    return;
  }
  if (by === "tag") {
    rule.of = numbered(field.value) ?? null;
    if (rule.of) names.tags[rule.of] = field.value;
  } else if (by === "kind") rule.of = field.value;
  else rule.of = field?.value ? Number(field.value) : null;
}

function pinTo(slot, article) {
  // What was written for another story is none of this one's.
  const { from = "", until = "", from_hour: fromHour, until_hour: untilHour } = slot.pin ?? {};
  if (article === null) slot.pin = null;
  else if (slot.pin?.article !== article) {
    slot.pin = { ...newPin(article), from, until, from_hour: fromHour, until_hour: untilHour };
  }
}

const ofSlot = {
  label: (slot, field) => (slot.label = field.value),
  headline: ({ pin }, field) => (pin.headline = field.value),
  kicker: ({ pin }, field) => (pin.kicker = field.value),
  picture: ({ pin }, field, names) => {
    pin.picture = numbered(field.value) ?? null;
    if (pin.picture) names.pictures[pin.picture] = field.value;
  },
  article: (slot, field, names) => {
    const article = numbered(field.value);
    if (field.value.includes("#")) names.articles[article] = field.value;
    pinTo(slot, article);
  },
  related: ({ pin }, field, names) => {
    const article = numbered(field.value);
    if (!article || pin.related.includes(article)) return;
    names.articles[article] = field.value;
    pin.related.push(article);
  },
  "own-rule": (slot, field) => (slot.rule = field.checked ? newRule() : null),
};

const ofZone = {
  kind: (zone, field) => (zone.kind = field.value),
  title: (zone, field) => (zone.title = field.value),
  section: (zone, field) => (zone.section = field.value ? Number(field.value) : null),
};

// Fields whose change is seen in other fields as well: the list is made anew.
const shaping = new Set(["article", "related", "own-rule", "by"]);
// Fields that name something of the newsroom.
const naming = new Set(["article", "related", "picture"]);

export const namesNothing = (field) => {
  const isNaming = naming.has(field.dataset.field) || field.dataset.complete === "tags";
  return isNaming && numbered(field.value) === undefined;
};

// Changes the zone or slot as the field says; answers whether the list has to be made anew.
export function change(field, { zone, slot, names }) {
  const rule = field.closest(".front-rule");
  const name = field.dataset.field;
  if (rule) changeRule(rule, (slot ?? zone).rule, names);
  else if (field.closest("[data-moment]")) slot.pin[field.name] = textOf(field);
  else if (slot) ofSlot[name](slot, field, names);
  else ofZone[name](zone, field);
  return shaping.has(name);
}
