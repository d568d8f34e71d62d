"""In how many articles a term stands: kept in a table, changed by what each publication changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log

from articles.related.models import TermCount
from articles.related.signature import term_id


def everything(language: str) -> int:
    """The id under which the profiles of a language themselves are counted."""
    return term_id("", language)


def rarities(ids: Iterable[int], language: str) -> dict[int, float]:
    """ln(1 + articles / those that have the term), by term id; one query.

    A term that nobody has is as rare as one that a single article has.
    """
    whole = everything(language)
    wanted = list(ids)
    rows = TermCount.objects.filter(term__in=[*wanted, whole]).values_list("term", "articles")
    counts = dict(rows)
    articles = max(counts.get(whole, 0), 1)
    return {term: log(1 + articles / max(counts.get(term, 0), 1)) for term in wanted}


def change(differences: Mapping[int, int]) -> None:
    """Add to the counts of these terms what each changed by; two queries, inside a transaction.

    The rows are locked in the order of their keys, so that two publications
    never wait for each other in a circle. Of two that bring the same new word at
    the same moment one may go uncounted.
    """
    changes = {term: by for term, by in sorted(differences.items()) if by}
    if not changes:
        return
    rows = TermCount.objects.filter(term__in=list(changes)).order_by("term").select_for_update()
    counts = dict(rows.values_list("term", "articles"))
    TermCount.objects.bulk_create(
        [
            TermCount(term=term, articles=max(counts.get(term, 0) + by, 0))
            for term, by in changes.items()
        ],
        update_conflicts=True,
        unique_fields=["term"],
        update_fields=["articles"],
        batch_size=5000,
    )


def difference(before: Iterable[int], after: Iterable[int]) -> Counter[int]:
    """What a profile's change from these ids to those adds to each count."""
    change_of = Counter(dict.fromkeys(after, 1))
    change_of.subtract(dict.fromkeys(before, 1))
    return change_of
