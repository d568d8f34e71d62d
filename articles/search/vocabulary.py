"""The vocabulary of the index: words, their spellings and document frequencies by language."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from articles.search.backends import vocabulary_table
from articles.search.models import VocabularyWord


class KnownWord(NamedTuple):
    """A word of the vocabulary with its commonest spelling.

    `articles` counts the documents that list it (see `VocabularyWord`), `in_lines` those of them
    that have it in their headline, lead or names.
    """

    word: str
    spelling: str
    articles: int
    in_lines: int


def add_counts(changes: Mapping[tuple[str, str, str], int]) -> None:
    """Add to the counts: {(language, word, spelling): difference}; one statement for 500 rows.

    Rows are written in key order, so that concurrent writers do not deadlock. Spellings
    whose count falls to zero are deleted, by one more statement.
    """
    vocabulary_table.add([(*key, change) for key, change in sorted(changes.items()) if change])
    if any(change < 0 for change in changes.values()):
        VocabularyWord.objects.filter(articles__lte=0).delete()


def find_words(words: Iterable[str], *, language: str) -> dict[str, KnownWord]:
    """Those of the words that the vocabulary of the language holds, by word; one query."""
    return _known_words(vocabulary_table.rows_of(list(words), language=language))


def find_words_and_synonyms(
    words: Iterable[str], keys: Iterable[str], *, language: str
) -> tuple[dict[str, KnownWord], list[tuple[str, bool]]]:
    """As `find_words`, and the synonym groups with one of the keys, each (words, is one-way).

    One query, so that a changed group is searched at once by every process.
    """
    rows, groups = vocabulary_table.rows_with_synonyms(list(words), list(keys), language=language)
    return _known_words(rows), groups


def complete(
    readings: Sequence[Iterable[str]], *, language: str, limit: int
) -> tuple[int, list[str]]:
    """The most frequent words that begin so, and which reading they begin with; one query.

    `readings` are the prefixes that may be meant, the likeliest first: those typed, then
    others. The words are all of the first reading that any word of the vocabulary has.
    """
    prefixes = [(tier, prefix) for tier, each in enumerate(readings) for prefix in each]
    found = vocabulary_table.words_with_prefixes(prefixes, language=language, limit=limit)
    best = found[0][1] if found else 0
    return best, [word for word, tier in found if tier == best]


def _known_words(rows: Iterable[tuple[str, str, int]]) -> dict[str, KnownWord]:
    """The words of rows of (word, spelling, articles), by word."""
    spellings: dict[str, dict[str, int]] = defaultdict(dict)
    for word, spelling, articles in rows:
        spellings[word][spelling] = articles
    return {
        word: KnownWord(
            word,
            _commonest(counts) or word,
            sum(counts.values()),
            sum(count for spelling, count in counts.items() if spelling),
        )
        for word, counts in spellings.items()
    }


def _commonest(counts: Mapping[str, int]) -> str:
    """The spelling in most documents; "" when headlines, leads and names have none."""
    return max(filter(None, counts), key=lambda each: (counts[each], each), default="")
