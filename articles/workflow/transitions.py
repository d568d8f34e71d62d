"""The one place where a state is changed and the log is written."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from articles.models import Article, Revision, Transition

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def move(article: Article, state: str) -> str:
    """Set the state of a locked article; returns the state it was in. Saves nothing."""
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
    """Record who did what, when and why."""
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
