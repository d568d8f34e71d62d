"""Results in order of their dates: the steps of a plan, and the order of what they find."""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.backends.protocol import Step
from articles.search.documents import TEXT
from articles.search.query import (
    ALWAYS,
    AS_TYPED,
    CORRECTED_WORDS,
    EXPANDED_WORDS,
    MAX_RESULTS,
    Match,
    Plan,
    Query,
)
from articles.search.ranking import Candidate


def newest_plan(plan: Plan, limit: int) -> Plan:
    """The steps that search for every word, of at most `limit` documents each, then the others.

    Those in headlines and among main words tell which reading is meant; without a
    reading only the whole text is searched. The others, for some of the words, count where
    nothing holds every word.
    """
    steps = list(zip(plan.steps, plan.matches, strict=True))
    full = [
        (step._replace(threshold=_threshold(step, match, limit), limit=limit), match)
        for step, match in steps
        if match.tier <= CORRECTED_WORDS
    ]
    if all(match.reading == AS_TYPED for _step, match in full):
        full = [(step, match) for step, match in full if match.field == TEXT]
    if not plan.needs_adjacent:
        full += [(step, match) for step, match in steps if match.tier > CORRECTED_WORDS]
    return Plan(tuple(step for step, _match in full), tuple(match for _step, match in full))


def _threshold(step: Step, match: Match, limit: int) -> int:
    """That of a step that searches for every word; synonyms are as good as the words typed."""
    is_synonym = match.tier == EXPANDED_WORDS and step.threshold >= MAX_RESULTS
    return ALWAYS if is_synonym else limit


def newest_first(limit: int, candidates: Iterable[Candidate], query: Query) -> list[Candidate]:
    """The newest `limit` candidates by descending day of publication, each article once.

    No query to the database. Whatever `query` found them does not change their order.
    """
    once = {candidate.article_id: candidate for candidate in candidates}
    return sorted(once.values(), key=lambda one: (one.day, one.article_id), reverse=True)[:limit]
