"""Document frequencies of terms, kept in a table and updated with every profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import Final

from articles.models.bulk_insert import bulk_insert
from articles.related.models import TermCount
from articles.related.term_vectors import term_id

_ON_CONFLICT: Final = (
    "ON CONFLICT (term) DO UPDATE SET "
    "articles = articles_related_termcount.articles + excluded.articles"
)


def total_key(language: str) -> int:
    """The term id of the row that counts all profiles of a language."""
    return term_id("", language)


def inverse_document_frequencies(ids: Iterable[int], language: str) -> dict[int, float]:
    """ln(1 + profiles / document frequency) by term id; one query.

    A term without profiles has the value of a term with one.
    """
    total = total_key(language)
    wanted = list(ids)
    rows = TermCount.objects.filter(term__in=[*wanted, total]).values_list("term", "articles")
    counts = dict(rows)
    articles = max(counts.get(total, 0), 1)
    return {term: log(1 + articles / max(counts.get(term, 0), 1)) for term in wanted}


def lock_language(language: str) -> None:
    """Lock lists, profiles and counts of the language against other writers until the commit.

    A publication writes into dozens of other lists, so that no order of row locks
    prevents deadlocks between two publications, or a list that both fill. Writers of
    one language are serialised instead, by a lock on the row of `total_key`, to which 0
    is added. One statement. Taken after the lock of the article, and for several
    languages in the order of LANGUAGES.
    """
    bulk_insert(TermCount, ("term", "articles"), [(total_key(language), 0)], _ON_CONFLICT)


def add_counts(differences: Mapping[int, int]) -> None:
    """Add the differences to the counts, by term id; one statement for 500 terms.

    Rows are written in key order, so that concurrent writers do not deadlock.
    """
    changes = sorted((term, by) for term, by in differences.items() if by)
    bulk_insert(TermCount, ("term", "articles"), changes, _ON_CONFLICT)


def count_changes(before: Iterable[int], after: Iterable[int]) -> Counter[int]:
    """The difference of each count when a profile's term ids change from `before` to `after`."""
    differences = Counter(dict.fromkeys(after, 1))
    differences.subtract(dict.fromkeys(before, 1))
    return differences
