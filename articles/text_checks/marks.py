"""What a rule yields: a place in a passage, with the replacements that mend it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.text_checks.passages import HIDDEN, WHOLE, Version


class Edit(NamedTuple):
    """Replaces the characters from `start` to `end` of a passage by `text`."""

    start: int
    end: int
    text: str


class Mark(NamedTuple):
    """The characters from `start` to `end` of a passage; without edits nothing mends it.

    The edits lie inside the mark, in their order, apart. With `passage` WHOLE the mark concerns
    the article's field `field`.
    """

    passage: int
    start: int
    end: int
    edits: tuple[Edit, ...] = ()
    field: str = ""


type Find = Callable[[Version], Iterator[Mark]]
type FindInText = Callable[[str], Iterator[Mark]]
"""Finds in one text; the number of the passage in its marks is not read."""


def in_arabic(find: FindInText) -> Find:
    """The rule over the Arabic of every passage."""

    def found(version: Version) -> Iterator[Mark]:
        for number, text in version.arabic:
            yield from (mark._replace(passage=number) for mark in find(text))

    return found


def in_prose(find: FindInText) -> Find:
    """The rule over every passage, whatever its language."""

    def found(version: Version) -> Iterator[Mark]:
        for number, text in version.prose:
            yield from (mark._replace(passage=number) for mark in find(text))

    return found


def replace(start: int, end: int, text: str) -> Mark:
    """The mark of characters that are to be replaced as a whole."""
    return Mark(0, start, end, (Edit(start, end, text),))


def of_article(field: str) -> Mark:
    """The mark of something missing or wrong outside the texts."""
    return Mark(WHOLE, 0, 0, field=field)


def replacing(pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> FindInText:
    """The rule that each match is to be replaced; not where that changes nothing."""

    def find(text: str) -> Iterator[Mark]:
        for match in pattern.finditer(text):
            right = by(match)
            if right != match[0] and HIDDEN not in match[0]:
                yield replace(match.start(), match.end(), right)

    return find


def apply(text: str, edits: tuple[Edit, ...]) -> str:
    """The passage with the edits of a mark done."""
    for edit in reversed(edits):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text
