"""Applies scheduled changes in a background thread that requests start when one is due.

A reader's request itself never writes and never waits. With
`APPLY_CHANGES_IN_BACKGROUND = False` only `manage.py due` applies changes.
"""

import logging
import threading
from datetime import datetime
from time import monotonic
from typing import Final

from django.db import DatabaseError, connections
from django.utils import timezone

from articles.conf import values
from articles.models import SiteState
from articles.workflow.scheduled_changes import apply_due

logger = logging.getLogger(__name__)

RETRY_AFTER: Final = 30.0
"""Seconds until the next attempt after a DatabaseError."""


class _Applier:
    """Runs at most one thread per process, and none for RETRY_AFTER seconds after a failure."""

    def __init__(self) -> None:
        self.running = threading.Lock()
        self.not_before = 0.0

    def start(self) -> None:
        if monotonic() < self.not_before or not self.running.acquire(blocking=False):
            return
        try:
            threading.Thread(target=self.run, name="scheduled-changes", daemon=True).start()
        except RuntimeError:
            self.running.release()
            logger.exception("no thread for scheduled changes")

    def run(self) -> None:
        try:
            apply_due(at=timezone.now())
        except DatabaseError:
            # Read-only, or away: readers go on with what is live.
            self.not_before = monotonic() + RETRY_AFTER
            logger.exception("scheduled changes could not be applied")
        finally:
            connections.close_all()
            self.running.release()


_applier = _Applier()


def start_if_due(next_due_at: datetime | None, *, at: datetime) -> None:
    """Start the thread when `next_due_at` has passed; no query, never raises, never waits."""
    if next_due_at is not None and next_due_at <= at and values.APPLY_CHANGES_IN_BACKGROUND:
        _applier.start()


def check_and_start(*, at: datetime) -> None:
    """`start_if_due` for views that did not read `SiteState`; one query."""
    rows = SiteState.objects.filter(pk=1).values_list("next_due_at", flat=True)
    start_if_due(rows.first(), at=at)
