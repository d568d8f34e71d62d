"""The rules of readers' pages, each a question to the page; the answer lists what breaks it."""

from typing import Final

from playwright.sync_api import Page

_WORDS = r"""
const arabic = /[\u0620-\u064a\u066e-\u06d3]/;
const inner = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const every = [];
while (inner.nextNode()) {
  const holder = inner.currentNode.parentElement;
  const isText = !["SCRIPT", "STYLE", "NOSCRIPT", "TEMPLATE"].includes(holder.tagName);
  if (isText && inner.currentNode.data && holder.checkVisibility()) every.push(inner.currentNode);
}
const runs = every.filter((run) => run.data.trim());
const style = (run) => getComputedStyle(run.parentElement);
const say = ({ parentElement, data }) =>
  `${parentElement.localName}.${parentElement.className}: ${data.trim().slice(0, 50)}`;
const where = (test) => runs.filter(test).map(say);
const size = (run) => parseFloat(style(run).fontSize);
const leading = (run) => parseFloat(style(run).lineHeight) / size(run);
const isIn = (run, selector) => run.parentElement.closest(selector) !== null;
const block = (node) => {
  let holder = node.parentElement;
  while (getComputedStyle(holder).display.startsWith("inline")) holder = holder.parentElement;
  return holder;
};
const name = ({ localName, className, textContent }) =>
  `${localName}.${className} ${textContent.trim().slice(0, 40)}`;
const links = "a[href], button, input:not([type=hidden]), select, textarea, summary";
const inText = (link) => {
  const around = link.closest("p, li, figcaption, dd");
  const isInline = getComputedStyle(link).display === "inline";
  return isInline && around && around.textContent.trim() !== link.textContent.trim();
};
const isSmall = (link) => {
  const { width, height } = link.getBoundingClientRect();
  return width > 1 && (width < 23.9 || height < 23.9);
};
"""

RULES: Final[dict[str, str]] = {
    "language and direction are said": """
        const {lang, dir} = document.documentElement;
        return {ar: "rtl", en: "ltr"}[lang] === dir ? [] : [`${lang} ${dir}`];""",
    "nothing scrolls sideways": """
        const {scrollWidth} = document.documentElement;
        return scrollWidth > innerWidth ? [`${scrollWidth} > ${innerWidth}`] : [];""",
    "Arabic letters are not spaced, slanted, faded or justified": """
        return where((run) => arabic.test(run.data) && !(
          ["normal", "0px"].includes(style(run).letterSpacing) && style(run).fontStyle === "normal"
          && style(run).textTransform === "none" && style(run).opacity === "1"
          && style(run).textAlign !== "justify"));""",
    "text is large enough to read": """
        return where((run) => size(run) < 13 || (isIn(run, ".body p") && size(run) < 17));""",
    "lines stand apart": """
        return where((run) => (isIn(run, ".body p") && leading(run) < 1.6)
          || (isIn(run, "h1, h2, h3") && arabic.test(run.data) && leading(run) < 1.35));""",
    "no word is stretched": r"""
        return where((run) => isIn(run, "h1, h2, h3, a, button, label")
          && run.data.includes("\u0640"));""",
    "no control turns the direction": r"""
        return where((run) => /[\u202a-\u202e]/.test(run.data));""",
    "no letter is a presentation form": r"""
        return where((run) => /[\ufb50-\ufdcf\ufdf0-\ufdfb\ufe70-\ufefc]/.test(run.data));""",
    "digits of a run are of one family": r"""
        const eastern = /[\u0660-\u0669\u06f0-\u06f9]/;
        return where((run) => /[0-9]/.test(run.data) && eastern.test(run.data));""",
    "no two elements are glued into one word": """
        return every.slice(1).filter((run, index) => {
          const before = every[index];
          const isLetter = arabic.test(before.data.at(-1)) && arabic.test(run.data[0]);
          const isApart = block(before) !== block(run) || isIn(run, "mark") || isIn(before, "mark");
          return isLetter && !isApart && before.parentElement !== run.parentElement;
        }).map(say);""",
    "names and tags are isolated": """
        return [...document.querySelectorAll("main [rel~=author], main [rel~=tag]")]
          .filter((link) => !link.querySelector("bdi")).map(name);""",
    "targets can be hit": """
        return [...document.querySelectorAll(links)].filter((link) => link.checkVisibility()
          && !link.matches(".skip-link") && !inText(link) && isSmall(link)).map((link) =>
          `${name(link)} ${Math.round(link.getBoundingClientRect().width)}x${Math.round(
            link.getBoundingClientRect().height)}`);""",
    "there is one first heading": """
        const count = document.querySelectorAll("h1").length;
        return count === 1 ? [] : [`${count} h1`];""",
    "pictures have words and keep their place": """
        return [...document.images].filter((image) => !(image.hasAttribute("alt")
          && image.getAttribute("width") && image.getAttribute("height")))
          .map((image) => image.outerHTML);""",
    "both typefaces are used": """
        const used = new Set([...document.fonts].filter((face) => face.status === "loaded")
          .map((face) => face.family.replaceAll('"', "")));
        return ["Difaf Sans", "Difaf Naskh"].filter((family) => !used.has(family));""",
    "nothing jumps": """
        const jumps = performance.jumps();
        const sum = jumps.reduce((total, jump) => total + jump.value, 0);
        return sum > 0.02 ? [`${sum}`, ...jumps.map((jump) => jump.what)] : [];""",
}
WATCH: Final = """
(() => {
  const seen = [];
  const keep = (entries) => seen.push(...entries.map((entry) => ({
    value: entry.hadRecentInput ? 0 : entry.value,
    what: entry.sources.map((source) => source.node?.parentElement?.className).join(" "),
  })));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({type: "layout-shift", buffered: true});
  performance.jumps = () => {
    keep(observer.takeRecords());
    return seen;
  };
})();
"""
SETTLED: Final = """() => document.fonts.ready.then(() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100)))))"""


def broken(page: Page, *names: str) -> dict[str, list[str]]:
    """The rules (default: all) that the page as it stands breaks, each with what breaks it."""
    page.evaluate(SETTLED)
    answers = {
        rule: page.evaluate(f"() => {{ {_WORDS} {RULES[rule]} }}") for rule in names or RULES
    }
    return {rule: found for rule, found in answers.items() if found}
