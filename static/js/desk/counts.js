// Words and reading time of the language that is shown, and the headline as a card cuts it.
import { chosenLanguage } from "./tabs.js";

const shown = document.querySelector("[data-counts]");
const source = document.getElementById("desk-measures");
const word = /[\p{L}\p{N}][\p{L}\p{N}\p{M}\u0640'’]*/gu;
const plain = new DOMParser();

function text(html) {
  const spaced = html.replace(/<\/(p|h\d|li|td|th|figcaption|caption|blockquote)>|<br>/g, " $&");
  return plain.parseFromString(spaced, "text/html").body.textContent;
}

export function wordsIn(html) {
  return text(html).match(word)?.length ?? 0;
}

function say({ words, minutes, words_per_minute: speed }) {
  const body = document.querySelector(`[name=body_${chosenLanguage()}]`);
  if (!body) return;
  const count = wordsIn(body.value);
  const form = new Intl.PluralRules(document.documentElement.lang).select(count);
  const reading = minutes[Math.min(Math.max(Math.ceil(count / speed), 1), minutes.length) - 1];
  const parts = [words[form].replace("{count}", count), ...(count ? [reading] : [])];
  shown.replaceChildren(...parts.map((part) => Object.assign(document.createElement("span"), { textContent: part })));
}

function card(measure) {
  const field = document.querySelector(`[name=${measure.dataset.cardOf}]`);
  const headline = measure.querySelector("[data-card-headline]");
  const typed = field.value.trim();
  headline.textContent = typed;
  measure.hidden = !typed || field.closest("[data-panel]").hidden;
  const most = Number(field.dataset.recommended);
  const length = [...typed].length;
  const isCut = length > most || headline.scrollHeight > headline.clientHeight + 2;
  measure.toggleAttribute("data-cut", isCut);
  measure.querySelector("[data-card-said]").textContent = measure.dataset[isCut ? "beyond" : "within"];
  measure.querySelector("[data-card-length]").textContent = `${length} / ${most}`;
}

if (shown && source) {
  const measures = JSON.parse(source.textContent);
  let timer = 0;
  const draw = () => {
    say(measures);
    document.querySelectorAll("[data-card-of]").forEach(card);
  };
  document.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(draw, 250);
  });
  document.addEventListener("language:shown", draw);
  draw();
}
