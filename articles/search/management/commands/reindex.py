"""Writes the whole search index anew, without a gap: each batch replaces its own entries."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Article
from articles.search.backends import backend
from articles.search.indexing import BATCH, index


class Command(BaseCommand):
    help = "Write the search index of all published articles anew; safe to stop and start again."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        published = list(
            Article.objects.filter(state="published").order_by("-pk").values_list("pk", flat=True)
        )
        entries = 0
        for start in range(0, len(published), BATCH):
            entries += index(published[start : start + BATCH])
            done = min(start + BATCH, len(published))
            rate = done / (time.monotonic() - started)
            self.stdout.write(f"\r{done}/{len(published)} · {rate:.0f}/s", ending="")
        stale = sorted(backend().indexed() - set(published))
        backend().remove(stale)
        seconds = time.monotonic() - started
        self.stdout.write(f"\r{entries} entries, {len(stale)} removed, {seconds:.1f} s")
