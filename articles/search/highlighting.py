"""Highlighting of matching words and excerpts around them.

Whole words are marked, since an element inside a word breaks the joining of Arabic letters.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from html import escape
from itertools import pairwise
from typing import Final

from django.utils.safestring import SafeString, mark_safe

from articles import body
from articles.arabic.analysis import token_keys
from articles.arabic.tokens import Token, matching_tokens

_EXCERPT_LENGTH: Final = 220
"""Characters of an excerpt."""
_MAX_BODY_LENGTH: Final = 4_000
"""Characters of the HTML of a body that are searched for an excerpt."""
_CHUNK_LENGTH: Final = 600
"""Characters that are analysed at a time, more than an excerpt has."""
_MAX_COMPARED: Final = 60
"""Matching words that are compared as the start of an excerpt."""
_LEADING_CONTEXT: Final = 50
"""Most characters of an excerpt before its first matching word."""


type Phrases = Mapping[tuple[str, ...], int]
"""Index keys of consecutive words, with the number of the query's word that they stand for."""

_NO_PHRASES: Final[Phrases] = {}


def highlight(text: str, keys: Collection[str], phrases: Phrases = _NO_PHRASES) -> SafeString:
    """The text as HTML, with every word that has one of the keys or is in a phrase in `<mark>`."""
    return _marked(text, _matching(text, keys, phrases), 0, len(text))


def excerpt(
    standfirst: str, html: str, keys: Mapping[str, int], phrases: Phrases = _NO_PHRASES
) -> SafeString:
    """The part of the standfirst, else of the body, with most of the query's words, as HTML.

    `keys` and `phrases` have the number of the query's word for each index key. At most about 220
    characters, cut between words, with an ellipsis where text is left out; the
    standfirst, else the start of the body, when no word matches.
    """
    numbers = {key: number for phrase, number in phrases.items() for key in phrase} | dict(keys)
    found = _matching(standfirst, keys, phrases)
    if found:
        return _excerpt_of(standfirst, found, numbers)
    text = " ".join(body.text(html[:_MAX_BODY_LENGTH]).split())
    found = _leading_matches(text, keys, phrases, numbers)
    return _excerpt_of(text if found or not standfirst else standfirst, found, numbers)


def _leading_matches(
    text: str, keys: Collection[str], phrases: Phrases, numbers: Mapping[str, int]
) -> list[Token]:
    """The matching words of the text up to one chunk after every word of the query was found."""
    key_set, missing = frozenset(keys), set(numbers.values())
    found: list[Token] = []
    start = 0
    while start < len(text):
        is_last = not missing
        end = text.find(" ", start + _CHUNK_LENGTH)
        end = len(text) if end < 0 else end
        for token in _matching(text[start:end], key_set, phrases):
            found.append(Token(token.text, token.start + start, token.end + start))
            missing -= _words_of(token, numbers)
        if is_last:
            break
        start = end
    return found


def _words_of(token: Token, keys: Mapping[str, int]) -> set[int]:
    return {keys[key] for key in token_keys(token.text) if key in keys}


def _matching(text: str, keys: Collection[str], phrases: Phrases) -> list[Token]:
    own = frozenset(keys)
    wanted = own.union(*phrases) if phrases else own
    found = matching_tokens(text, partial(_has_any_key, wanted))
    if not phrases:
        return found
    in_phrases = {
        start + place
        for phrase in phrases
        for start in range(len(found) - len(phrase) + 1)
        if _is_phrase_at(text, found[start : start + len(phrase)], phrase)
        for place in range(len(phrase))
    }
    return [
        token
        for place, token in enumerate(found)
        if place in in_phrases or _has_any_key(own, token.text)
    ]


def _is_phrase_at(text: str, found: Sequence[Token], phrase: Sequence[str]) -> bool:
    are_adjacent = all(text[one.end : two.start].isspace() for one, two in pairwise(found))
    return are_adjacent and all(
        key in token_keys(token.text) for key, token in zip(phrase, found, strict=True)
    )


def _has_any_key(keys: frozenset[str], word: str) -> bool:
    return not keys.isdisjoint(token_keys(word))


def _excerpt_of(text: str, found: list[Token], keys: Mapping[str, int]) -> SafeString:
    if len(text) <= _EXCERPT_LENGTH:
        return _marked(text, found, 0, len(text))
    start = _start(text, found, keys)
    end = (
        len(text)
        if start + _EXCERPT_LENGTH >= len(text)
        else text.rfind(" ", start, start + _EXCERPT_LENGTH)
    )
    end = end if end > start else min(start + _EXCERPT_LENGTH, len(text))
    marked = _marked(text, [token for token in found if token.start >= start], start, end)
    # The space does not break, so that no ellipsis stands alone on a line.
    before = "…\N{NO-BREAK SPACE}" if start else ""
    after = "\N{NO-BREAK SPACE}…" if end < len(text) else ""
    return mark_safe(f"{before}{marked}{after}")  # noqa: S308 marked is escaped


def _start(text: str, found: list[Token], keys: Mapping[str, int]) -> int:
    """The offset of the excerpt with the most distinct words of the query."""
    best, chosen = 0, 0
    words = [_words_of(token, keys) for token in found[:_MAX_COMPARED]]
    for number, token in enumerate(found[:_MAX_COMPARED]):
        reach = token.start + _EXCERPT_LENGTH - _LEADING_CONTEXT
        last = bisect_right(found, reach, number, len(words), key=lambda other: other.end)
        inside = set().union(*words[number:last])
        if len(inside) > best:
            best, chosen = len(inside), token.start
    return _boundary_before(text, chosen)


def _boundary_before(text: str, chosen: int) -> int:
    """The offset of the sentence or of a word, at most _LEADING_CONTEXT before the offset."""
    if chosen <= _LEADING_CONTEXT:
        return 0
    earliest = chosen - _LEADING_CONTEXT
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
