"""Asking the index: every word first, then corrected words, then some of them, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.utils.safestring import SafeString

from articles import body
from articles.arabic.analysis import analyse
from articles.conf import values
from articles.models import Article
from articles.models.prepared import Prepared, as_named
from articles.models.shown import Card
from articles.search import query as asking
from articles.search.backends import Among, backend
from articles.search.entries import day_of, first_of_day
from articles.search.highlighting import excerpt, highlighted
from articles.search.query import CORRECTED, Meanings, Plan, Query
from articles.search.ranking import Candidate, ranked
from articles.search.spelling import Spelling

LONGEST_QUERY: Final = asking.LONGEST
_EPOCH: Final = date(1970, 1, 1)
_LAST_DAY: Final = 2**30
ANY_DAY: Final = (0, first_of_day(_LAST_DAY) - 1)
"""The span of all documents."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed down to; nothing chosen narrows nothing. Days are the site's."""

    sections: tuple[int, ...] = ()
    tag: int | None = None
    author: int | None = None
    kind: str = ""
    since: date | None = None
    until: date | None = None

    def facets(self) -> list[list[str]]:
        """The lexemes a document must hold: one of each list."""
        choices = [[f"s{section}" for section in self.sections]]
        choices += [[f"t{self.tag}"]] if self.tag else []
        choices += [[f"u{self.author}"]] if self.author else []
        choices += [[f"k{self.kind}"]] if self.kind else []
        return [choice for choice in choices if choice]

    def span(self) -> tuple[int, int]:
        """The least and the greatest number of a document within the days, one day wider."""
        first = (self.since - _EPOCH).days - 1 if self.since else 0
        last = (self.until - _EPOCH).days + 2 if self.until else _LAST_DAY
        return first_of_day(first), first_of_day(last) - 1


class Hit(NamedTuple):
    """One article that was found, as HTML with the found words marked."""

    card: Card
    headline: SafeString
    snippet: SafeString


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found."""

    hits: list[Hit]
    count: int
    """Visible articles found."""
    is_capped: bool
    """Whether there are more than `count`."""
    has_next: bool
    corrected: str
    """The query in the spelling that the index knows, "" when there is nothing to correct."""
    is_corrected: bool
    """Whether what was found holds the corrected words and not those that were typed."""


NOTHING: Final = Results([], 0, False, False, "", False)


def search(
    query: str,
    *,
    language: str,
    at: datetime,
    page: int = 1,
    filters: Filters = Filters(),
) -> Results:
    """What readers of the language find at the moment; any text is a query.

    Three queries: the vocabulary, the index, the page's cards; none for a query
    without words.
    """
    asked = asking.parse(query)
    if not asked.words:
        return NOTHING
    spelled = Spelling(asked, language)
    best = _best(spelled, language=language, at=at, filters=filters)
    start = (page - 1) * values.PAGE_SIZE
    shown = [candidate.article_id for candidate in best[start : start + values.PAGE_SIZE]]
    hits = _hits(
        shown,
        spelled.query,
        spelled.meanings,
        guess=spelled.guess,
        language=language,
        at=at,
    )
    count = len(hits) if spelled.guess else len(best)
    typed = [each.kind for each in best if each.kind.rank <= CORRECTED and not each.kind.is_meant]
    is_doubtful = spelled.is_rare or not any(kind.field in "hm" for kind in typed)
    return Results(
        hits,
        count,
        count >= asking.MOST_FOUND,
        not spelled.guess and count > start + values.PAGE_SIZE,
        spelled.corrected if is_doubtful else "",
        not typed and any(each.kind.is_meant for each in best),
    )


def _best(spelled: Spelling, *, language: str, at: datetime, filters: Filters) -> list[Candidate]:
    """The best of what the index holds, in order; one query."""
    plan = asking.plan(spelled.query, language, filters.facets(), spelled.meanings)
    visible = Article.objects.visible(language=language, at=at)
    if filters.since or filters.until:
        visible = visible.between(filters.since, filters.until, language=language)
    return ranked(
        candidates(plan, visible, headline=f"headline_{language}", span=filters.span()),
        spelled.query.words,
        counts=spelled.counts,
        meanings=spelled.meanings,
        today=int(at.timestamp() // 86_400),
    )[: asking.MOST_FOUND]


def candidates(
    plan: Plan, articles: Any, *, headline: str, span: tuple[int, int]
) -> list[Candidate]:
    """What the plan finds among the articles of a queryset; one query.

    `headline` is the column to rank by, `span` as in `Backend.found`.
    """
    rows = backend().found(plan.steps, among=among(articles, headline), span=span)
    return [
        Candidate(pk, plan.kinds[step], day_of(number), text or "")
        for step, number, pk, text in rows
    ]


def among(articles: Any, *columns: str) -> Among:
    """The SQL of the id and columns of articles, for the index to read in its own order.

    Empty when there can be none.
    """
    rows = as_named(articles.order_by()).values_list("id", *columns)
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return Among("", (), 0)
    return Among(sql, tuple(params), len(columns) + 1)


def _page(language: str, at: datetime, **ids: int) -> Any:
    columns = (
        Article.objects.visible(language=language, at=at)
        .filter(pk__in=list(ids.values()))
        .order_by()
        .card_rows(language=language)
    )
    return columns.values_list(*columns.query.values_select, f"body_{language}")


_MOST_IDS: Final = 64
_PAGE = Prepared(_page, at=datetime, **{f"id_{n}": int for n in range(_MOST_IDS)})


def _hits(
    ids: Sequence[int],
    query: Query,
    meanings: Meanings,
    *,
    guess: str,
    language: str,
    at: datetime,
) -> list[Hit]:
    """The visible ones of the articles in their order, with a `guess` only those that hold it.

    One query.
    """
    if not ids:
        return []
    padded = {f"id_{n}": ids[n] if n < len(ids) else 0 for n in range(_MOST_IDS)}
    wanted = {
        key: number
        for number, word in enumerate(query.subjects)
        for key in (*word.keys, *meanings.get(word, ()))
    }
    hits: dict[int, Hit] = {}
    for *row, html in _PAGE.rows(language, at=at, **padded):
        card = Card._make((*row, language))
        if guess and not _stands_in(guess, card, html):
            continue
        hits[card.pk] = Hit(
            card, highlighted(card.headline, wanted), excerpt(card.standfirst, html, wanted)
        )
    return [hits[pk] for pk in ids if pk in hits]


def _stands_in(bare: str, card: Card, html: str) -> bool:
    """Whether the bare word is among those of the article's text."""
    text = f"{card.headline}\n{card.standfirst}\n{body.text(html)}"
    return any(word.bare == bare for word in analyse(text))
