"""The outbox: announcements written with a change and delivered as signals after the commit.

One that a listener failed on is delivered again until every listener managed.
A failing listener never undoes a publication. The signals stand in `articles.signals`.
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from articles.models import Announcement
from articles.signals import SIGNALS, imported

logger = logging.getLogger(__name__)

MAX_ATTEMPTS: Final = 20
LEASE: Final = timedelta(minutes=5)
"""How long a deliverer has an announcement for itself; one that died leaves it to others then."""
FIRST_PAUSE: Final = timedelta(seconds=10)
LONGEST_PAUSE: Final = timedelta(hours=1)
"""With both, MAX_ATTEMPTS take half a day, however many articles are saved meanwhile."""


def pause(attempts: int) -> timedelta:
    """How long one that failed so often (from 1 up) is left alone; twice as long each time."""
    return min(FIRST_PAUSE * (1 << attempts - 1), LONGEST_PAUSE)


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

    Two statements besides what listeners do. The announcements are claimed as they
    are written, so that nobody delivers them one by one meanwhile. Should a
    listener fail they are released for that, and should the process die, their
    lease ends.
    """
    until = timezone.now() + LEASE
    announcements = Announcement.objects.bulk_create(
        Announcement(article_id=pk, event="published", at=at, claimed_until=until)
        for pk in article_ids
    )
    written = [announcement.pk for announcement in announcements]
    transaction.on_commit(partial(_deliver_imported, written, article_ids, at), robust=True)


def _deliver_imported(written: list[int], article_ids: list[int], at: datetime) -> None:
    answers = imported.send_robust(sender=Announcement, article_ids=article_ids, at=at)
    failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error("listener failed event=imported", exc_info=failure)
    announcements = Announcement.objects.filter(pk__in=written)
    if failures:
        announcements.filter(attempts=0).update(claimed_until=None)
    else:
        announcements.delete()


@task
def deliver_pending() -> int:
    """The task that delivers what is undelivered; returns how many were."""
    return deliver()


def deliver(*, limit: int = 50, at: datetime | None = None) -> int:
    """Deliver what is due at the moment (default: now), oldest first; returns how many were.

    Each is claimed before its listeners are called, so that two processes never
    deliver the same one at once. Errors are logged and kept on the announcement,
    which is left alone for a while (see `pause`); after MAX_ATTEMPTS it is set
    aside for the editors.
    """
    due = Announcement.objects.claimable(at=at or timezone.now()).order_by("pk")
    return sum(_deliver_one(announcement, at=at) for announcement in list(due[:limit]))


def _deliver_one(known: Announcement, *, at: datetime | None = None) -> bool:
    """Claim the announcement and call its listeners; two queries besides theirs."""
    now = at or timezone.now()
    until = now + LEASE
    claimed = Announcement.objects.claimable(at=now).filter(pk=known.pk, attempts=known.attempts)
    # One conditional update: the database decides between two, on SQLite as on PostgreSQL.
    if not claimed.update(claimed_until=until, attempts=F("attempts") + 1):
        return False
    answers = SIGNALS[known.event].send_robust(
        sender=Announcement, article_id=known.article_id, at=known.at
    )
    failures = [answer for _receiver, answer in answers if isinstance(answer, Exception)]
    for failure in failures:
        logger.error(
            "listener failed event=%s article=%s", known.event, known.article_id, exc_info=failure
        )
    # Whose lease ended meanwhile leaves the word to whoever took it over.
    mine = Announcement.objects.filter(pk=known.pk, claimed_until=until)
    mine.update(**_outcome(known.attempts + 1, failures, at=at or timezone.now()))
    return not failures


def _outcome(attempts: int, failures: list[Exception], *, at: datetime) -> dict[str, Any]:
    """What is written of an attempt: delivered, set aside, or left alone for a while."""
    error = "\n".join(repr(failure) for failure in failures)
    if not failures:
        return {"error": error, "claimed_until": None, "delivered_at": at}
    if attempts >= MAX_ATTEMPTS:
        return {"error": error, "claimed_until": None, "failed_at": at}
    return {"error": error, "claimed_until": at + pause(attempts)}
