"""What nested apps hear of: signals sent after commit, and again until every listener managed.

A listener takes `article_id` (int), `at` (datetime) and `**kwargs`; it must be
idempotent, since an announcement is repeated when any listener failed. A
failing listener never undoes a publication.
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.dispatch import Signal
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
MAX_ATTEMPTS = 20


def announce(event: str, article_id: int, *, at: datetime) -> None:
    """Write the announcement with the change and deliver it after the commit.

    `event` is a key of SIGNALS. One insert; the delivery also tries again what
    earlier deliveries could not do.
    """
    Announcement.objects.create(article_id=article_id, event=event, at=at)
    transaction.on_commit(deliver)


def announce_imported(article_ids: list[int], *, at: datetime) -> None:
    """Announce many publications with one signal after the commit.

    Two statements besides what listeners do. Should the process die before they
    are done, or one fail, the announcements stay and are delivered one by one.
    """
    announcements = Announcement.objects.bulk_create(
        Announcement(article_id=pk, event="published", at=at) for pk in article_ids
    )
    written = [announcement.pk for announcement in announcements]
    transaction.on_commit(partial(_deliver_imported, written, article_ids, at))


def _deliver_imported(written: list[int], article_ids: list[int], at: datetime) -> None:
    answers = imported.send_robust(sender=Announcement, article_ids=article_ids, at=at)
    failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error("listener failed event=imported", exc_info=failure)
    if not failures:
        Announcement.objects.filter(pk__in=written).delete()


def deliver(*, limit: int = 50) -> int:
    """Deliver what is undelivered, oldest first; returns how many were delivered.

    Two processes may deliver the same one at once, which idempotent listeners
    bear. Errors are logged and kept on the announcement.
    """
    pending = (
        Announcement.objects.filter(delivered_at__isnull=True, attempts__lt=MAX_ATTEMPTS)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    return sum(_deliver_one(pk) for pk in list(pending[:limit]))


def _deliver_one(pk: int) -> bool:
    announcement = Announcement.objects.filter(pk=pk, delivered_at__isnull=True).first()
    if announcement is None:
        return False
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
    announcement.attempts += 1
    announcement.error = "\n".join(repr(failure) for failure in failures)
    announcement.delivered_at = None if failures else timezone.now()
    announcement.save(update_fields=["attempts", "error", "delivered_at"])
    return not failures
