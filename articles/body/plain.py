"""A body as plain text, plain text as a body, and what a body points at."""

import re
from html import escape, unescape
from typing import NamedTuple

from articles.body.sanitising import sanitise

_CAPTIONS = re.compile(r"<figcaption>[^<]*</figcaption>")
_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|blockquote|figure|aside|div|hr|table|caption|thead|tbody|tr)"
    r"(?:\s[^>]*)?>",
    re.IGNORECASE,
)
_CELLS = re.compile(r"(?:</?t[dh](?:\s[^>]*)?>)+")
_TABLE = re.compile(r"<table[\s>].*?</table>", re.DOTALL)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^>]*>")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_IMAGE = re.compile(r'<figure data-image="([0-9]+)"')
_ARTICLE = re.compile(r'<aside data-article="([0-9]+)"')


class References(NamedTuple):
    """What a body shows of the newsroom's own: primary keys, existing or not."""

    images: frozenset[int]
    articles: frozenset[int]


def text(html: str) -> str:
    """Return the words of a stored body, a blank line between blocks; captions are left out."""
    return "\n\n".join(paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """Return the text of each block of a stored body, none empty; a line break is ``\\n``.

    Each row of a table is one, its cells parted by spaces.
    """
    spaced = _BLOCK.sub("\0", _CAPTIONS.sub("\0", _CELLS.sub(" ", html)))
    blocks = unescape(_TAG.sub("", _BREAK.sub("\n", spaced))).split("\0")
    return [stripped for block in blocks if (stripped := block.strip())]


def from_text(text: str) -> str:
    """Return the body of a page of plain text: blank lines part paragraphs, other breaks stay."""
    blocks = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("<br>".join(escape(line) for line in block.split("\n")) for block in blocks)
    return sanitise("".join(f"<p>{line}</p>" for line in lines))


def references(html: str) -> References:
    """Return the pictures and articles a stored body points at."""
    return References(
        images=frozenset(map(int, _IMAGE.findall(html))),
        articles=frozenset(map(int, _ARTICLE.findall(html))),
    )


def lead(html: str, limit: int = 155) -> str:
    """The start of the text, cut at a word: what a link says where no summary was written.

    A table only where there is nothing else.
    """
    line = next(iter(paragraphs(_TABLE.sub("", html)) or paragraphs(html)), "")
    if len(line) <= limit:
        return line
    return f"{line[: limit - 1].rsplit(' ', 1)[0]}…"
