"""Signal receivers that update related lists; a signal may be received more than once."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from articles import signals
from articles.related import engine


@receiver([signals.published, signals.updated, signals.withdrawn])
def update_lists(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Recompute the lists by the current state of the article.

    A later change may have overtaken the signal: a withdrawn article may be published again.
    """
    engine.recompute(article_id)
