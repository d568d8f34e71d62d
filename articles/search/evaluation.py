"""Evaluation of search with labelled queries: mean reciprocal rank, recall, and baselines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from random import Random
from statistics import fmean
from typing import Any, Final, NamedTuple

from django.db.models import Q

from articles import body
from articles.arabic.analysis import analyse
from articles.arabic.normalize import clean_line
from articles.arabic.transliteration import arabic_spellings
from articles.models import Article
from articles.search import slips
from articles.search.backends.baseline_table import BaselineTable
from articles.search.engine import search

CUTOFF: Final = 10
"""Results that are evaluated: MRR@10 and recall@10."""
LANGUAGE: Final = slips.LANGUAGE
CORRECT_QUERIES: Final = 300
"""Queries of rightly spelled words that should find what was typed."""


class LabelledQuery(NamedTuple):
    """A query, its category, and the primary keys of the relevant articles."""

    query: str
    category: str
    relevant: frozenset[int]


class Metrics(NamedTuple):
    """Means over queries, 0 to 1: reciprocal rank of the first relevant result, recall, success."""

    queries: int
    mrr: float
    recall: float
    """The share of the relevant articles among the results."""
    success: float
    """The share of queries with any of them among the results."""

    def as_json(self) -> dict[str, float]:
        """The metrics by name, rounded to four places."""
        means = {"mrr": self.mrr, "recall": self.recall, "success": self.success}
        return {"cases": self.queries} | {name: round(mean, 4) for name, mean in means.items()}


type SearchFunction = Callable[[str], Sequence[int]]
"""Primary keys of the first ten articles for a query, the best first."""


def labelled_queries(records: Iterable[Mapping[str, Any]]) -> list[LabelledQuery]:
    """Labelled queries from records with query, kind and must_match (source ids); one query.

    An article that is not in the database has a negative primary key, so that no
    result equals it. Raises KeyError for a record without one of the keys.
    """
    read = [(str(each["query"]), str(each["kind"]), list(each["must_match"])) for each in records]
    sources = {source for _query, _category, relevant in read for source in relevant}
    found = dict(Article.objects.exclude(source="").values_list("source_id", "pk"))
    missing = {source: -number for number, source in enumerate(sources - set(found), start=1)}
    primary_keys = found | missing
    return [
        LabelledQuery(query, category, frozenset(primary_keys[source] for source in relevant))
        for query, category, relevant in read
    ]


def evaluate(queries: Sequence[LabelledQuery], search_for: SearchFunction) -> dict[str, Metrics]:
    """The metrics of a search function by category, and over all queries under ""."""
    measured: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for query in queries:
        found = list(search_for(query.query))[:CUTOFF]
        rank = next((n for n, pk in enumerate(found, start=1) if pk in query.relevant), 0)
        recall = len(query.relevant.intersection(found)) / (len(query.relevant) or 1)
        for category in ("", query.category):
            measured[category].append((1 / rank if rank else 0.0, recall))
    return {
        category: Metrics(
            len(pairs),
            fmean(rank for rank, _recall in pairs),
            fmean(recall for _rank, recall in pairs),
            fmean(rank > 0 for rank, _recall in pairs),
        )
        for category, pairs in measured.items()
    }


def false_positives(absent: Iterable[str], search_for: SearchFunction) -> dict[str, int]:
    """Numbers of results by word, for words that no article holds; {} without any result."""
    counts = {query: len(search_for(query)) for query in absent}
    return {query: count for query, count in counts.items() if count}


ALL_ALONE: Final = "alone, words too"
"""The column of lone slips of which some spell another word, so that nobody can know."""


class SlipMetrics(NamedTuple):
    """Metrics by kind of slip and by first letter, each alone and accompanied (see `slips`).

    Slips that spell another word are counted under ALL_ALONE only.
    """

    kinds: dict[str, dict[str, Metrics]]
    letters: dict[str, dict[str, Metrics]]

    def as_json(self) -> dict[str, Any]:
        """The metrics as nested objects."""
        return {
            name: {
                row: {company: each.as_json() for company, each in columns.items()}
                for row, columns in table.items()
            }
            for name, table in self._asdict().items()
        }


def evaluate_slips(
    at: datetime, search_for: SearchFunction, *, seed: int, count: int
) -> SlipMetrics:
    """Metrics of mistyped queries, `count` words a kind and a first letter, drawn by the seed.

    Of a word alone, what it finds rightly spelled is relevant; of one among others, the
    article whose headline has both, where it is found by them rightly spelled. Of words
    alone those that spell another word are measured too, in a column with all.
    """
    random = Random(seed)  # noqa: S311 a sample, no secret
    words = slips.headline_words(slips.headlines(at))
    find = cache(lambda query: search_for(query)[:CUTOFF])

    def relevant(slip: slips.Slip) -> frozenset[int]:
        found = frozenset(find(slip.meant))
        return found if slip.company == slips.ALONE else found & {slip.article_id}

    def measured(row: str, drawn: Iterable[slips.Slip]) -> dict[str, dict[str, Metrics]]:
        table: dict[str, dict[str, list[LabelledQuery]]] = defaultdict(lambda: defaultdict(list))
        for slip in drawn:
            columns = [] if slip.is_word else [slip.company]
            columns += [ALL_ALONE] if slip.company == slips.ALONE else []
            if columns and (wanted := relevant(slip)):
                query = LabelledQuery(slip.typed, slip.kind, wanted)
                for column in columns:
                    table[getattr(slip, row)][column].append(query)
        return {
            name: {column: evaluate(each, find)[""] for column, each in columns.items()}
            for name, columns in table.items()
        }

    return SlipMetrics(
        measured("kind", slips.slips_by_kind(words, random, count)),
        measured("letter", slips.slips_by_letter(words, random, count)),
    )


def correct_queries(at: datetime, *, seed: int) -> list[str]:
    """Queries of rightly spelled words, drawn from the headlines by the seed; one query."""
    random = Random(seed)  # noqa: S311 a sample, no secret
    return slips.correct_queries(list(slips.headlines(at).values()), random, CORRECT_QUERIES)


def changed_queries(queries: Iterable[str], at: datetime) -> dict[str, str]:
    """The queries whose results are shown for another spelling, with that spelling.

    Not those of Latin letters that are shown as Arabic spells the same names: «NASA», «ناسا».
    """
    found = ((query, search(query, language=LANGUAGE, at=at)) for query in queries)
    return {
        query: results.corrected
        for query, results in found
        if results.is_corrected and not _is_transliteration(query, results.corrected)
    }


def _is_transliteration(query: str, shown: str) -> bool:
    """Whether each word shown is the likeliest Arabic spelling of the Latin word in its place."""
    typed, words = query.split(), analyse(shown)
    return len(typed) == len(words) and all(
        arabic_spellings(latin).get(word.bare) == 0
        for latin, word in zip(typed, words, strict=True)
    )


def site_search(at: datetime) -> SearchFunction:
    """The search of readers at the moment."""

    def find(query: str) -> list[int]:
        found: list[int] = []
        for page in range(1, CUTOFF + 1):
            results = search(query, language=LANGUAGE, at=at, page=page)
            found += [hit.card.pk for hit in results.hits]
            if len(found) >= CUTOFF or not results.has_next:
                break
        return found

    return find


def baselines(at: datetime) -> Iterator[tuple[str, SearchFunction]]:
    """(Name, search function) of simpler methods; each works until the next one is taken."""
    yield "headline holds the words", _headline_contains(at)
    yield from _full_text("full text as the database has it", at, lambda text: text, "arabic")
    yield from _full_text(
        "full text of light stems",
        at,
        lambda text: " ".join(word.keys[0] for word in analyse(text)),
        "simple",
    )


def _headline_contains(at: datetime) -> SearchFunction:
    def find(query: str) -> list[int]:
        held = Q(*((f"headline_{LANGUAGE}__icontains", word) for word in query.split()))
        visible = Article.objects.visible(language=LANGUAGE, at=at).filter(held)
        newest = visible.newest_first(language=LANGUAGE)
        return list(newest.values_list("pk", flat=True)[:CUTOFF])

    return find


def _full_text(
    name: str, at: datetime, prepared: Callable[[str], str], configuration: str
) -> Iterator[tuple[str, SearchFunction]]:
    table = BaselineTable("search_baseline", configuration)
    visible = Article.objects.visible(language=LANGUAGE, at=at).order_by("pk")
    rows = visible.values_list("pk", f"headline_{LANGUAGE}", f"body_{LANGUAGE}")
    table.fill(
        (pk, prepared(headline), prepared(body.text(html)))
        for pk, headline, html in rows.iterator(500)
    )
    try:
        yield name, lambda query: table.top_ten(prepared(clean_line(query)).split())
    finally:
        table.drop()
