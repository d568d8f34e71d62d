"""The vocabulary of the index: words, their spellings and document frequencies by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.search.backends import vocabulary_table
from articles.search.models import Vocable


class KnownWord(NamedTuple):
    """A word of the vocabulary with its commonest spelling.

    `articles` counts the documents that list it (see `Vocable`).
    """

    word: str
    spelling: str
    articles: int


def add_counts(changes: Mapping[tuple[str, str, str], int]) -> None:
    """Add to the counts: {(language, word, spelling): difference}; one statement for 500 rows.

    Rows are written in key order, so that concurrent writers do not deadlock. Spellings
    whose count falls to zero are deleted, by one more statement.
    """
    vocabulary_table.add([(*key, change) for key, change in sorted(changes.items()) if change])
    if any(change < 0 for change in changes.values()):
        Vocable.objects.filter(articles__lte=0).delete()


def find_words(words: Iterable[str], *, language: str) -> dict[str, KnownWord]:
    """Those of the words that the vocabulary of the language holds, by word; one query."""
    return _known_words(vocabulary_table.rows_of(list(words), language=language))


def find_by_prefix(prefix: str, *, language: str, limit: int) -> list[KnownWord]:
    """The most frequent words of the vocabulary with the prefix; one query."""
    rows = vocabulary_table.rows_with_prefix(prefix, language=language, limit=limit)
    return sorted(_known_words(rows).values(), key=lambda each: (-each.articles, each.word))


def _known_words(rows: Iterable[tuple[str, str, int]]) -> dict[str, KnownWord]:
    """The words of rows of (word, spelling, articles), by word."""
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for word, spelling, articles in rows:
        spellings[word][spelling] = articles
    return {
        word: KnownWord(word, _commonest(counts) or word, sum(counts.values()))
        for word, counts in spellings.items()
    }


def _commonest(counts: Mapping[str, int]) -> str:
    """The spelling in most documents; "" when headlines, leads and names have none."""
    return max(filter(None, counts), key=lambda each: (counts[each], each), default="")
