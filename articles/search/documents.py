"""Building of index documents from the text of an article; the same for every backend.

The index is divided into shelves, one for each language and one for the desk: a document
belongs to one article and one shelf. It is a list of lexemes, each of which begins with the
character of the shelf and the letter of a field or of a facet to filter by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import chain
from typing import Final, NamedTuple

from articles.arabic.analysis import Word, analyse, analyse_word
from articles.arabic.normalize import strip_tashkeel, strip_tatweel
from articles.arabic.segmentation import segments
from articles.arabic.tokens import tokens
from articles.conf import LANGUAGES

HEADLINE: Final = "h"
"""The field of the keys of the words of the headline, stopwords included."""
MAIN_WORDS: Final = "m"
"""The field of the keys of main words: of headline, lead, names, opening, and frequent ones."""
TEXT: Final = "w"
"""The field of the first keys of all words, with positions for phrases, and of further keys."""
SECTION_FACET: Final = "s"
TAG_FACET: Final = "t"
AUTHOR_FACET: Final = "u"
KIND_FACET: Final = "k"
"""Facets: section, tags and authors by primary key, and the kind by its code."""

DESK: Final = "desk"
SHELVES: Final = (*LANGUAGES, DESK)
ANALYSIS_VERSION: Final = 6
"""Raised by one whenever `build_entry` changes its output, so that the index is rebuilt."""
OPENING_LENGTH: Final = 50
"""Words at the start of a body that are main words: news states its subject first."""
MIN_FREQUENCY: Final = 3
"""Occurrences in a body from which a word is a main word."""
MAX_FREQUENT_WORDS: Final = 60
"""Frequent words of a body that are main words."""
MAX_BODY_WORDS: Final = 15_000
"""Words of a body that are indexed; a tsvector has no position beyond 16,383."""
FIELD_SEPARATOR: Final = "."
"""A lexeme between two fields, so that no phrase spans both."""

_SECONDS_A_DAY: Final = 86_400
_MAX_WORD_LENGTH: Final = 64
_IDS_PER_ARTICLE: Final = 8
_DAY_SHIFT: Final = 32


class DocumentText(NamedTuple):
    """The text of an article for one shelf; `facets` are lexemes without shelf prefix."""

    article_id: int
    shelf: str
    at: datetime
    headline: str
    lead: str
    names: tuple[str, ...]
    body: str
    facets: tuple[str, ...]


class IndexEntry(NamedTuple):
    """A document ready to be added to the index."""

    id: int
    article_id: int
    shelf: str
    positioned: tuple[str, ...]
    """Lexemes in the order of the text."""
    unpositioned: tuple[str, ...]
    """All other lexemes, sorted."""
    vocabulary_words: dict[str, str]
    """The bare words that the document adds to the vocabulary, with their spellings.

    A spelling is "" unless headline, lead or a name holds the word.
    """


def document_id(article_id: int, shelf: str, at: datetime) -> int:
    """The id of a document, ascending by day and then by article.

    Unique up to 500 million articles. Moments before 1970 count as its first day.
    """
    day = max(int(at.timestamp() // _SECONDS_A_DAY), 0)
    return (day << _DAY_SHIFT) + article_id * _IDS_PER_ARTICLE + SHELVES.index(shelf)


def day_number(document_id: int) -> int:
    """The day of a document id, counted from 1970."""
    return document_id >> _DAY_SHIFT


def first_id_of_day(day: int) -> int:
    """The least document id of a day, counted from 1970."""
    return max(day, 0) << _DAY_SHIFT


def shelf_prefix(shelf: str) -> str:
    """The character that every lexeme of a shelf begins with."""
    return str(SHELVES.index(shelf))


def build_entry(text: DocumentText) -> IndexEntry:
    """The document of a text; linear in its words, no query."""
    headline, lead = analyse(text.headline), analyse(text.lead)
    names = [analyse(name) for name in text.names]
    body = analyse(text.body)[:MAX_BODY_WORDS]
    # By bare form: hashing whole words again and again would take most of the time.
    body_words = {word.bare: word for word in body if not word.is_stop}
    ambiguous = {word.bare: word for word in body if word.is_stop and len(word.keys) > 1}
    named = [word for name in names for word in name]
    main = [*headline, *lead, *named, *_main_words(body, body_words)]
    prefix = shelf_prefix(text.shelf)
    unpositioned = {f"{prefix}{HEADLINE}{key}" for word in headline for key in word.keys}
    unpositioned.update(
        [f"{prefix}{MAIN_WORDS}{key}" for word in main if not word.is_stop for key in word.keys]
    )
    every = (*main, *body_words.values(), *ambiguous.values())
    with_more_keys = [word for word in every if len(word.keys) > 1]
    unpositioned.update(
        [f"{prefix}{TEXT}{key}" for word in with_more_keys for key in word.keys[1:]]
    )
    unpositioned.update([f"{prefix}{facet}" for facet in text.facets])
    bare_words = [word.bare[:_MAX_WORD_LENGTH] for word in main if not word.is_stop]
    vocabulary_words = dict.fromkeys(bare_words, "")
    for line in (text.headline, text.lead, *text.names):
        vocabulary_words.update(_spellings(line))
    return IndexEntry(
        document_id(text.article_id, text.shelf, text.at),
        text.article_id,
        text.shelf,
        tuple(_positioned(prefix, (headline, lead, *names, body))),
        tuple(sorted(unpositioned)),
        vocabulary_words,
    )


def _main_words(body: Sequence[Word], body_words: Mapping[str, Word]) -> list[Word]:
    """The first and the frequent words of a body; `body_words` has its words by bare form."""
    counts = Counter([word.bare for word in body if not word.is_stop])
    frequent = [
        bare for bare, count in counts.most_common(MAX_FREQUENT_WORDS) if count >= MIN_FREQUENCY
    ]
    return [*body[:OPENING_LENGTH], *map(body_words.__getitem__, frequent)]


def _positioned(prefix: str, fields: Iterable[Sequence[Word]]) -> Iterable[str]:
    start = f"{prefix}{TEXT}"
    for words in fields:
        yield from [start + word.keys[0] for word in words]
        yield FIELD_SEPARATOR


def _spellings(line: str) -> Iterable[tuple[str, str]]:
    """(bare form, spelling) of the words of a line whose letters correspond one to one."""
    parts = chain.from_iterable(segments(token.text) for token in tokens(line))
    for part in parts:
        word = analyse_word(part)
        written = strip_tatweel(strip_tashkeel(part))
        if not word.is_stop and len(written) == len(word.folded) <= _MAX_WORD_LENGTH:
            yield word.bare, written[len(word.folded) - len(word.bare) :]
