"""Applying scheduled changes beside the requests that notice them, in a thread of the process.

A reader's request never writes and never waits: it only notices that a moment
has come. Where no thread is wanted (`APPLY_CHANGES_IN_BACKGROUND = False`),
`manage.py due` does it alone.
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
from articles.workflow.scheduled import apply_due

logger = logging.getLogger(__name__)

RETRY_AFTER: Final = 30.0
"""Seconds without another attempt after one that the database refused."""


class _Applier:
    """At most one thread of this process that applies changes, and none soon after a failure."""

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


def notice(next_due_at: datetime | None, *, at: datetime) -> None:
    """Have changes applied when the moment has come; no query, never raises, never waits."""
    if next_due_at is not None and next_due_at <= at and values.APPLY_CHANGES_IN_BACKGROUND:
        _applier.start()


def notice_due(*, at: datetime) -> None:
    """The same for surfaces that do not read the site's state themselves; one query."""
    rows = SiteState.objects.filter(pk=1).values_list("next_due_at", flat=True)
    notice(rows.first(), at=at)
