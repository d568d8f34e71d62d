"""The mails to the newsroom's people: queued with what they tell of, and sent by `sending`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.notifications import mails, sending
from articles.notifications.background import Sender
from articles.notifications.models import Mail, Notification

KEPT_FOR: Final = timedelta(days=30)
"""How long mails that are done with are kept."""
READ_KEPT_FOR: Final = timedelta(days=180)
"""How long notifications are kept after they were read."""
_QUEUE: Final = sending.Queue(rows=Mail.objects.all, message=mails.message)


def queue(found: Iterable[Mail]) -> None:
    """Write the mails with what they tell of, and have due ones sent after the commit.

    One insert, none without mails. One whose key is known is left as it is.
    """
    rows = list(found)
    if not rows:
        return
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    now = timezone.now()
    if any(row.due_at <= now for row in rows):
        start_after_commit()
    else:
        _sender.come_back(min(row.due_at for row in rows), at=now)


def start_after_commit() -> None:
    """Have due mails sent once the transaction is committed; never raises."""
    _sender.start_after_commit()


@task
def send_due_mails() -> int:
    """The task that sends what is due, and comes back for what failed; returns how many went."""
    sent = send_due()
    now = timezone.now()
    moment = _QUEUE.next_try(at=now)
    if moment is not None:
        _sender.come_back(moment, at=now)
    return sent


def send_due(*, limit: int = sending.BATCH, at: datetime | None = None) -> int:
    """`sending.send_due` of the newsroom's mails."""
    return sending.send_due(_QUEUE, limit=limit, at=at)


def forget_old(*, at: datetime) -> None:
    """Delete what is done with: mails, read notifications, and results of tasks; three queries."""
    Mail.objects.done_with().filter(finished_at__lt=at - KEPT_FOR).delete()
    Notification.objects.filter(read_at__lt=at - READ_KEPT_FOR).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - timedelta(days=1)).delete()


_sender = Sender(lambda: send_due_mails)
