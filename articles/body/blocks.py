"""A stored body as the row of its top-level blocks."""

import re
from typing import Final

_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>")
_VOID: Final = frozenset({"br", "hr"})


def blocks(html: str) -> list[str]:
    """Return the HTML of each top-level block of a stored body; joined they are the body again.

    Expects what `sanitise` returns: lower-case elements, every one closed, and
    `>` in texts and values written as an entity. Linear.
    """
    found: list[str] = []
    depth = start = 0
    for tag in _TAG.finditer(html):
        closes, name = tag.groups()
        if name not in _VOID:
            depth += -1 if closes else 1
        if depth == 0:
            found.append(html[start : tag.end()])
            start = tag.end()
    if start < len(html):
        found.append(html[start:])
    return found
