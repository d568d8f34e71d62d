"""Candidates: articles that share an article's rarest terms, those nearest in time first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from heapq import nlargest
from itertools import islice
from math import sqrt
from typing import Any, Final

from django.db.models import QuerySet

from articles.models.prepared import Prepared
from articles.models.querysets import ArticleQuerySet
from articles.related.models import IndexedTerm
from articles.related.scoring import Subject
from articles.related.signature import LINK_MARK, TAG_MARK, Signature, restored, term_id

INDEXED: Final = 32
"""The words of an article by which others find it, the most telling ones; measured: with 24 a
fifth of what a comparison with everything finds is missed, with 32 and CONSIDERED a twentieth."""
MOST_MARKS: Final = 12
"""Its tags and links by which others find it."""
OLDER: Final = 150
NEWER: Final = 50
"""Articles that are read of one term, before and after the article's day."""
CONSIDERED: Final = 250
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
    return nlargest(CONSIDERED, weights, key=lambda pk: (weights[pk], pk))


def subjects(listed: ArticleQuerySet, ids: Iterable[int], language: str) -> list[Subject]:
    """Those of the articles that are listed, as they are compared; one query."""
    rows = listed.filter(pk__in=list(ids), related_profiles__language=language).values_list(
        "pk",
        "section",
        f"published_at_{language}",
        "related_profiles__headline",
        "related_profiles__vector",
        "related_profiles__line",
    )
    return [
        Subject(
            pk, section, at.timestamp() / SECONDS_A_DAY, headline, _restored(bytes(vector)), line
        )
        for pk, section, at, headline, vector, line in rows
    ]


# The same articles come again and again when an archive is gone through: about 15 KB each.
_restored = lru_cache(maxsize=3000)(restored)


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
