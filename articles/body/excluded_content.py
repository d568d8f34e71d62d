"""Elements of pasted HTML that are not content: deleted, hidden, comments, never rendered."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from articles.body.tokenizer import Kind, parse_attributes

# Left out with everything in them: what is no text, and text that was taken back.
_ELEMENTS: Final = frozenset(
    {"svg", "math", "template", "select", "object", "del", "s", "strike", "datalist", "rp"}
)
# They have no end, or are the page itself.
_VOID_OR_PAGE: Final = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
        "iframe",
        "html",
        "body",
    ]
)
_RELEVANT_ATTRIBUTE = re.compile(r"style|hidden|class|msocom", re.IGNORECASE)
_STYLES = re.compile(
    r"""display\s*:\s*none
    |visibility\s*:\s*(?:hidden|collapse)
    |font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$)
    |mso-hide\s*:\s*(?:all|screen)
    |mso-element\s*:\s*comment(?:-list)?\s*(?:;|$)
    |mso-special-character\s*:\s*comment
    |text-decoration(?:-line)?\s*:[^;]*line-through""",
    re.IGNORECASE | re.VERBOSE,
)
_CLASSES: Final = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "msocomanchor"}
)
_COMMENT: Final = "#_msocom_"

_BLOCKS: Final = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "center",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "search",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
# What begins after them without their end ends them, unless it stands in something of its own.
_IMPLICIT_END: Final = {
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
_NESTING: Final = ("ul", "ol", "dl", "table")
_CONTAINERS: Final = _BLOCKS | {
    "li",
    "dt",
    "dd",
    "td",
    "th",
    "tr",
    "thead",
    "tbody",
    "tfoot",
    "caption",
}


def is_excluded(name: str, attributes: str) -> bool:
    """Whether the element with this tag name and unparsed attributes is excluded."""
    if name in _ELEMENTS:
        return not attributes.endswith("/")
    if name in _VOID_OR_PAGE or not _RELEVANT_ATTRIBUTE.search(attributes):
        return False
    parsed = parse_attributes(attributes)
    return bool(
        "hidden" in parsed
        or _STYLES.search(parsed.get("style", ""))
        or not _CLASSES.isdisjoint(parsed.get("class", "").split())
        or _COMMENT in parsed.get("href", "")
    )


@dataclass(slots=True)
class ExcludedElement:
    """An excluded element that is being skipped, from after its start tag to its end.

    A missing end tag is implied by the end of the element around it, so that nothing that
    follows is lost.
    """

    name: str
    is_over: bool = False
    open: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.open[self.name] = 1

    def contains(self, kind: Kind, name: str) -> bool:
        """Whether the next token is inside the element; its own end tag is the last that is."""
        if kind == "text":
            return True
        if kind == "start":
            return self._contains_start(name)
        if not self.open[name]:
            return name not in _CONTAINERS
        self.open[name] -= 1
        self.is_over = not self.open[self.name]
        return True

    def _contains_start(self, name: str) -> bool:
        if name in _IMPLICIT_END.get(self.name, ()) and not any(
            self.open[each] for each in _NESTING
        ):
            return False
        if name not in _VOID_OR_PAGE:
            self.open[name] += 1
        return True
