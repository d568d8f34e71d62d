"""What nested apps hear of: signals sent after commit, and again until every listener managed.

A listener takes `article_id` (int), `at` (datetime) and `**kwargs`; it must be
idempotent, since an announcement is repeated when any listener failed. A
failing listener never undoes a publication.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.tasks import task
from django.utils import timezone

from articles.models import Announcement

logger = logging.getLogger(__name__)

saved = Signal()
"""A new revision is the newest: what the desk sees of the article changed, not what readers see."""
published = Signal()
"""Something became or will become visible: published, scheduled, back from withdrawal."""
updated = Signal()
"""What readers see of a published article changed, or its tags, section or times did."""
withdrawn = Signal()
"""It is gone from every public surface: withdrawn, killed, or sent back before its moment."""

imported = Signal()
"""Many articles were published at once: `article_ids` (a list) instead of `article_id`.

A listener that hears of it need not hear `published` for these. What it could
not do comes again as `published`, article by article.
"""

SIGNALS = {"saved": saved, "published": published, "updated": updated, "withdrawn": withdrawn}
MAX_ATTEMPTS: Final = 20
LEASE: Final = timedelta(minutes=5)
"""How long a deliverer has an announcement for itself; one that died leaves it to others then."""


def announce(event: str, article_id: int, *, at: datetime) -> None:
    """Write the announcement with the change and have it delivered after the commit.

    `event` is a key of SIGNALS. One insert. Delivery is a task (`TASKS`): at once
    in this process, or by a worker. Whatever becomes of it, the change stands.
    """
    Announcement.objects.create(article_id=article_id, event=event, at=at)
    deliver_after_commit()


def deliver_after_commit() -> None:
    """Have what is written by now delivered once the transaction is committed; never raises."""
    transaction.on_commit(deliver_pending.enqueue, robust=True)


def announce_imported(article_ids: list[int], *, at: datetime) -> None:
    """Announce many publications with one signal after the commit.

    Two statements besides what listeners do. Should the process die before they
    are done, or one fail, the announcements stay and are delivered one by one.
    """
    announcements = Announcement.objects.bulk_create(
        Announcement(article_id=pk, event="published", at=at) for pk in article_ids
    )
    written = [announcement.pk for announcement in announcements]
    transaction.on_commit(partial(_deliver_imported, written, article_ids, at), robust=True)


def _deliver_imported(written: list[int], article_ids: list[int], at: datetime) -> None:
    answers = imported.send_robust(sender=Announcement, article_ids=article_ids, at=at)
    failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error("listener failed event=imported", exc_info=failure)
    if not failures:
        Announcement.objects.filter(pk__in=written).delete()


@task
def deliver_pending() -> int:
    """The task that delivers what is undelivered; returns how many were."""
    return deliver()


def deliver(*, limit: int = 50) -> int:
    """Deliver what is undelivered, oldest first; returns how many were delivered.

    Each is claimed before its listeners are called, so that two processes never
    deliver the same one at once. Errors are logged and kept on the announcement;
    after MAX_ATTEMPTS it is set aside for the editors.
    """
    pending = Announcement.objects.claimable(at=timezone.now()).order_by("pk")
    return sum(_deliver_one(pk) for pk in list(pending.values_list("pk", flat=True)[:limit]))


def _deliver_one(pk: int) -> bool:
    """Claim the announcement and call its listeners; three queries besides theirs."""
    now = timezone.now()
    claimed = Announcement.objects.claimable(at=now).filter(pk=pk)
    # One conditional update: the database decides between two, on SQLite as on PostgreSQL.
    if not claimed.update(claimed_until=now + LEASE, attempts=F("attempts") + 1):
        return False
    announcement = Announcement.objects.get(pk=pk)
    answers = SIGNALS[announcement.event].send_robust(
        sender=Announcement, article_id=announcement.article_id, at=announcement.at
    )
    failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error(
            "listener failed event=%s article=%s",
            announcement.event,
            announcement.article_id,
            exc_info=failure,
        )
    announcement.claimed_until = None
    announcement.error = "\n".join(repr(failure) for failure in failures)
    if not failures:
        announcement.delivered_at = timezone.now()
    elif announcement.attempts >= MAX_ATTEMPTS:
        announcement.failed_at = timezone.now()
    announcement.save(update_fields=["claimed_until", "error", "delivered_at", "failed_at"])
    return not failures
