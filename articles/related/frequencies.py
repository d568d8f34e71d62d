"""In how many articles a term stands: kept in a table, changed by what each publication changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from math import log
from typing import Final

from articles.models.rows import insert
from articles.related.models import TermCount
from articles.related.signature import term_id

_ADDED: Final = (
    "ON CONFLICT (term) DO UPDATE SET "
    "articles = articles_related_termcount.articles + excluded.articles"
)


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


def hold(language: str) -> None:
    """Let nobody else write lists, profiles or counts of the language until the commit.

    A publication writes into the lists of dozens of others, which do the same: no
    order of their rows keeps two from waiting for each other in a circle, or a
    list from being filled twice. So one writes at a time, and each sees what the
    one before it wrote. The row that is locked is the count of all profiles, to
    which nothing is added; one statement, after the article's own lock. Who needs
    several languages takes them in the order of LANGUAGES.
    """
    insert(TermCount, ("term", "articles"), [(everything(language), 0)], _ADDED)


def change(differences: Mapping[int, int]) -> None:
    """Add to the counts of these terms what each changed by; a statement for 500.

    The rows are written in the order of their keys, so that two publications
    never wait for each other in a circle.
    """
    changes = sorted((term, by) for term, by in differences.items() if by)
    insert(TermCount, ("term", "articles"), changes, _ADDED)


def difference(before: Iterable[int], after: Iterable[int]) -> Counter[int]:
    """What a profile's change from these ids to those adds to each count."""
    change_of = Counter(dict.fromkeys(after, 1))
    change_of.subtract(dict.fromkeys(before, 1))
    return change_of
