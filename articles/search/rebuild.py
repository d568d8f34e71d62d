"""Rebuilding of the whole index while it is in use; an interrupted rebuild is resumed."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Article
from articles.search import synonyms
from articles.search.documents import ANALYSIS_VERSION
from articles.search.indexing import BATCH, index
from articles.search.models import IndexRebuild

type Progress = Callable[[int, int], None]
"""Called with (articles done, articles in total) after each batch."""


def is_needed() -> bool:
    """Whether no rebuild with the current `ANALYSIS_VERSION` has finished; one query."""
    return not IndexRebuild.objects.filter(
        analysis=ANALYSIS_VERSION, finished_at__isnull=False
    ).exists()


def rebuild_index(
    progress: Progress | None = None, *, restart: bool = False, batch_size: int = BATCH
) -> int:
    """Index every article again, the newest first; returns the number of articles indexed.

    Resumes an interrupted rebuild, unless `restart`. A batch replaces its own
    documents and stores its position in one transaction, so that no article is
    missing from the index at any moment, however the rebuild is interrupted. In the end
    the keys of synonyms are made anew.
    """
    state = _started(restart=restart)
    total, done = _remaining(state).count(), 0
    while batch := list(_remaining(state)[:batch_size]):
        with transaction.atomic():
            index(batch, at=timezone.now())
            state.position = batch[-1]
            state.save(update_fields=["position"])
        done += len(batch)
        if progress:
            progress(done, total)
    synonyms.refresh_keys()
    state.finished_at = timezone.now()
    state.save(update_fields=["finished_at"])
    return done


def _started(*, restart: bool) -> IndexRebuild:
    """The stored state, reset where a rebuild begins from the first article."""
    state, _created = IndexRebuild.objects.get_or_create(
        pk=1, defaults={"analysis": ANALYSIS_VERSION}
    )
    if restart or state.finished_at is not None or state.analysis != ANALYSIS_VERSION:
        state.analysis, state.position, state.finished_at = ANALYSIS_VERSION, None, None
        state.save()
    return state


def _remaining(state: IndexRebuild) -> QuerySet[Article, int]:
    """Primary keys of the articles not yet indexed, the newest first."""
    articles = Article.objects.order_by("-pk")
    if state.position is not None:
        articles = articles.filter(pk__lt=state.position)
    remaining: QuerySet[Article, int] = articles.values_list("pk", flat=True)
    return remaining
