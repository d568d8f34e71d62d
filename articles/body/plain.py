"""Conversions of stored bodies: to plain text, from plain text, to blocks, to references."""

import re
from collections.abc import Iterable
from html import escape, unescape
from typing import Final, NamedTuple

from articles.arabic.normalize import clean
from articles.body.sanitiser import sanitise

_CAPTIONS = re.compile(r"<figcaption>[^<]*</figcaption>")
_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|ul|ol|li|blockquote|figure|section|aside|div|hr|table|caption|thead|tbody|tr)"
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

_ELEMENT: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)(?:\s[^>]*)?>")
_VOID: Final = frozenset({"br", "hr"})
_SPACES: Final = re.compile(r"[ \t]+")
# ASCII, the Arabic block, and the punctuation of print; something in it must be a letter or digit.
_ORDINARY: Final = re.compile(
    "(?=.*[0-9A-Za-z\u0621-\u064a])[\x20-\x7e\u0600-\u06ff\u2010-\u2027«»]+"
)


class References(NamedTuple):
    """The primary keys of the images and articles in a body, existing or not."""

    images: frozenset[int]
    articles: frozenset[int]


def text(html: str) -> str:
    """The text of a stored body, a blank line between blocks; without captions."""
    return "\n\n".join(paragraphs(html))


def paragraphs(html: str) -> list[str]:
    """The non-empty texts of the blocks of a stored body; a line break is ``\\n``.

    Each table row is one paragraph, its cells separated by spaces.
    """
    spaced = _BLOCK.sub("\0", _CAPTIONS.sub("\0", _CELLS.sub(" ", html)))
    blocks = unescape(_TAG.sub("", _BREAK.sub("\n", spaced))).split("\0")
    return [stripped for block in blocks if (stripped := block.strip())]


def from_text(text: str) -> str:
    """The body of a plain text: blank lines separate paragraphs, other line breaks are kept."""
    blocks = _BLANK_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = ("<br>".join(escape(line) for line in block.split("\n")) for block in blocks)
    return sanitise("".join(f"<p>{line}</p>" for line in lines))


def references(html: str) -> References:
    """The images and articles that a stored body refers to."""
    return References(
        images=frozenset(map(int, _IMAGE.findall(html))),
        articles=frozenset(map(int, _ARTICLE.findall(html))),
    )


def lead(html: str, limit: int = 155) -> str:
    """The first paragraph, truncated at a word; the text of a table only if there is no other.

    Used as the summary where none was written.
    """
    line = next(iter(paragraphs(_TABLE.sub("", html)) or paragraphs(html)), "")
    if len(line) <= limit:
        return line
    return f"{line[: limit - 1].rsplit(' ', 1)[0]}…"


def blocks(html: str) -> list[str]:
    """The HTML of each top-level block of a stored body; joined they are the body again.

    Relies on the form that `sanitise` returns: lower-case elements, all closed, and `>` in
    texts and attributes escaped. Linear.
    """
    found: list[str] = []
    depth = start = 0
    for tag in _ELEMENT.finditer(html):
        closes, name = tag.groups()
        if name not in _VOID:
            depth += -1 if closes else 1
        if depth == 0:
            found.append(html[start : tag.end()])
            start = tag.end()
    if start < len(html):
        found.append(html[start:])
    return found


def from_paragraphs(paragraphs: Iterable[str]) -> str:
    """The body of plain paragraphs, equal to ``from_text`` of them joined by blank lines.

    Blank ones are ignored. Fast, for imports: a paragraph of ordinary Arabic or Latin letters is
    escaped without the sanitiser, which would not change it; 20 µs each.
    """
    return "".join(map(_paragraph, paragraphs))


def _paragraph(text: str) -> str:
    line = _SPACES.sub(" ", clean(text)).strip(" ")
    if _ORDINARY.fullmatch(line):
        return f"<p>{escape(line, quote=False)}</p>"
    return from_text(text)
