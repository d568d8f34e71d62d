"""What a page holds and does not count as its text: deleted, hidden, commented, never shown."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from articles.body.tokens import Kind, attributes_of

# Left out with everything in them: what is no text, and text that was taken back.
_ELEMENTS: Final = frozenset(
    {"svg", "math", "template", "select", "object", "del", "s", "strike", "datalist", "rp"}
)
# They have no end, or are the page itself.
_NEVER: Final = frozenset(
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
_MAY_SAY = re.compile(r"style|hidden|class|msocom", re.IGNORECASE)
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
_NEXT: Final = {
    "p": _BLOCKS,
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "th": frozenset({"td", "th", "tr", "tbody", "tfoot"}),
    "tr": frozenset({"tr", "tbody", "tfoot"}),
}
_OWN: Final = ("ul", "ol", "dl", "table")
_OUTER: Final = _BLOCKS | {"li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "caption"}


def is_left_out(name: str, attributes: str) -> bool:
    """Whether the element of this tag, its attributes unread, is no part of its page's text."""
    if name in _ELEMENTS:
        return not attributes.endswith("/")
    if name in _NEVER or not _MAY_SAY.search(attributes):
        return False
    said = attributes_of(attributes)
    return bool(
        "hidden" in said
        or _STYLES.search(said.get("style", ""))
        or not _CLASSES.isdisjoint(said.get("class", "").split())
        or _COMMENT in said.get("href", "")
    )


@dataclass(slots=True)
class LeftOut:
    """An element that is being left out, from behind its start to its end, written or not.

    Where its end was forgotten, the end of what stands around it is its end too: nothing that
    follows is lost with it.
    """

    name: str
    is_over: bool = False
    open: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.open[self.name] = 1

    def holds(self, kind: Kind, name: str) -> bool:
        """Whether the next token belongs to it; its own end is the last that does."""
        if kind == "text":
            return True
        if kind == "start":
            return self._holds_start(name)
        if not self.open[name]:
            return name not in _OUTER
        self.open[name] -= 1
        self.is_over = not self.open[self.name]
        return True

    def _holds_start(self, name: str) -> bool:
        if name in _NEXT.get(self.name, ()) and not any(self.open[each] for each in _OWN):
            return False
        if name not in _NEVER:
            self.open[name] += 1
        return True
