"""The lists follow an article's life; each listener may hear the same thing twice."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from articles import lifecycle
from articles.related import engine


@receiver([lifecycle.published, lifecycle.updated])
def relate(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Make its lists anew and put it into those of its neighbours."""
    engine.recompute(article_id)


@receiver(lifecycle.withdrawn)
def unrelate(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Take it out of every list."""
    engine.forget(article_id)
