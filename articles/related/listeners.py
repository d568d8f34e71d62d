"""The lists follow an article's life; each listener may hear the same thing twice."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from articles import lifecycle
from articles.related import engine


@receiver([lifecycle.published, lifecycle.updated, lifecycle.withdrawn])
def relate(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Make its lists anew, or take it out of every list, as it stands by now.

    What is announced may have been overtaken: a withdrawn article may be back.
    """
    engine.recompute(article_id)
