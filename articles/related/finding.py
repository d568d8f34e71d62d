"""Candidates: articles that share an article's rarest terms, those nearest in time first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import islice
from math import sqrt
from typing import Any, Final

from django.db.models import QuerySet

from articles.models.prepared import Prepared
from articles.related.models import IndexedTerm, Profile
from articles.related.scoring import Subject
from articles.related.signature import LINK_MARK, TAG_MARK, Signature, restored, term_id

INDEXED: Final = 32
"""The words of an article by which others find it, the most telling ones; measured: with 24 a
fifth of what a comparison with everything finds is missed, with 32 and CONSIDERED a twentieth."""
MOST_MARKS: Final = 12
"""Its tags and links by which others find it."""
OLDER: Final = 120
NEWER: Final = 40
"""Articles that are read of one term, before and after the article's day."""
CONSIDERED: Final = 200
"""Candidates that are compared term by term."""
SECONDS_A_DAY: Final = 86_400


def telling(signature: Signature, rarity: Mapping[int, float], language: str) -> list[int]:
    """The ids of the terms that are indexed: the heaviest words, all tags and links up to a limit.

    Rarity counts by its root only: the rarest words are nobody else's.
    """
    words: list[tuple[float, int]] = []
    marks: list[int] = []
    for term, mention in signature.terms.items():
        pk = term_id(term, language)
        if term[0] in (TAG_MARK, LINK_MARK):
            marks.append(pk)
        else:
            words.append((mention.weight * sqrt(rarity[pk]), pk))
    heaviest = [pk for _weight, pk in nlargest(INDEXED, words)]
    return list(dict.fromkeys(heaviest + marks[:MOST_MARKS]))


def candidates(
    one: Subject,
    terms: Iterable[int],
    factors: Mapping[int, float],
    *,
    pool: Collection[int] | None = None,
) -> list[int]:
    """The ids of the CONSIDERED articles that share most of the terms by their `factors`.

    Two bounded reads of the index a term, whatever the size of the archive. With
    a `pool`, only its articles.
    """
    day = int(one.day)
    weights: dict[int, float] = defaultdict(float)
    for term in terms:
        for article in _having(term, day, pool):
            weights[article] += factors[term]
    weights.pop(one.pk, None)
    heaviest = nlargest(CONSIDERED, ((weight, pk) for pk, weight in weights.items()))
    return [pk for _weight, pk in heaviest]


def subjects(
    ids: Iterable[int], language: str, known: dict[int, Subject] | None = None
) -> list[Subject]:
    """Those of the articles that have a profile, as they are compared; one query at most.

    What is `known` already is not read again, and what is read becomes known.
    """
    known = {} if known is None else known
    wanted = list(ids)
    missing = [pk for pk in wanted if pk not in known]
    rows = Profile.objects.filter(article__in=missing, language=language).values_list(
        "article", "section", "moment", "headline", "vector", "line"
    )
    for pk, section, moment, headline, vector, line in rows:
        known[pk] = Subject(pk, section, moment, headline, restored(vector), line)
    return [known[pk] for pk in wanted if pk in known]


def _having(term: int, day: int, pool: Collection[int] | None) -> Iterator[int]:
    """The articles that have the term, OLDER before the day and NEWER after it."""
    if pool is None:
        for prepared in (_OLDER, _NEWER):
            yield from (row[0] for row in prepared.rows("", term=term, day=day))
        return
    for rows, limit in ((_older("", term, day), OLDER), (_newer("", term, day), NEWER)):
        inside = (pk for (pk,) in rows if pk in pool)
        yield from islice(inside, limit)


def _older(language: str, term: int, day: int) -> QuerySet[Any, Any]:
    rows = IndexedTerm.objects.filter(term=term, day__lte=day)
    return rows.order_by("-day", "-article").values_list("article")


def _newer(language: str, term: int, day: int) -> QuerySet[Any, Any]:
    rows = IndexedTerm.objects.filter(term=term, day__gt=day)
    return rows.order_by("day", "article").values_list("article")


_OLDER = Prepared(lambda *args, **places: _older(*args, **places)[:OLDER], term=int, day=int)
_NEWER = Prepared(lambda *args, **places: _newer(*args, **places)[:NEWER], term=int, day=int)
