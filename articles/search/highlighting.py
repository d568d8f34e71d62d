"""Marking found words: a whole word or nothing, since letters of Arabic join across marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping
from functools import lru_cache, partial
from html import escape
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.arabic.analysis import analyse_word
from articles.arabic.tokens import Token, matching_tokens

_LONGEST: Final = 220
"""Characters of an excerpt."""
_READ: Final = 4_000
"""Characters of a body in which an excerpt is looked for."""
_CHUNK: Final = 600
"""Characters of it that are read at a time, more than an excerpt has."""
_COMPARED: Final = 60
"""Found words that are compared for the best place."""
_BEFORE: Final = 50
"""Characters that an excerpt shows before its first found word, if the sentence is that long."""


def highlighted(text: str, wanted: Collection[str]) -> SafeString:
    """The text as HTML with every word in `<mark>` that has a wanted key."""
    return _marked(text, _found(text, wanted), 0, len(text))


def excerpt(standfirst: str, html: str, wanted: Mapping[str, int]) -> SafeString:
    """Where most of the wanted words stand together: in the standfirst, else in the body.

    `wanted` says of each key which word of the query it is of. At most about 220
    characters between whole words, with an ellipsis where text is left out; the
    standfirst or the start of the text when nothing is found.
    """
    found = _found(standfirst, wanted)
    if found:
        return _window(standfirst, found, wanted)
    text = " ".join(body.text(html[:_READ]).split())
    found = _found_early(text, wanted)
    return _window(text if found or not standfirst else standfirst, found, wanted)


def _found_early(text: str, wanted: Mapping[str, int]) -> list[Token]:
    """The wanted words of the text up to where each was found once, and a little further."""
    keys, missing = frozenset(wanted), set(wanted.values())
    found: list[Token] = []
    start = 0
    while start < len(text):
        is_last = not missing
        end = text.find(" ", start + _CHUNK)
        end = len(text) if end < 0 else end
        for token in _found(text[start:end], keys):
            found.append(Token(token.text, token.start + start, token.end + start))
            missing -= _words_of(token, wanted)
        if is_last:
            break
        start = end
    return found


def _words_of(token: Token, wanted: Mapping[str, int]) -> set[int]:
    return {wanted[key] for key in analyse_word(token.text).keys if key in wanted}


def _found(text: str, wanted: Collection[str]) -> list[Token]:
    return matching_tokens(text, partial(_has_any, frozenset(wanted)))


@lru_cache(maxsize=20_000)
def _has_any(keys: frozenset[str], word: str) -> bool:
    """The texts of one page share most of their words: each is asked about once."""
    return not keys.isdisjoint(analyse_word(word).keys)


def _window(text: str, found: list[Token], wanted: Mapping[str, int]) -> SafeString:
    if len(text) <= _LONGEST:
        return _marked(text, found, 0, len(text))
    start = _start(text, found, wanted)
    end = len(text) if start + _LONGEST >= len(text) else text.rfind(" ", start, start + _LONGEST)
    end = end if end > start else min(start + _LONGEST, len(text))
    marked = _marked(text, [token for token in found if token.start >= start], start, end)
    # The space does not break, so that no ellipsis stands alone on a line.
    before = "…\N{NO-BREAK SPACE}" if start else ""
    after = "\N{NO-BREAK SPACE}…" if end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308 marked is escaped


def _start(text: str, found: list[Token], wanted: Mapping[str, int]) -> int:
    """Where the window with the most different wanted words begins: at a sentence or a word."""
    best, chosen = 0, 0
    words = [_words_of(token, wanted) for token in found[:_COMPARED]]
    for number, token in enumerate(found[:_COMPARED]):
        reach = token.start + _LONGEST - _BEFORE
        last = bisect_right(found, reach, number, len(words), key=lambda other: other.end)
        inside = set().union(*words[number:last])
        if len(inside) > best:
            best, chosen = len(inside), token.start
    return _beginning(text, chosen)


def _beginning(text: str, chosen: int) -> int:
    """Where the sentence or a word begins, a little before the chosen place."""
    if chosen <= _BEFORE:
        return 0
    earliest = chosen - _BEFORE
    sentence = max(text.rfind(mark, earliest, chosen) for mark in (". ", "؟ ", "! ", "؛ "))
    if sentence >= 0:
        return sentence + 2
    return text.find(" ", earliest, chosen) + 1 or chosen


def _marked(text: str, found: list[Token], start: int, end: int) -> SafeString:
    parts: list[str] = []
    for token in found:
        if token.end > end:
            break
        parts.append(escape(text[start : token.start]))
        parts.append(f"<mark>{escape(token.text)}</mark>")
        start = token.end
    parts.append(escape(text[start:end]))
    return mark_safe("".join(parts))  # noqa: S308 every part is escaped above
