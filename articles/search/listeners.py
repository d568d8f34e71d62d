"""Signal receivers: update the index after changes of articles, and set up connections.

A signal may be received more than once; every receiver is idempotent.
"""

from datetime import datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.dispatch import receiver

from articles import signals
from articles.search.indexing import add_due_words, index


@receiver([signals.saved, signals.published, signals.updated, signals.withdrawn])
def index_article(article_id: int, at: datetime, **kwargs: Any) -> None:
    """Update the documents of the article, and the vocabulary by what is due."""
    add_due_words(at=at)
    index([article_id], at=at)


@receiver(signals.imported)
def index_imported(article_ids: list[int], at: datetime, **kwargs: Any) -> None:
    """Update the documents of a batch of imported articles."""
    index(article_ids, at=at)


@receiver(connection_created)
def disable_jit(connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """Turn off JIT compilation in PostgreSQL: it takes far longer than a search itself."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
