"""Candidate retrieval: articles that share indexed terms, those nearest in time first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from heapq import nlargest
from itertools import islice
from math import sqrt
from typing import Any, Final

from django.db.models import BigIntegerField, QuerySet

from articles.models.compiled import CompiledQuery, Parameter
from articles.related.models import IndexedTerm, Profile
from articles.related.scoring import ArticleFeatures
from articles.related.term_vectors import LINK_PREFIX, TAG_PREFIX, TermWeights, deserialize, term_id

MAX_INDEXED_WORDS: Final = 32
"""Words of an article that are indexed. Measured against a comparison with all articles: 24 words
miss a fifth of the related ones, 32 words with MAX_CANDIDATES a twentieth."""
MAX_INDEXED_TAGS_AND_LINKS: Final = 12
"""Tags and links of an article that are indexed."""
MAX_OLDER: Final = 120
MAX_NEWER: Final = 40
"""Articles read for a term, up to the article's day and after it."""
MAX_CANDIDATES: Final = 200
"""Candidates that are scored."""
SECONDS_A_DAY: Final = 86_400


def index_term_ids(term_weights: TermWeights, idf: Mapping[int, float], language: str) -> list[int]:
    """Ids of the terms to index: words of the greatest weight · √idf, then tags and links.

    The square root, since the rarest words are in no other article.
    """
    words: list[tuple[float, int]] = []
    tags_and_links: list[int] = []
    for term, weighted in term_weights.terms.items():
        pk = term_id(term, language)
        if term[0] in (TAG_PREFIX, LINK_PREFIX):
            tags_and_links.append(pk)
        else:
            words.append((weighted.weight * sqrt(idf[pk]), pk))
    heaviest = [pk for _weight, pk in nlargest(MAX_INDEXED_WORDS, words)]
    return list(dict.fromkeys(heaviest + tags_and_links[:MAX_INDEXED_TAGS_AND_LINKS]))


def candidate_ids(
    source: ArticleFeatures,
    terms: Iterable[int],
    factors: Mapping[int, float],
    *,
    pool: Collection[int] | None = None,
) -> list[int]:
    """Primary keys of the MAX_CANDIDATES articles whose shared terms sum up to most `factors`.

    Two queries for each term, of bounded size whatever the size of the archive. With a
    `pool`, only its articles.
    """
    day = int(source.day)
    weights: dict[int, float] = defaultdict(float)
    for term in terms:
        for article in _articles_with_term(term, day, pool):
            weights[article] += factors[term]
    weights.pop(source.pk, None)
    heaviest = nlargest(MAX_CANDIDATES, ((weight, pk) for pk, weight in weights.items()))
    return [pk for _weight, pk in heaviest]


def load_features(
    ids: Iterable[int], language: str, cache: dict[int, ArticleFeatures] | None = None
) -> list[ArticleFeatures]:
    """The features of those articles that have a profile; one query.

    Features in the `cache` are not read again, and those read are added to it.
    """
    cache = {} if cache is None else cache
    wanted = list(ids)
    missing = [pk for pk in wanted if pk not in cache]
    rows = Profile.objects.filter(article__in=missing, language=language).values(
        "article", "section", "moment", "headline", "vector", "line"
    )
    for row in rows:
        cache[row["article"]] = ArticleFeatures(
            pk=row["article"],
            section_id=row["section"],
            day=row["moment"],
            headline=row["headline"],
            vector=deserialize(row["vector"]),
            line=row["line"],
        )
    return [cache[pk] for pk in wanted if pk in cache]


def _articles_with_term(term: int, day: int, pool: Collection[int] | None) -> Iterator[int]:
    """Articles with the term, MAX_OLDER up to the day and MAX_NEWER after it."""
    if pool is None:
        for query in (_OLDER, _NEWER):
            yield from (row["article"] for row in query.rows(term=term, day=day))
        return
    for rows, limit in ((_older(term, day), MAX_OLDER), (_newer(term, day), MAX_NEWER)):
        inside = (row["article"] for row in rows if row["article"] in pool)
        yield from islice(inside, limit)


def _older(term: int | Parameter, day: int | Parameter) -> QuerySet[Any, Any]:
    rows = IndexedTerm.objects.filter(term=term, day__lte=day)
    return rows.order_by("-day", "-article").values("article")


def _newer(term: int | Parameter, day: int | Parameter) -> QuerySet[Any, Any]:
    rows = IndexedTerm.objects.filter(term=term, day__gt=day)
    return rows.order_by("day", "article").values("article")


_TERM: Final = Parameter("term", BigIntegerField())
_DAY: Final = Parameter("day", BigIntegerField())
_OLDER: Final = CompiledQuery(lambda: _older(_TERM, _DAY)[:MAX_OLDER])
_NEWER: Final = CompiledQuery(lambda: _newer(_TERM, _DAY)[:MAX_NEWER])
