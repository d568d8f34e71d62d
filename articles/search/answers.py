"""What a search shows: the articles for the query as typed, or for what it may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Final, NamedTuple

from articles.search.documents import HEADLINE, TEXT
from articles.search.query import ALL_WORDS, AS_TYPED, CORRECTED_WORDS, Query
from articles.search.ranking import Candidate, rank_candidates
from articles.search.spell_check import Found, Reading, SpellCheck

_PLACES: Final = 10
"""Among so many results there is one of each other reading, where a query has several."""
_FIFTH: Final = 3.5
_TENTH: Final = 8.5
_TENTH_BESIDE_FIFTH: Final = 7.5
"""Between which results of the likeliest reading those stand, counted from 0."""
MANY_AS_TYPED: Final = 9
"""So many articles as typed, or fewer, are followed by those of what may be meant instead."""


class Answer(NamedTuple):
    """Articles in order, and what they answer."""

    query: Query
    """The query that was read: as typed, or of the reading."""
    reading: Reading | None
    """What was read instead of what is typed, or None."""
    articles: list[Candidate]
    has_typed: bool
    """Whether articles that hold every word as typed are among them."""
    others: tuple[Query, ...] = ()
    """Further readings, whose articles are among them."""
    added: frozenset[int] = frozenset()
    """Articles of those that follow the few as typed."""

    @property
    def is_in_main_words(self) -> bool:
        """Whether an article holds every word in its headline or among its main words."""
        return any(
            each.match.tier == ALL_WORDS and each.match.field != TEXT
            for each in self.articles
            if each.article_id not in self.added
        )


type InOrder = Callable[[Iterable[Candidate], Query], list[Candidate]]
"""Puts candidates for a query in the order in which they are shown, each article once."""


def answers(
    checked: SpellCheck,
    candidates: Sequence[Candidate],
    *,
    in_order: InOrder,
    is_mixed: bool = False,
) -> list[Answer]:
    """What may be shown, the first choice first; no query.

    One answer, and a second one where the first may hold only the stem of a doubted
    word: it counts when the word itself stands in none of the articles, and follows where
    few have it. `is_mixed` shows the articles of every reading, most of them of the likeliest.
    """
    counts = _counts(candidates)
    chosen = [checked.choose(counts)]
    if checked.doubted_word and chosen[0] is None and AS_TYPED in counts:
        typed = Found() if checked.unverified_word else counts[AS_TYPED]
        unasked = checked.choose({**counts, AS_TYPED: typed}, hold_word=False)
        chosen += [unasked] if unasked is not None else []
    found: list[Answer] = []
    for number in chosen:
        reading = None if number is None else checked.readings[number]
        query = reading.query if reading else checked.query
        is_typed_shown = AS_TYPED in counts and not (reading and checked.unverified_word)
        shown = _retold(
            candidates, AS_TYPED if number is None else number, with_typed=is_typed_shown
        )
        articles = in_order(shown, query)
        others = _other_readings(checked, number, counts) if is_mixed else {}
        if others:
            told = {each: _retold(candidates, each, with_typed=False) for each in others}
            of_others = [in_order(told[each], others[each]) for each in others]
            is_near = any(map(checked.is_near_the_best, others))
            articles = _mixed(articles, of_others, is_near=is_near)
        found.append(Answer(query, reading, articles, is_typed_shown, tuple(others.values())))
    if is_mixed and len(found) > 1 and len(found[0].articles) <= MANY_AS_TYPED:
        found[0] = _followed(*found)
    return found


def _followed(typed: Answer, meant: Answer) -> Answer:
    """The few articles as typed, and after them those of what may be meant instead."""
    before = {each.article_id for each in typed.articles}
    after = [each for each in meant.articles if each.article_id not in before]
    return typed._replace(
        articles=[*typed.articles, *after],
        others=(meant.query, *meant.others),
        added=frozenset(each.article_id for each in after),
    )


def _other_readings(
    checked: SpellCheck, chosen: int | None, counts: Mapping[int, Found]
) -> dict[int, Query]:
    """The further readings that were found, by number; none of what is typed.

    Of several words those whose words stand together otherwise than by chance.
    """
    if chosen is None:
        return {}
    return {
        number: reading.query
        for number, reading in enumerate(checked.readings)
        if number in counts
        and number != chosen
        and (checked.is_lone_word or counts[number].are_at_home)
    }


def _mixed(
    best: Sequence[Candidate], others: Sequence[Sequence[Candidate]], *, is_near: bool
) -> list[Candidate]:
    """The articles of the likeliest reading; the fifth of ten is of another one, the tenth too.

    The tenth is where there are two others, or a single one that is not near. Each article once,
    where it stands first.
    """
    placed = [(float(number), each) for number, each in enumerate(best)]
    of_best = _PLACES - len(others)
    alone = _FIFTH if is_near else _TENTH
    starts = (_FIFTH, _TENTH_BESIDE_FIFTH) if len(others) > 1 else (alone,)
    for start, articles in zip(starts, others, strict=True):
        placed += [(start + turn * of_best, each) for turn, each in enumerate(articles)]
    placed.sort(key=itemgetter(0))
    first: dict[int, Candidate] = {}
    for _place, each in placed:
        first.setdefault(each.article_id, each)
    return list(first.values())


def best_first(
    checked: SpellCheck, today: int, candidates: Iterable[Candidate], query: Query
) -> list[Candidate]:
    """The candidates by score; `today` as for `rank_candidates`."""
    return rank_candidates(
        candidates,
        query.words,
        counts=checked.counts,
        today=today,
        expansions=checked.expanded_keys(query),
    )


def _counts(candidates: Iterable[Candidate]) -> dict[int, Found]:
    """The numbers of articles with every word itself, by reading."""
    found: dict[int, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for candidate in candidates:
        match = candidate.match
        if match.tier <= CORRECTED_WORDS and not match.is_expanded:
            found[match.reading][candidate.article_id].add(match.field)
    return {reading: _found(articles.values()) for reading, articles in found.items()}


def _found(fields: Collection[set[str]]) -> Found:
    """Numbers of articles from the fields in which each was found."""
    in_headlines = sum(HEADLINE in each for each in fields)
    return Found(in_headlines, sum(each != {TEXT} for each in fields), len(fields))


def _retold(
    candidates: Iterable[Candidate], shown: int, *, with_typed: bool
) -> Iterable[Candidate]:
    """The candidates with the tiers of what is shown: first its own, then the typed ones."""
    for each in candidates:
        match = each.match
        if match.reading == shown:
            tier = ALL_WORDS if match.tier == CORRECTED_WORDS else match.tier
        elif match.reading == AS_TYPED and match.tier == ALL_WORDS and with_typed:
            tier = CORRECTED_WORDS
        else:
            continue
        yield each._replace(match=match._replace(tier=tier))
