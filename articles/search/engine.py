"""The search of readers: parse, spell check, find candidates, rank, and highlight a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles import body
from articles.arabic.analysis import analyse
from articles.conf import values
from articles.models import Article
from articles.models.cards import Card, card_columns, card_of
from articles.models.compiled import exact_columns
from articles.search.backends import backend
from articles.search.backends.protocol import ArticleSubquery
from articles.search.date_order import full_match_plan, newest_first
from articles.search.documents import day_number, first_id_of_day
from articles.search.highlighting import excerpt, highlight
from articles.search.query import (
    CORRECTED_WORDS,
    MAX_RESULTS,
    Corrections,
    Plan,
    Query,
    parse_query,
    plan_steps,
)
from articles.search.ranking import Candidate, rank_candidates
from articles.search.spell_check import SpellCheck

_EPOCH: Final = date(1970, 1, 1)
_LAST_DAY: Final = 2**30
MAX_COUNTED: Final = 1000
"""Articles of a list without words that are counted; there may be more."""
type Order = Literal["relevance", "date"]
"""The best first, or the newest first."""
ALL_IDS: Final = (0, first_id_of_day(_LAST_DAY) - 1)
"""The range of all document ids."""


@dataclass(frozen=True, slots=True)
class Filters:
    """Filters of a search by primary key, kind and day; empty ones do not filter.

    `since` and `until` are inclusive days in the site's time zone.
    """

    sections: tuple[int, ...] = ()
    tag: int | None = None
    author: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None

    def facets(self) -> list[list[str]]:
        """Groups of lexemes without shelf prefix; a document must hold one of each group."""
        groups = [[f"s{section}" for section in self.sections]]
        groups += [[f"t{self.tag}"]] if self.tag else []
        groups += [[f"u{self.author}"]] if self.author else []
        groups += [[f"k{self.kind}"]] if self.kind else []
        return [group for group in groups if group]

    @property
    def are_empty(self) -> bool:
        """Whether nothing is filtered."""
        return self == Filters()

    def id_range(self) -> tuple[int, int]:
        """The least and greatest document id of the days, with a day to spare for the time zone."""
        first = (self.since - _EPOCH).days - 1 if self.since else 0
        last = (self.until - _EPOCH).days + 2 if self.until else _LAST_DAY
        return first_id_of_day(first), first_id_of_day(last) - 1


class Hit(NamedTuple):
    """One article of the results; `headline` and `snippet` are HTML with `<mark>`ed words."""

    card: Card
    headline: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results."""

    hits: list[Hit]
    count: int
    """Articles found on all pages."""
    is_capped: bool
    """Whether `count` reached the limit, so that there may be more."""
    has_next: bool
    corrected: str
    """The query with suggested spellings; "" without a suggestion."""
    is_corrected: bool
    """Whether the articles found hold the suggested spellings instead of the typed words."""


NO_RESULTS: Final = Results([], 0, False, False, "", False)


def search(
    query: str,
    *,
    language: str,
    at: datetime,
    page: int = 1,
    filters: Filters = Filters(),
    order: Order = "relevance",
) -> Results:
    """A page of the articles visible at the moment that match the query.

    Any text is a query; pages count from 1 and have `PAGE_SIZE` articles. By relevance
    there are MAX_RESULTS results, by date all that hold every word; a query without
    words lists the articles of the filters, the newest first. Three queries (vocabulary,
    index, cards), two without words, none without words and filters.
    """
    parsed = parse_query(query)
    if not parsed.words:
        return _filtered(filters, language=language, at=at, page=page)
    checked = SpellCheck(parsed, language)
    start = (page - 1) * values.PAGE_SIZE
    limit = max(MAX_RESULTS, start + values.PAGE_SIZE) + 1
    scope: dict[str, Any] = {"language": language, "at": at, "filters": filters}
    by_date = _by_date(checked, limit, **scope) if order == "date" else []
    best = by_date or _ranked(checked, **scope)
    hits = _hits(
        [candidate.article_id for candidate in best[start : start + values.PAGE_SIZE]],
        checked.query,
        checked.corrections,
        unverified_word=checked.unverified_word,
        language=language,
        at=at,
    )
    if order == "date":
        hits.sort(key=lambda hit: (hit.card.published_at, hit.card.pk), reverse=True)
    return _page_of(checked, best, hits, end=start + values.PAGE_SIZE)


def _page_of(
    checked: SpellCheck, best: Sequence[Candidate], hits: list[Hit], *, end: int
) -> Results:
    """The results of a page with these hits, which ends before the candidate `end`; no query."""
    found = len(hits) if checked.unverified_word else len(best)
    full = [each.match for each in best if each.match.tier <= CORRECTED_WORDS]
    as_typed = [match for match in full if not match.is_corrected]
    is_doubtful = checked.doubts_known_word or not any(match.field in "hm" for match in as_typed)
    return Results(
        hits,
        min(found, MAX_RESULTS),
        found >= MAX_RESULTS,
        not checked.unverified_word and found > end,
        checked.corrected_text if is_doubtful else "",
        not as_typed and any(each.match.is_corrected for each in best),
    )


def _filtered(filters: Filters, *, language: str, at: datetime, page: int) -> Results:
    """A page of the articles of the filters, the newest first; two queries, none without any."""
    if filters.are_empty:
        return NO_RESULTS
    chosen = Article.objects.visible(language=language, at=at)
    chosen = chosen.in_section(*filters.sections) if filters.sections else chosen
    chosen = chosen.tagged(filters.tag) if filters.tag else chosen
    chosen = chosen.by_author(filters.author) if filters.author else chosen
    chosen = chosen.filter(kind=filters.kind) if filters.kind else chosen
    chosen = chosen.between(filters.since, filters.until, language=language)
    start = (page - 1) * values.PAGE_SIZE
    cards = chosen.newest_first(language=language)[start : start + values.PAGE_SIZE + 1].cards(
        language=language
    )
    count = chosen.order_by()[: MAX_COUNTED + 1].count()
    hits = [Hit(card, escape(card.headline), escape(card.standfirst)) for card in cards]
    return Results(
        hits[: values.PAGE_SIZE],
        min(count, MAX_COUNTED),
        count > MAX_COUNTED,
        len(hits) > values.PAGE_SIZE,
        "",
        False,
    )


def _by_date(
    checked: SpellCheck, limit: int, *, language: str, at: datetime, filters: Filters
) -> list[Candidate]:
    """The newest candidates that hold every word, at most `limit`; one query."""
    plan = plan_steps(checked.query, language, filters.facets(), checked.corrections)
    visible = Article.objects.visible(language=language, at=at)
    visible = visible.between(filters.since, filters.until, language=language)
    found = find_candidates(
        full_match_plan(plan, limit),
        visible,
        headline=f"headline_{language}",
        id_range=filters.id_range(),
    )
    return newest_first(found)[:limit]


def _ranked(
    checked: SpellCheck, *, language: str, at: datetime, filters: Filters
) -> list[Candidate]:
    """The best MAX_RESULTS candidates in order; one query."""
    plan = plan_steps(checked.query, language, filters.facets(), checked.corrections)
    visible = Article.objects.visible(language=language, at=at)
    visible = visible.between(filters.since, filters.until, language=language)
    return rank_candidates(
        find_candidates(
            plan, visible, headline=f"headline_{language}", id_range=filters.id_range()
        ),
        checked.query.words,
        counts=checked.counts,
        corrections=checked.corrections,
        today=int(at.timestamp() // 86_400),
    )[:MAX_RESULTS]


def find_candidates(
    plan: Plan, articles: Any, *, headline: str, id_range: tuple[int, int]
) -> list[Candidate]:
    """Candidates of every step of the plan among the articles of a queryset; one query.

    `headline` is the column to rank by, `id_range` as in `Backend.search`. An article
    may be returned by several steps.
    """
    rows = backend().search(
        plan.steps, articles=article_subquery(articles, headline), id_range=id_range
    )
    return [
        Candidate(pk, plan.matches[step], day_number(number), text or "")
        for step, number, pk, text in rows
    ]


def article_subquery(articles: Any, *columns: str) -> ArticleSubquery:
    """The id and columns of a queryset as SQL for `Backend.search`, without order; no query."""
    rows = exact_columns(articles.order_by()).values_list("id", *columns)
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return ArticleSubquery("", (), 0)
    return ArticleSubquery(sql, tuple(params), len(columns) + 1)


def _hits(
    ids: Sequence[int],
    query: Query,
    corrections: Corrections,
    *,
    unverified_word: str,
    language: str,
    at: datetime,
) -> list[Hit]:
    """Hits of the visible articles in the order of their ids; one query.

    With an `unverified_word` only those whose text holds the word itself.
    """
    if not ids:
        return []
    keys = {
        key: number
        for number, word in enumerate(query.content_words)
        for key in (*word.keys, *corrections.get(word, ()))
    }
    hits: dict[int, Hit] = {}
    chosen = Article.objects.visible(language=language, at=at).filter(pk__in=ids)
    columns = (*card_columns(language).values(), f"body_{language}")
    for row in exact_columns(chosen).values(*columns):
        card, html = card_of(row, language), row[f"body_{language}"]
        if unverified_word and not _contains(unverified_word, card, html):
            continue
        hits[card.pk] = Hit(
            card, highlight(card.headline, keys), excerpt(card.standfirst, html, keys)
        )
    return [hits[pk] for pk in ids if pk in hits]


def _contains(bare: str, card: Card, html: str) -> bool:
    """Whether a word of the headline, standfirst or body has the bare form."""
    text = f"{card.headline}\n{card.standfirst}\n{body.text(html)}"
    return any(word.bare == bare for word in analyse(text))
