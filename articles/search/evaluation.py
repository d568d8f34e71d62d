"""How well search finds what was asked for: the mean of labelled queries, beside baselines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from statistics import fmean
from typing import Any, Final, NamedTuple

from django.db.models import Q

from articles import body
from articles.arabic.analysis import analyse
from articles.arabic.normalize import clean_line
from articles.models import Article
from articles.search.backends.baselines import Baseline
from articles.search.engine import search

SHOWN: Final = 10
"""How many results a reader is taken to look at."""
LANGUAGE: Final = "ar"


class Case(NamedTuple):
    """A query of a kind and the articles (ids of the source) that must be found."""

    query: str
    kind: str
    wanted: frozenset[int]


class Marks(NamedTuple):
    """Means over cases: 1 / place of the first wanted result, and the share that was found."""

    cases: int
    mrr: float
    recall: float

    def as_json(self) -> dict[str, float]:
        """The marks by name, rounded to four places."""
        return {"cases": self.cases, "mrr": round(self.mrr, 4), "recall": round(self.recall, 4)}


type Finder = Callable[[str], Sequence[int]]
"""The first ten articles for a query, the best first."""


def cases(records: Iterable[Mapping[str, Any]]) -> list[Case]:
    """Labelled queries from records of query, kind and must_match; one query for the numbers.

    Articles that are not there count as not found. Raises KeyError for a record
    of another shape.
    """
    read = [(str(each["query"]), str(each["kind"]), list(each["must_match"])) for each in records]
    sources = {source for _query, _kind, wanted in read for source in wanted}
    found = dict(Article.objects.exclude(source="").values_list("source_id", "pk"))
    missing = {source: -number for number, source in enumerate(sources - set(found), start=1)}
    numbers = found | missing
    return [
        Case(query, kind, frozenset(numbers[source] for source in wanted))
        for query, kind, wanted in read
    ]


def marks(given: Sequence[Case], finder: Finder) -> dict[str, Marks]:
    """The marks of a finder by kind, and of all cases under ""."""
    measured: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for case in given:
        found = list(finder(case.query))[:SHOWN]
        place = next((n for n, pk in enumerate(found, start=1) if pk in case.wanted), 0)
        share = len(case.wanted.intersection(found)) / (len(case.wanted) or 1)
        for kind in ("", case.kind):
            measured[kind].append((1 / place if place else 0.0, share))
    return {
        kind: Marks(len(pairs), fmean(one for one, _ in pairs), fmean(two for _, two in pairs))
        for kind, pairs in measured.items()
    }


def false_hits(absent: Iterable[str], finder: Finder) -> dict[str, int]:
    """How many articles a finder finds for queries of words that stand in none; {} is right."""
    counts = {query: len(finder(query)) for query in absent}
    return {query: count for query, count in counts.items() if count}


def engine(at: datetime) -> Finder:
    """What readers find at the moment."""

    def find(query: str) -> list[int]:
        found: list[int] = []
        for page in range(1, SHOWN + 1):
            results = search(query, language=LANGUAGE, at=at, page=page)
            found += [hit.card.pk for hit in results.hits]
            if len(found) >= SHOWN or not results.has_next:
                break
        return found

    return find


def baselines(at: datetime) -> Iterator[tuple[str, Finder]]:
    """(Name, finder) of what other systems set up; each is taken away before the next is made."""
    yield "headline holds the words", _spelled_in_headlines(at)
    yield from _full_text("full text as the database has it", at, lambda text: text, "arabic")
    yield from _full_text(
        "full text of light stems",
        at,
        lambda text: " ".join(word.keys[0] for word in analyse(text)),
        "simple",
    )


def _spelled_in_headlines(at: datetime) -> Finder:
    def find(query: str) -> list[int]:
        held = Q(*((f"headline_{LANGUAGE}__icontains", word) for word in query.split()))
        visible = Article.objects.visible(language=LANGUAGE, at=at).filter(held)
        newest = visible.newest_first(language=LANGUAGE)
        return list(newest.values_list("pk", flat=True)[:SHOWN])

    return find


def _full_text(
    name: str, at: datetime, prepared: Callable[[str], str], configuration: str
) -> Iterator[tuple[str, Finder]]:
    table = Baseline("search_baseline", configuration)
    visible = Article.objects.visible(language=LANGUAGE, at=at).order_by("pk")
    rows = visible.values_list("pk", f"headline_{LANGUAGE}", f"body_{LANGUAGE}")
    table.fill(
        (pk, prepared(headline), prepared(body.text(html)))
        for pk, headline, html in rows.iterator(500)
    )
    try:
        yield name, lambda query: table.first_ten(prepared(clean_line(query)).split())
    finally:
        table.drop()
