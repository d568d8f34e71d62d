"""The desk's search: drafts and withdrawn pieces beside what is published, in every language."""

from __future__ import annotations

from typing import Any, Final

from articles.conf import LANGUAGES
from articles.models import Article
from articles.search import query as asking
from articles.search.engine import ANY_DAY, candidates
from articles.search.entries import DESK
from articles.search.query import ALL
from articles.search.ranking import Candidate, ranked

MOST: Final = 500


def found_by_desk(query: str, articles: Any = None) -> list[int]:
    """The articles (ids) that hold every word of the query, or most, the best first, at most 500.

    Each shelf is asked in one statement: the desk's, then each language. `articles`
    is the queryset of what may be found, all by default; it may not be sliced.
    """
    asked = asking.parse(query)
    found: list[Candidate] = []
    for shelf in (DESK, *LANGUAGES):
        plan = asking.plan(asked, shelf, (), {})
        headline = f"headline_{LANGUAGES[0] if shelf == DESK else shelf}"
        chosen = Article.objects.all() if articles is None else articles
        found += candidates(plan, chosen, headline=headline, span=ANY_DAY)
    whole = [candidate for candidate in found if candidate.kind.rank == ALL]
    best = ranked(whole or found, asked.words, counts={}, meanings={}, today=0)
    return [candidate.article_id for candidate in best[:MOST]]
