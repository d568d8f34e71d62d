"""Sends the letters, in batches, by a task that comes back until none waits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.tasks import default_task_backend, task
from django.utils import timezone

from articles.newsletter import issues, letters
from articles.newsletter.models import Letter, Subscription
from articles.notifications import sending
from articles.notifications.background import Sender
from articles.notifications.models import MailQuerySet, MailStatus

KEPT_FOR: Final = timedelta(days=30)
"""How long letters that are done with are kept."""
_SOON: Final = timedelta(seconds=1)
_BATCHES_OF_TIMER: Final = 20
"""Batches that `manage.py due` sends where no worker does, so that it is over in a minute."""


def _refuse(letter: Letter, at: datetime) -> None:
    """The server does not know the address: nothing is sent to it any more; two queries."""
    Subscription.objects.filter(pk=letter.subscription_id).update(refused_at=at)
    Letter.objects.filter(subscription=letter.subscription_id, status=MailStatus.WAITING).delete()


def _of(kind: str) -> sending.Queue:
    def rows() -> MailQuerySet:
        return Letter.objects.filter(kind=kind).select_related("subscription", "issue")

    return sending.Queue(rows=rows, message=letters.message, on_refusal=_refuse)


_QUEUES: Final = (_of("confirmation"), _of("correction"))
"""Whoever waits before the screen for a link does not wait behind fifty thousand others."""


def start_after_commit() -> None:
    """Have letters written and sent once the transaction is committed; never raises."""
    _sender.start_after_commit()


def work(*, at: datetime | None = None) -> int:
    """Write letters of new corrections, and send one batch of each kind; returns how many went."""
    now = at or timezone.now()
    issues.begin(at=now)
    issues.write_letters(at=now)
    return sum(sending.send_due(queue, at=at) for queue in _QUEUES)


@task
def send_letters() -> int:
    """`work`, which comes back at once while there is more, and later for what failed."""
    start = timezone.now()
    sent = work()
    now = timezone.now()
    moments = [moment for queue in _QUEUES if (moment := queue.next_try(at=now))]
    if _is_more(since=start, at=now):
        _sender.come_back(now + _SOON, at=now)
    elif moments:
        _sender.come_back(min(moments), at=now)
    return sent


def _is_more(*, since: datetime, at: datetime) -> bool:
    """Whether to go on at once: not while the mail server is away, and nothing was done with."""
    if issues.are_incomplete():
        return True
    moves = Letter.objects.filter(finished_at__gte=since).exists()
    return moves and Letter.objects.claimable(at=at).exists()


def send_by_timer(*, at: datetime) -> int:
    """What the minute's timer sends: all that one worker would in it; returns how many went."""
    sent = 0
    for _batch in range(1 if default_task_backend.supports_defer else _BATCHES_OF_TIMER):
        start = timezone.now()
        sent += work()
        if not _is_more(since=start, at=timezone.now()):
            break
    Letter.objects.done_with().filter(finished_at__lt=at - KEPT_FOR).delete()
    return sent


_sender = Sender(lambda: send_letters, "letters")
