"""The index follows an article's life; each listener may hear the same thing twice."""

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from articles import lifecycle
from articles.search.backends import backend
from articles.search.indexing import index


@receiver([lifecycle.published, lifecycle.updated])
def write(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Index what readers may find of it, now or from its moment on."""
    index([article_id])


@receiver(lifecycle.imported)
def write_many(article_ids: list[int], at: datetime, **kwargs: Any) -> None:
    """Index an archive's batch at once."""
    index(article_ids)


@receiver(lifecycle.withdrawn)
def remove(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Take it out of the index."""
    backend().remove([article_id])
