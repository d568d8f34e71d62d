"""What the index listens to: an article's life, perhaps twice the same; and new connections."""

from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from articles import lifecycle
from articles.search.indexing import admit_due, index


@receiver([lifecycle.saved, lifecycle.published, lifecycle.updated, lifecycle.withdrawn])
def write(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Index what readers and the desk may find of it, and take out what they no longer may."""
    admit_due(at=at)
    index([article_id], at=at)


@receiver(lifecycle.imported)
def write_many(article_ids: list[int], at: datetime, **kwargs: Any) -> None:
    """Index an archive's batch at once."""
    index(article_ids, at=at)


@receiver(connection_created)
def never_compile(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Keep PostgreSQL from compiling a search, which takes far longer than the search itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
