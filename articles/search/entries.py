"""What is written into the index of an article: the same words on both engines.

A document is a list of lexemes. Each begins with the letter of its shelf (a
language, or the desk) and one that says what it is:

``h``  a key of a word of the headline, stopwords included
``m``  a key of a word of the headline, the lead, a name or one of the text's main words
``w``  every word in its place, by its primary key: any words, and phrases; also the further keys
``s t u k``  section, tag, author, kind: what a search is narrowed down by
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse, analyse_word
from articles.arabic.normalize import strip_tashkeel, strip_tatweel
from articles.arabic.tokens import tokens
from articles.conf import LANGUAGES

DESK: Final = "desk"
SHELVES: Final = (*LANGUAGES, DESK)
ANALYSIS: Final = 3
"""Counts up whenever documents come out differently, so that the index is made anew."""
OPENING: Final = 50
"""Words at the start of a text that are main words: news says first what it is about."""
OFTEN: Final = 3
"""A word that stands in a text so many times is one of its main words."""
MOST_MAIN: Final = 60
LONGEST_TEXT: Final = 15_000
"""Words of a text that are indexed; PostgreSQL knows no position beyond 16,383."""
GAP: Final = "."
"""Stands between texts, so that no phrase reaches from one into the next."""

_SECONDS_A_DAY: Final = 86_400
_LONGEST_WORD: Final = 64
_PLACES: Final = 8
_BITS: Final = 32


class Text(NamedTuple):
    """An article as one shelf holds it; `facets` are lexemes without the shelf, such as `s3`."""

    article_id: int
    shelf: str
    at: datetime
    headline: str
    lead: str
    names: tuple[str, ...]
    body: str
    facets: tuple[str, ...]


class Entry(NamedTuple):
    """A document ready to be written."""

    id: int
    article_id: int
    shelf: str
    sequence: tuple[str, ...]
    """The words in their places."""
    bag: tuple[str, ...]
    """All other lexemes, sorted, without places."""
    vocables: dict[str, str]
    """The spelling of every word that goes into the vocabulary."""


def document_id(article_id: int, shelf: str, at: datetime) -> int:
    """The number of a document: by day, then by article; unique up to 500 million articles."""
    day = max(int(at.timestamp() // _SECONDS_A_DAY), 0)
    return (day << _BITS) + article_id * _PLACES + SHELVES.index(shelf)


def day_of(number: int) -> int:
    """The day of a document, counted from 1970."""
    return number >> _BITS


def first_of_day(days: int) -> int:
    """The least number of a document of the day, counted from 1970."""
    return max(days, 0) << _BITS


def mark(shelf: str) -> str:
    """What every lexeme of a shelf begins with: one character."""
    return str(SHELVES.index(shelf))


def entry(text: Text) -> Entry:
    """Analyse a text; linear in its words, no query."""
    headline, lead = analyse(text.headline), analyse(text.lead)
    names = [analyse(name) for name in text.names]
    body = analyse(text.body)[:LONGEST_TEXT]
    # Looked through by bare form: hashing a whole word over and over would take longest.
    bodily = {word.bare: word for word in body}
    named = [word for name in names for word in name]
    main = [*headline, *lead, *named, *_main_words(body, bodily)]
    shelf = mark(text.shelf)
    bag = {f"{shelf}h{key}" for word in headline for key in word.keys}
    bag.update([f"{shelf}m{key}" for word in main if not word.is_stop for key in word.keys])
    several = [word for word in (*main, *bodily.values()) if len(word.keys) > 1]
    bag.update([f"{shelf}w{key}" for word in several for key in word.keys[1:]])
    bag.update([f"{shelf}{facet}" for facet in text.facets])
    bares = [word.bare[:_LONGEST_WORD] for word in main if not word.is_stop]
    vocables = dict(zip(bares, bares, strict=True))
    for line in (text.headline, text.lead, *text.names):
        vocables.update(_spellings(line))
    return Entry(
        document_id(text.article_id, text.shelf, text.at),
        text.article_id,
        text.shelf,
        tuple(_sequence(shelf, (headline, lead, *names, body))),
        tuple(sorted(bag)),
        vocables,
    )


def _main_words(body: Sequence[Word], bodily: Mapping[str, Word]) -> list[Word]:
    """The words a text opens with and those it says often; `bodily` are its words by bare form."""
    counts = Counter([word.bare for word in body if not word.is_stop])
    often = [bare for bare, count in counts.most_common(MOST_MAIN) if count >= OFTEN]
    return [*body[:OPENING], *map(bodily.__getitem__, often)]


def _sequence(shelf: str, texts: Iterable[Sequence[Word]]) -> Iterable[str]:
    start = f"{shelf}w"
    for words in texts:
        yield from [start + word.keys[0] for word in words]
        yield GAP


def _spellings(line: str) -> Iterable[tuple[str, str]]:
    """The bare words of a line as they are written, where each letter can be told apart."""
    for token in tokens(line):
        word = analyse_word(token.text)
        written = strip_tatweel(strip_tashkeel(token.text))
        if not word.is_stop and len(written) == len(word.folded) <= _LONGEST_WORD:
            yield word.bare, written[len(word.folded) - len(word.bare) :]
