"""Signal receivers: update the index after changes of articles, and set up connections.

A signal may be received more than once; every receiver is idempotent.
"""

from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from articles import lifecycle
from articles.search.indexing import add_due_words, index


@receiver([lifecycle.saved, lifecycle.published, lifecycle.updated, lifecycle.withdrawn])
def index_article(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Update the documents of the article, and the vocabulary by what is due."""
    add_due_words(at=at)
    index([article_id], at=at)


@receiver(lifecycle.imported)
def index_imported(article_ids: list[int], at: datetime, **kwargs: Any) -> None:
    """Update the documents of a batch of imported articles."""
    index(article_ids, at=at)


@receiver(connection_created)
def disable_jit(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Turn off JIT compilation in PostgreSQL: it takes far longer than a search itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
