"""Asking the index: every word first, then corrected words, then some of them, the best first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.utils.safestring import SafeString

from articles.arabic.analysis import Word, analyse, near
from articles.arabic.normalize import fold
from articles.arabic.tokens import tokens
from articles.conf import values
from articles.models import Article
from articles.models.prepared import Prepared, as_named
from articles.models.shown import Card
from articles.search import query as asking
from articles.search import vocabulary
from articles.search.backends import Among, backend
from articles.search.entries import first_of_day
from articles.search.highlighting import excerpt, highlighted
from articles.search.query import CORRECTED, Meanings, Query
from articles.search.ranking import Candidate, ranked
from articles.search.vocabulary import Known

LONGEST_QUERY: Final = asking.LONGEST
_MOST_CORRECTED: Final = 6
"""Words of a query for which another spelling is looked for."""
_MOST_MEANINGS: Final = 4
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
    spelled = _Spelling(asked, language)
    asked = spelled.query
    plan = asking.plan(asked, language, filters.facets(), spelled.meanings)
    visible = Article.objects.visible(language=language, at=at)
    if filters.since or filters.until:
        visible = visible.between(filters.since, filters.until, language=language)
    rows = backend().found(
        plan.steps,
        among=among(visible, f"headline_{language}"),
        span=filters.span(),
    )
    found = [Candidate(pk, plan.kinds[step], number >> 32, text) for step, number, pk, text in rows]
    best = ranked(
        found,
        asked.words,
        counts=spelled.counts,
        meanings=spelled.meanings,
        today=int(at.timestamp() // 86_400),
    )[: asking.MOST_FOUND]
    start = (page - 1) * values.PAGE_SIZE
    shown = [candidate.article_id for candidate in best[start : start + values.PAGE_SIZE]]
    typed = [each for each in best if each.kind.rank <= CORRECTED and not each.kind.is_meant]
    return Results(
        _hits(shown, asked, spelled.meanings, language=language, at=at),
        len(best),
        len(best) >= asking.MOST_FOUND,
        len(best) > start + values.PAGE_SIZE,
        spelled.corrected if len(typed) < asking.ENOUGH or spelled.is_rare else "",
        not typed and any(each.kind.is_meant for each in best),
    )


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


class _Spelling:
    """How the query's words are spelled in the index; one query."""

    def __init__(self, query: Query, language: str) -> None:
        doubtful = [word for word in query.subjects if not word.is_stop][:_MOST_CORRECTED]
        choices = {word: near(word.bare) for word in doubtful}
        wanted = {form for word in query.words for form in (word.bare, word.folded)}
        self.known = vocabulary.known(wanted.union(*choices.values()), language=language)
        self.counts = {word: known.articles for word, known in self.known.items()}
        read = {word: self._as_read(word) for word in query.words}
        self.query = query._replace(words=tuple(read[word] for word in query.words))
        better = {read[word]: self._better(word, near) for word, near in choices.items()}
        self.choices = {word: found for word, found in better.items() if found}
        # One word alone has nothing beside it that tells what was meant: it is only asked back.
        self.meanings: Meanings = {
            word: tuple(key for each in found for key in analyse(each.word)[0].keys)
            for word, found in self.choices.items()
            if word.bare not in self.known and len(query.words) > 1
        }
        self.is_rare = any(word.bare in self.known for word in self.choices)

    def _as_read(self, word: Word) -> Word:
        """The word without the readings that take its first letter for a clitic by mere chance.

        Before an article nothing else can be meant; a lone و، ف، ب، ل، ك is a
        clitic when the index knows what follows it.
        """
        folded, bare = word.folded, word.bare
        if folded[0] not in "وفبلك" or not self.known.keys().isdisjoint((folded, bare)):
            return word
        if "ال" in folded[: len(folded) - len(bare)] or folded.startswith("لل"):
            return word
        whole = tuple(key for key in word.keys if folded.startswith(key[:2]))
        return word._replace(keys=whole or (folded,))

    @property
    def corrected(self) -> str:
        """The query with each doubtful word in the likeliest spelling; "" without any."""
        if not self.choices:
            return ""
        text, parts, end = self.query.text, [], 0
        for token in tokens(text):
            folded = fold(token.text)
            for word, found in self.choices.items():
                if word.folded == folded:
                    clitics = len(folded) - len(word.bare)
                    parts += [text[end : token.start + clitics], found[0].spelling]
                    end = token.end
        return "".join([*parts, text[end:]])

    def _better(self, word: Word, spellings: frozenset[str]) -> list[Known]:
        """The known spellings one letter away that are far commoner, the commonest first."""
        least = 100 * self.counts.get(word.bare, 0)
        found = [self.known[each] for each in spellings if each in self.known]
        better = [each for each in found if each.articles > least]
        better.sort(key=lambda each: (-each.articles, each.word))
        return better[:_MOST_MEANINGS]


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
    ids: Sequence[int], query: Query, meanings: Meanings, *, language: str, at: datetime
) -> list[Hit]:
    """The visible ones of the articles in their order; one query."""
    if not ids:
        return []
    padded = {f"id_{n}": ids[n] if n < len(ids) else 0 for n in range(_MOST_IDS)}
    wanted = frozenset(
        key for word in query.subjects for key in (*word.keys, *meanings.get(word, ()))
    )
    hits: dict[int, Hit] = {}
    for *row, html in _PAGE.rows(language, at=at, **padded):
        card = Card._make((*row, language))
        hits[card.pk] = Hit(
            card, highlighted(card.headline, wanted), excerpt(card.standfirst, html, wanted)
        )
    return [hits[pk] for pk in ids if pk in hits]
