"""Results in order of their dates: the steps of a plan that match every word, and their order."""

from __future__ import annotations

from collections.abc import Iterable

from articles.search.query import CORRECTED_WORDS, Match, Plan
from articles.search.ranking import Candidate


def full_match_plan(plan: Plan, limit: int) -> Plan:
    """The steps that search the whole text for every word, of at most `limit` documents each.

    A step with suggested spellings runs only when the words as typed find nothing.
    """
    full = [
        (step._replace(threshold=1, limit=limit), match)
        for step, match in zip(plan.steps, plan.matches, strict=True)
        if _is_full(match)
    ]
    return Plan(tuple(step for step, _match in full), tuple(match for _step, match in full))


def newest_first(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates by descending day of publication, each article once; no query."""
    once = {candidate.article_id: candidate for candidate in candidates}
    return sorted(once.values(), key=lambda one: (one.day, one.article_id), reverse=True)


def _is_full(match: Match) -> bool:
    return match.field == "w" and match.tier <= CORRECTED_WORDS
