"""The search of readers: parse, spell check, find candidates, rank, and highlight a page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import chain
from typing import Any, Final, Literal, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.utils.html import escape
from django.utils.safestring import SafeString

from articles import body
from articles.arabic.analysis import Word, analyse
from articles.conf import values
from articles.models import Article
from articles.models.cards import Card, card_of
from articles.models.compiled import exact_columns
from articles.search.answers import Answer, answers, best_first
from articles.search.backends import backend
from articles.search.backends.protocol import ArticleSubquery
from articles.search.date_order import newest_first, newest_plan
from articles.search.documents import (
    AUTHOR_FACET,
    KIND_FACET,
    SECTION_FACET,
    TAG_FACET,
    day_number,
    first_id_of_day,
)
from articles.search.expansions import NO_EXPANSIONS
from articles.search.highlighting import Phrases, excerpt, highlight
from articles.search.query import (
    ADJACENT,
    CORRECTED_WORDS,
    EXPANDED_WORDS,
    MAX_RESULTS,
    SYNONYMS_SHARE,
    Plan,
    Query,
    parse_query,
    plan_steps,
)
from articles.search.ranking import Candidate
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
        groups = [[f"{SECTION_FACET}{section}" for section in self.sections]]
        groups += [[f"{TAG_FACET}{self.tag}"]] if self.tag else []
        groups += [[f"{AUTHOR_FACET}{self.author}"]] if self.author else []
        groups += [[f"{KIND_FACET}{self.kind}"]] if self.kind else []
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
    verbatim: str = ""
    """The query that finds the words as typed; "" unless corrected ones are shown before them."""
    others: tuple[str, ...] = ()
    """What the query may mean besides, the likeliest first; none without a suggestion."""
    is_mixed: bool = False
    """Whether articles of some of the `others` are among the hits."""


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
    end = start + values.PAGE_SIZE
    limit = max(MAX_RESULTS, end) + 1
    scope: dict[str, Any] = {"language": language, "at": at, "filters": filters}
    possible = (
        _by_date(checked, limit, **scope) if order == "date" else _by_relevance(checked, **scope)
    )
    answer, hits = _shown(checked, possible, slice(start, end), language=language, at=at)
    if order == "date":
        hits.sort(key=lambda hit: (hit.card.published_at, hit.card.pk), reverse=True)
    return _page_of(checked, answer, hits, end=end)


def _shown(
    checked: SpellCheck, possible: Sequence[Answer], page: slice, *, language: str, at: datetime
) -> tuple[Answer, list[Hit]]:
    """The first answer that may be shown, else the last one, with its hits on a page; one query."""
    pages = [[each.article_id for each in answer.articles[page]] for answer in possible]
    # Those of the first page say whether a doubted word stands in its articles, on any page.
    first = [each.article_id for each in possible[0].articles[: values.PAGE_SIZE]]
    doubted = first if len(possible) > 1 else []
    texts = _texts(dict.fromkeys(chain(doubted, *pages)), language=language, at=at)
    for answer, ids in zip(possible, pages, strict=True):
        is_last = answer is possible[-1]
        if not is_last and not _any_contains(checked.doubted_word, doubted, texts):
            continue
        unverified = "" if answer.reading else checked.unverified_word
        marked = _marked_keys(checked, answer)
        hits = _hits(ids, texts, marked, unverified_word=unverified, sure=answer.added)
        if hits:
            break
    return answer, hits


def _page_of(checked: SpellCheck, answer: Answer, hits: list[Hit], *, end: int) -> Results:
    """The results of a page with these hits, which ends before the article `end`; no query.

    Of results that were verified there is only one page, without those that were not.
    """
    is_verified = bool(not answer.reading and checked.unverified_word and not answer.added)
    found = len(hits) if is_verified else len(answer.articles)
    is_doubtful = checked.doubts_known_word or bool(answer.added) or not answer.is_in_main_words
    reading = answer.reading
    corrected = reading.text if reading else _other_text(checked, is_doubtful=is_doubtful)
    return Results(
        hits,
        min(found, MAX_RESULTS),
        found >= MAX_RESULTS,
        not is_verified and found > end,
        corrected,
        reading is not None or bool(answer.articles and checked.rewritten_text),
        reading.verbatim if reading and answer.has_typed else "",
        checked.other_texts(corrected) if corrected else (),
        bool(answer.others),
    )


def _other_text(checked: SpellCheck, *, is_doubtful: bool) -> str:
    """What the query was rewritten to, else what may be meant by a doubtful one."""
    return checked.rewritten_text or (checked.corrected_text if is_doubtful else "")


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
) -> list[Answer]:
    """What may be shown: the newest `limit` articles that hold every word; one query.

    Where there are none, those that hold some of the words, as by relevance.
    """
    plan = newest_plan(_plan(checked, language, filters), limit)
    found = _candidates(plan, language=language, at=at, filters=filters)
    full = [each for each in found if each.match.tier <= CORRECTED_WORDS]
    if full:
        return answers(checked, full, in_order=partial(newest_first, limit))
    return _best_answers(checked, found, at)


def _by_relevance(
    checked: SpellCheck, *, language: str, at: datetime, filters: Filters
) -> list[Answer]:
    """What may be shown, the best MAX_RESULTS articles in order; one query."""
    plan = _plan(checked, language, filters)
    found = _candidates(plan, language=language, at=at, filters=filters)
    return _best_answers(checked, found, at)


def _best_answers(checked: SpellCheck, found: Sequence[Candidate], at: datetime) -> list[Answer]:
    """What may be shown of the candidates, the best MAX_RESULTS articles in order; no query."""
    ranked = partial(best_first, checked, int(at.timestamp() // 86_400))
    possible = answers(checked, found, in_order=ranked, is_mixed=True)
    return [each._replace(articles=_best_results(each.articles)) for each in possible]


def _best_results(articles: Sequence[Candidate]) -> list[Candidate]:
    """The best MAX_RESULTS; headlines with a synonym have a share of them, on the last pages."""
    best, rest = articles[:MAX_RESULTS], articles[MAX_RESULTS:]
    synonyms = [each for each in rest if each.match.tier == EXPANDED_WORDS][:SYNONYMS_SHARE]
    return [*best[: MAX_RESULTS - len(synonyms)], *synonyms]


def _plan(checked: SpellCheck, language: str, filters: Filters) -> Plan:
    readings = [reading.query for reading in checked.readings]
    meant = checked.expansions_of(readings[0]) if readings else NO_EXPANSIONS
    facets = filters.facets()
    return plan_steps(checked.query, language, facets, readings, checked.expansions, meant)


def _candidates(plan: Plan, *, language: str, at: datetime, filters: Filters) -> list[Candidate]:
    visible = Article.objects.visible(language=language, at=at)
    visible = visible.between(filters.since, filters.until, language=language)
    return find_candidates(
        plan, visible, headline=f"headline_{language}", id_range=filters.id_range()
    )


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
    found = [
        Candidate(pk, plan.matches[step], day_number(number), text or "")
        for step, number, pk, text in rows
    ]
    if not plan.needs_adjacent:
        return found
    # Side by side they prove that two words are meant; they are ranked as if typed apart.
    others = [each for each in found if each.match.field != ADJACENT]
    return others if len(others) < len(found) else []


def article_subquery(articles: Any, *columns: str) -> ArticleSubquery:
    """The id and columns of a queryset as SQL for `Backend.search`, without order; no query."""
    rows = exact_columns(articles.order_by()).values_list("id", *columns)
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return ArticleSubquery("", (), 0)
    return ArticleSubquery(sql, tuple(params), len(columns) + 1)


def _texts(ids: Collection[int], *, language: str, at: datetime) -> dict[int, tuple[Card, str]]:
    """The cards and bodies of the visible articles by primary key; one query, none without ids."""
    if not ids:
        return {}
    visible = Article.objects.visible(language=language, at=at).filter(pk__in=ids)
    rows = visible.card_values(f"body_{language}", language=language)
    cards = ((card_of(row, language), row[f"body_{language}"]) for row in rows)
    return {card.pk: (card, html) for card, html in cards}


def _hits(
    ids: Sequence[int],
    texts: Mapping[int, tuple[Card, str]],
    marked: tuple[Mapping[str, int], Phrases],
    *,
    unverified_word: str,
    sure: Collection[int],
) -> list[Hit]:
    """Hits of the articles that have texts, in the order of the ids, with the keys `marked`.

    With an `unverified_word` only those whose text holds the word itself, and those that
    are `sure`.
    """
    keys, phrases = marked
    found = [texts[pk] for pk in ids if pk in texts]
    return [
        Hit(
            card,
            highlight(card.headline, keys, phrases),
            excerpt(card.standfirst, html, keys, phrases),
        )
        for card, html in found
        if not unverified_word or card.pk in sure or _contains(unverified_word, card, html)
    ]


def _marked_keys(checked: SpellCheck, answer: Answer) -> tuple[Mapping[str, int], Phrases]:
    """The keys and the phrases to mark in results, with the number of their word in the query.

    Those of the query as read and as typed; of a key of several words the typed one counts.
    """
    queries = (*answer.others, answer.query, checked.query)
    numbers = {word: number for query in queries for number, word in enumerate(query.content_words)}
    expanded = checked.expanded_keys(answer.query)
    keys = {key: number for word, number in numbers.items() for key in expanded.get(word, ())}
    for query in queries:
        for number, word in enumerate(query.content_words):
            keys |= dict.fromkeys(_keys(word, query), number)
    phrases = {**checked.expansions_of(answer.query).phrases, **checked.expansions.phrases}
    return keys, {phrase: numbers.get(word, 0) for phrase, word in phrases.items()}


def _keys(word: Word, query: Query) -> Iterator[str]:
    """The keys of what the word is found by, the halves of which it may consist included."""
    yield from word.keys
    yield from (key for half in query.apart.get(word.folded, ()) for key in half.keys)


def _any_contains(bare: str, ids: Iterable[int], texts: Mapping[int, tuple[Card, str]]) -> bool:
    """Whether a word of one of the articles has the bare form."""
    return any(_contains(bare, *texts[pk]) for pk in ids if pk in texts)


def _contains(bare: str, card: Card, html: str) -> bool:
    """Whether a word of the headline, standfirst or body has the bare form."""
    text = f"{card.headline}\n{card.standfirst}\n{body.text(html)}"
    return any(word.bare == bare for word in analyse(text))
