"""Tokenization: words with their offsets, folded words, and light-stemmed terms."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from articles.arabic.normalize import DRAWINGS, HONORIFICS, JOINERS, TASHKEEL, clean, fold
from articles.arabic.stemming import light_stem
from articles.arabic.stopwords import STOPWORDS

_MARKS = f"{TASHKEEL}{DRAWINGS}\u0653-\u0655\u0300-\u036f"
_LETTERS = rf"[^\W_{HONORIFICS}]+"
WORD = re.compile(rf"{_LETTERS}(?:[{_MARKS}{JOINERS}]+(?:{_LETTERS})?)*")
_FOLDED_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+(?:[^\W_]+)?)*")
LONGEST_WORD = 64
"""Characters of a word that are read; a longer run is cut, to bound the size of an index key."""


class Token(NamedTuple):
    """A word with its offsets: ``text`` is ``source[start:end]``."""

    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Yield the words of a text as written, with the marks and joiners inside them, in order.

    A word is a run of letters and digits; everything else, the underscore and the honorific signs
    included, separates words. Offsets are into the text as given.
    """
    for match in WORD.finditer(text):
        yield Token(match[0], match.start(), match.end())


def matching_tokens(text: str, is_wanted: Callable[[str], bool]) -> list[Token]:
    """Return the words for which ``is_wanted`` holds, in order; called once for each spelling."""
    wanted = {word for word in set(WORD.findall(text)) if is_wanted(word)}
    if not wanted:
        return []
    return [
        Token(match[0], match.start(), match.end())
        for match in WORD.finditer(text)
        if match[0] in wanted
    ]


def words(text: str) -> list[str]:
    """Return the folded words of a text, in order, stopwords included."""
    return _FOLDED_WORD.findall(fold(text))


def terms(text: str) -> list[str]:
    """Return the folded light stems of a text without stopwords, in order, with repetitions.

    The terms of the last 100,000 distinct words are cached.
    """
    found = (_term(word[:LONGEST_WORD]) for word in WORD.findall(clean(text)))
    return [term for term in found if term]


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """Return the term of one clean word, empty for a stopword."""
    folded = fold(word)
    if folded in STOPWORDS or (folded[:1] in ("و", "ف") and folded[1:] in STOPWORDS):
        return ""
    return light_stem(word)
