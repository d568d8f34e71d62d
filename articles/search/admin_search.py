"""Search for the admin: unpublished articles as well as published ones, in every language."""

from __future__ import annotations

from typing import Any, Final

from articles.conf import LANGUAGES
from articles.models import Article
from articles.search.documents import DESK
from articles.search.engine import ALL_IDS, find_candidates
from articles.search.query import ALL_WORDS, parse_query, plan_steps
from articles.search.ranking import Candidate, rank_candidates

MAX_RESULTS: Final = 500


def matching_article_ids(query: str, articles: Any = None) -> list[int]:
    """Ids of the articles that match the query, the best first, at most 500.

    Those that hold every word; where none does, those that hold all but one or any. Words
    are neither corrected nor expanded by variants and synonyms, as readers' are: who looks
    for an article to edit knows its words, and others would only stand in the way.
    `articles` is an unsliced queryset to search in, all articles by default. One
    query for each shelf: the desk's, then each language.
    """
    parsed = parse_query(query)
    found: list[Candidate] = []
    for shelf in (DESK, *LANGUAGES):
        plan = plan_steps(parsed, shelf, ())
        headline = f"headline_{LANGUAGES[0] if shelf == DESK else shelf}"
        searched = Article.objects.all() if articles is None else articles
        found += find_candidates(plan, searched, headline=headline, id_range=ALL_IDS)
    complete = [candidate for candidate in found if candidate.match.tier == ALL_WORDS]
    best = rank_candidates(complete or found, parsed.words, counts={}, today=0)
    return [candidate.article_id for candidate in best[:MAX_RESULTS]]
