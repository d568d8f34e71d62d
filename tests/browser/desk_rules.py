"""The rules of the desk's pages, each a question to the page; the answer lists what breaks it."""

from typing import Final

from playwright.sync_api import Page

_SAY = r"""
const say = (node) => `${node.localName}.${node.className} ${node.textContent.trim().slice(0, 40)}`;
const all = (selector) => [...document.querySelectorAll(selector)];
"""
# Marks of licences and of kinds of files are Latin everywhere; user names are typed in Latin.
MARKS: Final = r"\b(?:CC BY(?:-SA)? 4\.0|JPEG|PNG|WebP|AVIF|UTC)\b"
DESK_RULES: Final[dict[str, str]] = {
    "no Latin word stands on an Arabic page": r"""
        const meant = ":is([lang]:not([lang=ar], html), [dir=ltr]:not(html), code, .field-slug)";
        const silent = "script, style, noscript, template, textarea[hidden]";
        const known = new RegExp(MARKS, "gu");
        const isLatin = (text) => /\p{Script=Latin}/u.test((text ?? "").replaceAll(known, ""));
        const found = [];
        const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
          const { data, parentElement: holder } = walker.currentNode;
          const isSeen = holder.checkVisibility() || ["TITLE", "OPTION"].includes(holder.tagName);
          const isText = isSeen && !holder.closest(`${meant}, ${silent}`);
          if (isText && isLatin(data)) found.push(`${holder.localName}: ${data.trim()}`);
        }
        const said = ["title", "alt", "placeholder", "aria-label", "data-placeholder"];
        for (const node of all("body *")) {
          const wrong = said.filter((name) => isLatin(node.getAttribute(name)));
          for (const name of node.closest(meant) ? [] : wrong)
            found.push(`${node.localName} ${name}: ${node.getAttribute(name)}`);
          if (node.matches("input[type=submit], input[type=button]") && isLatin(node.value))
            found.push(`${node.localName}: ${node.value}`);
        }
        return [...new Set(found)];""",
    "there is one first heading": """
        const count = all("h1").length;
        return count === 1 ? [] : [`${count} h1`];""",
    "only what may have a name has one": """
        const nameless = "figcaption, p, strong, em, code, caption, :is(div, span):not([role])";
        const named = "[aria-label], [aria-labelledby]";
        return all(nameless).filter((node) => node.matches(named)).map(say);""",
    "roles stand where they may": """
        const mayGroup = ":not([role=group], [role=radiogroup], [role=presentation], [role=none])";
        return all(`fieldset[role]${mayGroup}, figcaption[role]${mayGroup}`).map(say);""",
    "headings of tables say something": """
        const said = (node) => node.textContent.trim() || node.getAttribute("aria-label") || "";
        const hasSign = (node) => node.querySelector("img[alt]:not([alt='']), input");
        return all("th").filter((node) => !said(node) && !hasSign(node)).map(say);""",
    "what scrolls is reached by keys": """
        const field = "input, select, textarea, [contenteditable]";
        const inside = `a[href], button, [tabindex="0"], ${field}`;
        return all("body *").filter((node) => {
          const { overflowX, overflowY } = getComputedStyle(node);
          const isWide = node.scrollWidth > node.clientWidth + 1 && /auto|scroll/.test(overflowX);
          const isHigh = node.scrollHeight > node.clientHeight + 1 && /auto|scroll/.test(overflowY);
          // A list of choices is gone through with the arrows of its field.
          const isField = node.matches("input, select, textarea, html, body, [role=listbox]");
          return (isWide || isHigh) && !isField && node.tabIndex < 0 && !node.querySelector(inside);
        }).map(say);""",
}
_ASKED: Final = frozenset(
    {"button", "checkbox", "combobox", "link", "listbox", "radio", "searchbox", "textbox"}
)


def broken_at_desk(page: Page, *names: str, users: str = "") -> dict[str, list[str]]:
    """The rules (default: all) that the page breaks; `users` is a pattern of user names on it."""
    marks = f"{MARKS}|{users}" if users else MARKS
    known = f"const MARKS = String.raw`{marks}`;"
    answers = {
        rule: page.evaluate(f"() => {{ {known} {_SAY} {DESK_RULES[rule]} }}")
        for rule in names or DESK_RULES
    }
    return {rule: found for rule, found in answers.items() if found}


def nameless(page: Page) -> list[str]:
    """The roles of fields, buttons and links that a screen reader has no name for.

    The browser builds what it tells screen readers after the page was loaded.
    """
    for _n in range(30):
        if not (found := _nameless_now(page)):
            break
        page.wait_for_timeout(100)
    return found


def _nameless_now(page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        node["role"]["value"]
        for node in nodes
        if not node.get("ignored")
        and node["role"]["value"] in _ASKED
        and not node.get("name", {}).get("value", "").strip()
    ]
