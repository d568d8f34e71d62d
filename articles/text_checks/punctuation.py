"""Rules about punctuation: signs of the other script, quotation marks, brackets, blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from articles.arabic.normalize import TASHKEEL, TATWEEL, is_arabic
from articles.text_checks.marks import Edit, Mark, replace, replacing
from articles.text_checks.passages import Version

ARABIC_LETTER: Final = f"\u0620-\u064a\u066e-\u06d3\u06d5{TASHKEEL}"
_ARABIC_SIGNS: Final = {",": "،", ";": "؛", "?": "؟"}
_AFTER_ARABIC: Final = re.compile(
    rf"(?<=[{ARABIC_LETTER}»)])[ \t\xa0]*[,;?](?=[\s»\")]|$|[{ARABIC_LETTER}])"
    rf"|(?<=[0-9\u0660-\u0669%])[,;?](?=\s+[{ARABIC_LETTER}])"
)
_WORD_BEGINS: Final = re.compile(f"[{ARABIC_LETTER}«]")


def _with_blank(sign: str, text: str, end: int) -> str:
    """The sign, and a blank where a word begins at once behind it."""
    return f"{sign} " if _WORD_BEGINS.match(text, end) else sign


latin_punctuation: Final = replacing(
    _AFTER_ARABIC,
    lambda match: _with_blank(_ARABIC_SIGNS[match[0][-1]], match.string, match.end()),
)
"""The Latin comma, semicolon and question mark behind an Arabic word."""

_LONG_WORD: Final = f"[{ARABIC_LETTER}]" * 4
"""Shorter ones are parts of names and addresses, as in «إي.إس.بي.إن» and «العربية.نت»."""

space_after: Final = replacing(
    re.compile(
        rf"(?<=[{ARABIC_LETTER}»)])[،؛؟](?=[{ARABIC_LETTER}«])"
        rf"|(?<={_LONG_WORD})\.(?={_LONG_WORD})"
    ),
    lambda match: f"{match[0]} ",
)
"""No blank between a comma, semicolon, question mark or full stop and the word behind it."""

_QUOTES: Final = (
    ('"', '"'),
    ("“", "”"),
    ("”", "“"),
    ("”", "”"),
    ("“", "“"),
    ("„", "“"),
    ("»", "«"),
)


def quotation_marks(text: str) -> Iterator[Mark]:
    """Quotations between other marks than «…», where all of their line pair."""
    if not is_arabic(text):
        return
    for line in re.finditer("[^\n]+", text):
        for opening, closing in _QUOTES:
            yield from _quotations(line[0], line.start(), opening, closing)


def _quotations(line: str, offset: int, opening: str, closing: str) -> Iterator[Mark]:
    places = [match.start() for match in re.finditer(f"[{opening}{closing}]", line)]
    pairs = list(zip(places[::2], places[1::2], strict=False))
    if len(places) % 2 or not all(
        line[first] == opening and line[last] == closing and _is_quotation(line, first, last)
        for first, last in pairs
    ):
        return
    for first, last in pairs:
        edits = (
            Edit(offset + first, offset + first + 1, "«"),
            Edit(offset + last, offset + last + 1, "»"),
        )
        yield Mark(0, offset + first, offset + last + 1, edits)


def _is_quotation(line: str, first: int, last: int) -> bool:
    """Whether the two are quotation marks: no inches, none astray, nested or inside a word."""
    inside, before = line[first + 1 : last], line[:first]
    is_tight = inside != "" and inside == inside.strip()
    is_outside = not before[-1:].isdigit() and not line[last + 1 : last + 2].isalpha()
    if line[first] == "»":
        return is_tight and is_outside and not before[-1:].isalpha()
    is_apart = all(part.count("«") == part.count("»") for part in (before, inside))
    return is_tight and is_apart and is_outside


_PAIRS: Final = ("()", "[]", "{}", "«»")
_ENUMERATION: Final = re.compile(r"(?:^|\s|[-–(])\w{1,3}[.\-–]?\)$")
_FACE: Final = re.compile(r"[:;=][-^'o]?[()]$")


def unbalanced(version: Version) -> Iterator[Mark]:
    """Brackets and quotation marks without their counterpart in the field."""
    for _field, passages in groupby(enumerate(version.passages), lambda each: each[1].field):
        # Addresses too: a bracket before one belongs to the sentence.
        texts = [(number, passage.text) for number, passage in passages]
        for pair in _PAIRS:
            yield from _without_counterpart(texts, *pair)


def _without_counterpart(
    passages: list[tuple[int, str]], opening: str, closing: str
) -> Iterator[Mark]:
    opened: list[Mark] = []
    for number, text in passages:
        for sign in re.finditer(f"[{re.escape(opening + closing)}]", text):
            mark = Mark(number, sign.start(), sign.end())
            if sign[0] == opening:
                # A quotation of several paragraphs is opened again in each of them.
                if opening != "«" or sign.start() or not opened:
                    opened.append(mark)
            elif opened:
                opened.pop()
            elif not _stands_alone(text[max(0, sign.start() - 5) : sign.end()]):
                yield mark
    texts = dict(passages)
    yield from (mark for mark in opened if not _FACE.search(texts[mark.passage][: mark.end]))


def _stands_alone(before: str) -> bool:
    """Whether a bracket ends the number of an item, or a face."""
    return bool(_ENUMERATION.search(before) or _FACE.search(before))


double_space: Final = replacing(
    re.compile(r"(?<=[^\s])[ \xa0\u2000-\u200a\u202f\u3000]{2,}(?=[^\s])"), lambda _match: " "
)
"""More than one blank between words."""

_SPACE_BEFORE: Final = re.compile(
    r"(?<=[^\W_])(?P<marks>[»)\]%\"”]?)[ \xa0]+(?P<sign>[،؛؟]|[.!](?=\s|$)|:(?=\s|$))"
)
# Not «. . .», which stands for what is left out.
_SECOND_STOP: Final = re.compile(r"(?<=[^\W_])\.[ \xa0]+\.(?=\s|$)(?![ \xa0]+\.)")


def space_before(text: str) -> Iterator[Mark]:
    """A blank before a comma, semicolon, colon, full stop, question or exclamation mark.

    A second full stop behind a blank goes with it.
    """
    for match in _SPACE_BEFORE.finditer(text):
        start, end = match.end("marks"), match.end("sign")
        yield replace(start, end, _with_blank(match["sign"], text, end))
    for match in _SECOND_STOP.finditer(text):
        yield replace(match.start(), match.end(), ".")


_STRETCH: Final = f"(?<=[{ARABIC_LETTER}]){TATWEEL}+(?=[{ARABIC_LETTER}])"
_DASH: Final = rf"(?<!\S){TATWEEL}+(?=\s)"


def tatweel(text: str) -> Iterator[Mark]:
    """Strokes that stretch a word, or stand for a dash."""
    for match in re.finditer(f"(?P<dash>{_DASH})|{_STRETCH}", text):
        yield replace(match.start(), match.end(), "–" if match["dash"] else "")
