"""The only code that sets an article's state and writes transitions."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.models import Article, Revision, Transition

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def set_state(article: Article, state: str) -> str:
    """Set the state of a locked article and return the previous one; saves nothing."""
    before = article.state
    article.state = state
    return before


def log(
    article: Article,
    verb: str,
    *,
    by: User | None,
    at: datetime,
    from_state: str | None = None,
    revision: Revision | None = None,
    note: str = "",
    details: dict[str, Any] | None = None,
) -> Transition:
    """Write a transition; `revision` defaults to the newest one. One query."""
    return Transition.objects.create(
        article=article,
        verb=verb,
        from_state=article.state if from_state is None else from_state,
        to_state=article.state,
        revision=revision or article.latest_revision,
        note=note,
        details=details or {},
        by=by,
        at=at,
    )
