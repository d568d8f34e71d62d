"""A body with the punctuation of printed Arabic: ``arabic.typography.tidy`` across its marks."""

import re
from typing import Final

from articles.arabic import typography
from articles.body.schema import MARKS

_INLINE: Final = "|".join(sorted({*MARKS.values(), "a", "bdi"}))
_BOUNDARY: Final = re.compile(rf"(<(?!/?(?:{_INLINE})\b)[^>]*>)")
_TAG: Final = re.compile(r"<[^>]*>")
# Stands for a tag while the text is mended; a text that holds the sign itself is left as it is.
_MARK: Final = "\ue000"


def tidy(html: str) -> str:
    """Return a stored body with its paragraphs, headings, items and captions tidied, line by line.

    Quotation marks are paired across emphasis and links. Tags and the blocks themselves stay.
    Idempotent; linear.
    """
    if _MARK in html:
        return html
    parts = _BOUNDARY.split(html)
    parts[::2] = map(_line, parts[::2])
    return "".join(parts)


def _line(html: str) -> str:
    if not html:
        return html
    tags = iter(_TAG.findall(html))
    return re.sub(_MARK, lambda _match: next(tags), typography.tidy(_TAG.sub(_MARK, html)))
