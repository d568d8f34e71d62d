"""Where a quoted passage stands in a text that was edited since; pure.

An anchor is the TextQuoteSelector of the Web Annotation Data Model (W3C, 4.2.4) with the position
of its TextPositionSelector as a hint. Texts are compared without vowel marks and tatweel, with one
alef, ya, ha and kaf, and with every run of whitespace as one space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import accumulate, takewhile
from typing import Final, NamedTuple

from articles.arabic.normalize import BIDI_CONTROLS, JOINERS, TASHKEEL, TATWEEL, fold

CONTEXT: Final = 32
"""Characters that are kept on each side of a passage."""
_ENOUGH_CONTEXT: Final = 6
"""Characters of context, on both sides together, by which a short passage is known again."""
_TELLING: Final = 20
"""A passage of so many characters is known again by itself."""
_ENOUGH_KEPT: Final = 0.5
"""The share of a passage that must be left of it, for it to be the same passage."""
_SILENT: Final = re.compile(f"[{TASHKEEL}{TATWEEL}{JOINERS}{BIDI_CONTROLS}]")
# Words and punctuation, each with the whitespace after it.
_TOKENS: Final = re.compile(rf"[\w{TASHKEEL}{TATWEEL}{JOINERS}]+\s*|[^\w\s]\s*|\s+")


class Anchor(NamedTuple):
    """A passage quoted with what stands beside it; an empty quote is the whole text."""

    exact: str
    prefix: str
    suffix: str
    position: int


class Span(NamedTuple):
    """Characters `start` to `end` (exclusive) of a text."""

    start: int
    end: int


class _Folded(NamedTuple):
    """A text as it is compared; `places[i]` is where its i-th character stands, then the end."""

    text: str
    places: list[int]


def make_anchor(text: str, span: Span) -> Anchor:
    """The anchor of a span of the text."""
    start, end = span
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text[start:end], before, after, start)


def locate(anchor: Anchor, text: str) -> Span | None:
    """Where the passage stands in the text, None when it does not; linear in practice.

    Of passages that read the same the one whose neighbours agree most is meant, then the one that
    is spelled as quoted, then the nearest. A few letters without any of their neighbours are
    not the passage.
    """
    if not anchor.exact:
        return Span(0, len(text))
    folded, wanted = _folded(text), _folded(anchor.exact).text.strip()
    prefix, suffix = _folded(anchor.prefix).text, _folded(anchor.suffix).text
    if not wanted:
        return None
    best: tuple[tuple[int, bool, int], Span] | None = None
    at = folded.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        score = _agreement(prefix[::-1], folded.text[:at][: -CONTEXT - 1 : -1])
        score += _agreement(suffix, folded.text[end : end + CONTEXT])
        span = Span(folded.places[at], _end(folded, end, text))
        is_same = text[span.start : span.end] == anchor.exact.strip()
        rank = (score, is_same, -abs(span.start - anchor.position))
        if best is None or rank > best[0]:
            best = rank, span
        at = folded.text.find(wanted, at + 1)
    if best is None:
        return None
    needed = min(_ENOUGH_CONTEXT, len(prefix.strip()) + len(suffix.strip()))
    is_known = len(wanted) >= _TELLING or best[0][0] >= needed
    return best[1] if is_known else None


def refresh(anchor: Anchor, before: str, after: str) -> Anchor | None:
    """The anchor of the same passage after an edit, None when it is gone.

    Followed through the difference of the two texts, so that its own words may change; a passage
    that was moved, or that `before` does not have, is looked for in `after`.
    """
    if not anchor.exact:
        return anchor
    span = locate(anchor, before)
    followed = _follow(span, before, after) if span else None
    found = followed or locate(anchor, after)
    return make_anchor(after, found) if found else None


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    """The character as it is compared: one character, "" for a silent one."""
    if _SILENT.match(character):
        return ""
    if character.isspace():
        return " "
    key = fold(character)
    return key if len(key) == 1 else character


# One text is asked for many passages, one after the other.
@lru_cache(maxsize=8)
def _folded(text: str) -> _Folded:
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        letter = _letter(character)
        if letter and not (letter == " " and letters and letters[-1] == " "):
            letters.append(letter)
            places.append(place)
    return _Folded("".join(letters), [*places, len(text)])


def _end(folded: _Folded, end: int, text: str) -> int:
    """The place after the character before `end`, with the marks that stand on it."""
    place = folded.places[end - 1] + 1
    while place < folded.places[end] and _SILENT.match(text[place]):
        place += 1
    return place


def _agreement(one: Sequence[str], other: Sequence[str]) -> int:
    """How many of the first characters, or words, are equal."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _follow(span: Span, before: str, after: str) -> Span | None:
    """Where the span stands after the edit, when enough of it is left there."""
    pieces: list[Span] = []
    kept = 0
    for tag, old, new in _changes(before, after):
        start, end = max(span.start, old.start), min(span.end, old.end)
        if start >= end or tag == "delete":
            continue
        if tag == "equal":
            shift = new.start - old.start
            pieces.append(Span(start + shift, min(end + shift, new.end)))
            kept += end - start
        else:
            pieces.append(_share(Span(start, end), old, new))
    if not pieces:
        return None
    found = Span(pieces[0].start, pieces[-1].end)
    passage, now = before[span.start : span.end], after[found.start : found.end]
    if kept >= _ENOUGH_KEPT * len(passage):
        return found
    matcher = SequenceMatcher(None, _folded(passage).text, _folded(now).text, autojunk=False)
    return found if now.strip() and matcher.ratio() >= _ENOUGH_KEPT else None


def _share(part: Span, old: Span, new: Span) -> Span:
    """What the part of replaced words became: all of the new ones, or as many at its side."""
    length = part.end - part.start
    start, end = new
    if part.end < old.end:
        end = min(new.end, new.start + length)
    elif part.start > old.start:
        start = max(new.start, new.end - length)
    return Span(start, end)


@lru_cache(maxsize=2)
def _changes(before: str, after: str) -> list[tuple[str, Span, Span]]:
    """What is equal, replaced, deleted and inserted, in their order; equal words one by one."""
    return list(_compare(before, after))


def _compare(before: str, after: str) -> Iterator[tuple[str, Span, Span]]:
    old, new = _TOKENS.findall(before), _TOKENS.findall(after)
    one, other = [token.rstrip() for token in old], [token.rstrip() for token in new]
    head = _agreement(one, other)
    tail = _agreement(one[head:][::-1], other[head:][::-1])
    rest = SequenceMatcher(
        None, one[head : len(one) - tail], other[head : len(other) - tail], autojunk=False
    )
    olds, news = _offsets(old), _offsets(new)
    codes = [("equal", -head, 0, -head, 0), *rest.get_opcodes()]
    codes.append(("equal", len(one) - tail - head, len(one) - head, len(other) - tail - head, 0))
    for tag, old_start, old_end, new_start, new_end in codes:
        if tag == "equal":
            for number in range(old_end - old_start):
                i, j = old_start + head + number, new_start + head + number
                yield tag, Span(olds[i], olds[i + 1]), Span(news[j], news[j + 1])
        else:
            old_part = Span(olds[old_start + head], olds[old_end + head])
            yield tag, old_part, Span(news[new_start + head], news[new_end + head])


def _offsets(tokens: list[str]) -> list[int]:
    return [0, *accumulate(map(len, tokens))]
