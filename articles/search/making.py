"""Making the whole index anew while it is in use, from where the last making stopped."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from articles.search.entries import ANALYSIS
from articles.search.indexing import BATCH, index
from articles.search.models import Making

type Progress = Callable[[int, int], None]
"""Is told (articles done, articles in all) after each batch."""


def is_needed() -> bool:
    """Whether the index was never wholly made with today's analysis; one query."""
    return not Making.objects.filter(analysis=ANALYSIS, finished_at__isnull=False).exists()


def make(progress: Progress | None = None, *, anew: bool = False, batch_size: int = BATCH) -> int:
    """Write every article's documents, the newest first; returns how many articles were read.

    A making that was stopped goes on, unless `anew`. Each batch replaces its own
    documents in one transaction with the note of how far it came, so that
    nothing is missing meanwhile, whenever it is stopped.
    """
    making = _begun(anew=anew)
    total, done = _left(making).count(), 0
    while batch := list(_left(making)[:batch_size]):
        with transaction.atomic():
            index(batch, at=timezone.now())
            making.position = batch[-1]
            making.save(update_fields=["position"])
        done += len(batch)
        if progress:
            progress(done, total)
    making.finished_at = timezone.now()
    making.save(update_fields=["finished_at"])
    return done


def _begun(*, anew: bool) -> Making:
    making, _created = Making.objects.get_or_create(pk=1, defaults={"analysis": ANALYSIS})
    if anew or making.finished_at is not None or making.analysis != ANALYSIS:
        making.analysis, making.position, making.finished_at = ANALYSIS, None, None
        making.save()
    return making


def _left(making: Making) -> QuerySet[Article, int]:
    """The articles that are still to be written, the newest first."""
    articles = Article.objects.order_by("-pk")
    if making.position is not None:
        articles = articles.filter(pk__lt=making.position)
    left: QuerySet[Article, int] = articles.values_list("pk", flat=True)
    return left
