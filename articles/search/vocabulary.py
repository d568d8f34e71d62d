"""The vocabulary of the index: words, their spellings and document frequencies by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from articles.search.backends import vocabulary_table
from articles.search.models import Vocable


class KnownWord(NamedTuple):
    """A word of the vocabulary; `articles` counts the documents that list it (see `Vocable`)."""

    word: str
    spelling: str
    articles: int


def add_counts(changes: Mapping[tuple[str, str], tuple[str, int]]) -> None:
    """Add to the counts: {(language, word): (spelling, difference)}; one statement for 500 words.

    Rows are written in key order, so that concurrent writers do not deadlock. Words
    whose count falls to zero are deleted, by one more statement.
    """
    vocabulary_table.add(
        [
            (language, word, spelling, change)
            for (language, word), (spelling, change) in sorted(changes.items())
            if change
        ]
    )
    if any(change < 0 for _spelling, change in changes.values()):
        Vocable.objects.filter(articles__lte=0).delete()


def find_words(words: Iterable[str], *, language: str) -> dict[str, KnownWord]:
    """Those of the words that the vocabulary of the language holds, by word; one query."""
    rows = vocabulary_table.rows_of(list(words), language=language)
    return {row[0]: KnownWord(*row) for row in rows}


def find_by_prefix(prefix: str, *, language: str, limit: int) -> list[KnownWord]:
    """The most frequent words of the vocabulary with the prefix; one query."""
    rows = vocabulary_table.rows_with_prefix(prefix, language=language, limit=limit)
    return [KnownWord(*row) for row in rows]
