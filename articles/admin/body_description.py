"""Bodies as plain text that names pictures, links and emphasis, for comparing revisions."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

from django.utils.translation import pgettext

from articles import body
from articles.admin.picture_words import width_names
from articles.admin.text_diff import CELL_SEPARATOR
from articles.body.schema import GALLERY, WIDTHS

_REFERENCE: Final = re.compile(
    r'<figure data-image="(?P<image>[0-9]+)"(?: data-width="(?P<width>[a-z]+)")?>'
    r"(?:<figcaption>(?P<caption>[^<]*)</figcaption>)?"
    r"</figure>"
    r'|<aside data-article="(?P<article>[0-9]+)"></aside>'
    r'|<div data-embed="(?P<embed>[^"]*)"></div>'
    r"|<hr>"
)
_GALLERY: Final = f'<section class="{GALLERY}">'
_LINK: Final = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([a-z][a-z0-9]*)((?:\s[^>]*)?)>")
_DIRECTION: Final = re.compile(r'(?:lang|dir)="([^"]*)"')
_SPAN: Final = re.compile(r'(col|row)span="([0-9]+)"')
_BETWEEN_CELLS: Final = re.compile(r"</t[dh]><t[dh][^>]*>")
_INLINE: Final = frozenset({"strong", "em", "sub", "sup", "bdi"})

type ObjectsById = Mapping[int, Any]


def describe_bodies(
    versions: Sequence[str], *, images: ObjectsById, articles: ObjectsById
) -> list[list[str]]:
    """The paragraphs of each version of a body; different bodies give different paragraphs.

    Pictures, articles and embeds are always named, the URL of a link where not every version
    has it. Emphasis, headings, lists, quotations, header and merged cells are named only where
    two different blocks would have the same text. A table row is one paragraph, its cells
    joined by CELL_SEPARATOR. No query; linear.
    """
    links = [{href for href, _text in _LINK.findall(html)} for html in versions]
    common = set.intersection(*links) if links else set()
    names = {"image": images, "article": articles}
    rows = [
        [(block, tuple(_describe_block(block, names, common))) for block in body.blocks(html)]
        for html in versions
    ]
    alike: dict[tuple[str, ...], set[str]] = {}
    for block, text in (pair for row in rows for pair in row):
        alike.setdefault(text, set()).add(block)
    is_one = len(versions) == 1
    return [
        [
            line
            for block, text in row
            for line in (
                text if is_one or len(alike[text]) == 1 else _describe_in_detail(block, names)
            )
        ]
        for row in rows
    ]


def _describe_block(block: str, names: Mapping[str, ObjectsById], common: set[str]) -> list[str]:
    def link(match: re.Match[str]) -> str:
        return match[2] if match[1] in common else _with_address(match)

    def pointer(match: re.Match[str]) -> str:
        return _describe_reference(match, names, is_numbered=False)

    if block.startswith(_GALLERY):
        return _describe_gallery(block, names, is_numbered=False)
    return _lines(_LINK.sub(link, _REFERENCE.sub(pointer, block)))


def _describe_in_detail(block: str, names: Mapping[str, ObjectsById]) -> list[str]:
    def pointer(match: re.Match[str]) -> str:
        return _describe_reference(match, names, is_numbered=True)

    if block.startswith(_GALLERY):
        return _describe_gallery(block, names, is_numbered=True)
    # Names of marks first: what stands for a picture is marked by none.
    marked = _REFERENCE.sub(pointer, _LINK.sub(_with_address, block))
    return _lines(_TAG.sub(_describe_tag, marked))


def _lines(block: str) -> list[str]:
    return body.paragraphs(_BETWEEN_CELLS.sub(CELL_SEPARATOR, block))


def _with_address(match: re.Match[str]) -> str:
    """The link's text and its URL, in a directional isolate."""
    return f"{match[2]} (\u2066{match[1]}\u2069)"


def _describe_gallery(
    block: str, names: Mapping[str, ObjectsById], *, is_numbered: bool
) -> list[str]:
    """A paragraph for each picture, with its place, by which galleries differ from pictures."""
    return _lines(
        "".join(
            _describe_reference(figure, names, is_numbered=is_numbered, place=place)
            for place, figure in enumerate(_REFERENCE.finditer(block), start=1)
        )
    )


def _describe_reference(
    match: re.Match[str], names: Mapping[str, ObjectsById], *, is_numbered: bool, place: int = 0
) -> str:
    """A paragraph that names the picture, article or embed; `place` is that in a gallery."""
    kind = match.lastgroup
    if kind is None:
        return "<p>———</p>"
    if kind == "embed":
        post = pgettext("editor", "Post or video")
        return f"<p>[{escape(post)}: \u2066{match['embed']}\u2069]</p>"
    kind = "image" if match["image"] else "article"
    number = int(match[kind])
    name = str(names[kind].get(number, f"#{number}"))
    if is_numbered:
        name = f"{name} #{number}"
    kinds = {
        "image": pgettext("editor", "Picture"),
        "article": pgettext("editor", "Related article"),
    }
    what = kinds[kind]
    if is_numbered and kind == "image" and match["width"]:
        what = f"{what}, {width_names()[match['width']]}"
    if place:
        what = pgettext("editor", "Gallery, picture %(place)s") % {"place": place}
    caption = f" — {match['caption']}" if match["caption"] else ""
    return f"<p>[{escape(what)}: {escape(name)}{caption}]</p>"


def _describe_tag(match: re.Match[str]) -> str:
    """The tag followed by its name in brackets; the brackets of an inline one enclose its text."""
    closes, tag, attributes = match.groups()
    direction = " ".join(_DIRECTION.findall(attributes))
    name = _tag_names().get("pullquote" if "pullquote" in attributes else tag, "")
    width = width_names()[WIDTHS[0]] if "data-width" in attributes else ""
    parts = (name, width, direction, _describe_span(attributes))
    words = " ".join(part for part in parts if part)
    if tag in _INLINE:
        return "]" if closes else f"[{escape(words)}: "
    return f"{match[0]}[{escape(words)}] " if words and not closes else match[0]


def _describe_span(attributes: str) -> str:
    """The column and row span of a cell; "" for an ordinary one."""
    spans = dict(_SPAN.findall(attributes))
    if not spans:
        return ""
    counts = {"columns": spans.get("col", 1), "rows": spans.get("row", 1)}
    return pgettext("editor", "Merged cell: columns %(columns)s, rows %(rows)s") % counts


def _tag_names() -> dict[str, str]:
    """The labels of the editor's buttons by tag."""
    return {
        "strong": pgettext("editor", "Bold"),
        "em": pgettext("editor", "Italic"),
        "sub": pgettext("editor", "Subscript"),
        "sup": pgettext("editor", "Superscript"),
        "bdi": pgettext("editor", "Foreign words"),
        "h2": pgettext("editor", "Heading"),
        "h3": pgettext("editor", "Subheading"),
        "blockquote": pgettext("editor", "Quotation"),
        "pullquote": pgettext("editor", "Pull quote"),
        "ul": pgettext("editor", "List"),
        "ol": pgettext("editor", "Numbered list"),
        "caption": pgettext("editor", "Table caption"),
        "th": pgettext("editor", "Header cell"),
    }
