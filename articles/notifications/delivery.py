"""Sends the mails that are due: each once, and again while the mail server refuses.

A sender claims a mail by one conditional update, connects, sets it to SENDING, and hands it over.
What fails before the server could have taken it is tried again after a pause, for GIVE_UP_AFTER;
what may have been taken is not, since nobody can say whether it was (MailStatus.UNCLEAR).
"""

from __future__ import annotations

import logging
import smtplib
import threading
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.mail import mailers
from django.db import connections, transaction
from django.db.models import F, Min
from django.tasks import TaskResultStatus, default_task_backend, task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.conf import values
from articles.notifications import mails
from articles.notifications.models import Mail, MailStatus, Notification

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""How long a sender has a mail for itself; longer than the mail server may keep it waiting."""
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=15)
GIVE_UP_AFTER: Final = timedelta(days=3)
KEPT_FOR: Final = timedelta(days=30)
"""How long mails that are done with are kept."""
READ_KEPT_FOR: Final = timedelta(days=180)
"""How long notifications are kept after they were read."""
BATCH: Final = 100
_PERMANENT: Final = 500
"""SMTP's answers from here on say that trying again is useless."""


def pause(attempts: int) -> timedelta:
    """How long a mail that failed so often (from 1 up) waits; twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


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
        come_back(min(row.due_at for row in rows), at=now)


def start_after_commit() -> None:
    """Have due mails sent once the transaction is committed; never raises."""
    transaction.on_commit(start, robust=True)


def start() -> None:
    """Have due mails sent by a task, which a request never waits for.

    Without a worker (`TASKS`) the task runs in a thread of this process.
    """
    if _sends_in_thread():
        _sender.start()
    else:
        send_due_mails.enqueue()


def _sends_in_thread() -> bool:
    """Whether a thread of this process sends mails, since no worker does."""
    return bool(values.MAIL_IN_BACKGROUND and not default_task_backend.supports_defer)


@task
def send_due_mails() -> int:
    """The task that sends what is due, and comes back for what failed; returns how many went."""
    sent = send_due()
    waiting = Mail.objects.filter(status=MailStatus.WAITING)
    paused = waiting.aggregate(due=Min("due_at"), free=Min("claimed_until"))
    moments = [moment for moment in paused.values() if moment is not None]
    if moments:
        now = timezone.now()
        come_back(min((each for each in moments if each > now), default=now + FIRST_PAUSE), at=now)
    return sent


def come_back(moment: datetime, *, at: datetime) -> None:
    """Have due mails looked for at the moment, unless they will be before; two queries at most.

    By the worker; without one by a thread of this process, and `manage.py due` looks every minute.
    """
    if _sends_in_thread():
        _sender.start_at(moment, at=at)
    if not default_task_backend.supports_defer:
        return
    planned = DBTaskResult.objects.filter(
        status=TaskResultStatus.READY, task_path=send_due_mails.module_path
    )
    if not planned.filter(run_after__gt=at, run_after__lte=moment).exists():
        send_due_mails.using(run_after=moment).enqueue()


def send_due(*, limit: int = BATCH, at: datetime | None = None) -> int:
    """Send mails that are due (default: now), the oldest first, over one connection.

    Returns how many went. Two updates a mail, and those that its words need. When the server
    cannot be reached the rest waits as well. Safe to run in several processes at once.
    """
    now = at or timezone.now()
    lost = Mail.objects.abandoned(at=now)
    lost.update(status=MailStatus.UNCLEAR, finished_at=now, error="The sender died.")
    due = list(Mail.objects.claimable(at=now).order_by("due_at", "pk")[:limit])
    if not due:
        return 0
    sent = 0
    connection = mailers.default
    try:
        for mail in due:
            outcome = _send_one(mail, connection, at=at)
            sent += outcome is True
            if outcome is None:
                break
    finally:
        with suppress(OSError):
            connection.close()
    return sent


def _send_one(mail: Mail, connection: Any, *, at: datetime | None) -> bool | None:
    """Whether it went; None when the server cannot be reached at all."""
    now = at or timezone.now()
    until = now + LEASE
    # One conditional update: the database decides between two senders.
    claimable = Mail.objects.claimable(at=now).filter(pk=mail.pk, attempts=mail.attempts)
    if not claimable.update(claimed_until=until, attempts=F("attempts") + 1):
        return False
    mail.attempts += 1
    mine = Mail.objects.filter(pk=mail.pk, claimed_until=until)
    try:
        message = mails.message(mail)
    except Exception as error:
        logger.exception("mail cannot be written mail=%s", mail.pk)
        mine.update(status=MailStatus.FAILED, finished_at=now, error=repr(error))
        return False
    if message is None:
        mine.update(status=MailStatus.NEEDLESS, finished_at=now)
        return False
    try:
        connection.open()
    except OSError as error:
        _put_off(mine, mail, error, at=now)
        return None
    if not mine.filter(status=MailStatus.WAITING).update(status=MailStatus.SENDING):
        return False
    outcome = _hand_over(message, connection)
    if outcome is None:
        mine.update(status=MailStatus.SENT, finished_at=now, error="")
        return True
    _write_failure(mine, mail, outcome, at=now)
    return False


def _hand_over(message: Any, connection: Any) -> Exception | None:
    """Give the server the message; what went wrong, None for nothing."""
    try:
        connection.send_messages([message])
    except (OSError, ValueError) as error:
        # Of SMTP and of sockets: smtplib's errors are OSErrors. ValueError is a bad address.
        logger.warning("mail failed to=%s: %r", message.to, error)
        with suppress(OSError):
            connection.close()
        return error
    return None


def _write_failure(mine: Any, mail: Mail, error: Exception, *, at: datetime) -> None:
    """Let it wait where the server said no; where nothing was said, nobody knows."""
    codes = _codes(error)
    if isinstance(error, ValueError) or (codes and min(codes) >= _PERMANENT):
        mine.update(status=MailStatus.FAILED, finished_at=at, error=repr(error))
    elif codes:
        _put_off(mine, mail, error, at=at)
    else:
        mine.update(status=MailStatus.UNCLEAR, finished_at=at, error=repr(error))


def _codes(error: Exception) -> list[int]:
    """The server's answers that refused the mail; none when it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [int(error.smtp_code)]
    return []


def _put_off(mine: Any, mail: Mail, error: Exception, *, at: datetime) -> None:
    """Have it wait for another try, or give it up."""
    if at - mail.due_at >= GIVE_UP_AFTER:
        mine.update(status=MailStatus.FAILED, finished_at=at, error=repr(error))
        return
    logger.warning("mail waits mail=%s attempts=%s: %r", mail.pk, mail.attempts, error)
    free_at = at + pause(mail.attempts)
    mine.update(status=MailStatus.WAITING, claimed_until=free_at, error=repr(error))


def forget_old(*, at: datetime) -> None:
    """Delete what is done with: mails, read notifications, and results of tasks; three queries."""
    done = (MailStatus.SENT, MailStatus.NEEDLESS)
    Mail.objects.filter(status__in=done, finished_at__lt=at - KEPT_FOR).delete()
    Notification.objects.filter(read_at__lt=at - READ_KEPT_FOR).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - timedelta(days=1)).delete()


class _Sender:
    """Runs the task in a thread, at most one in a process, and none that would be needless."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.is_running = self.is_wanted = False
        self.alarm: threading.Timer | None = None
        self.alarm_at: datetime | None = None

    def start_at(self, moment: datetime, *, at: datetime) -> None:
        """Start at the moment, unless it will before."""
        with self.lock:
            if self.alarm_at is not None and at < self.alarm_at <= moment:
                return
            if self.alarm is not None:
                self.alarm.cancel()
            wait = max((moment - at).total_seconds(), 0)
            self.alarm, self.alarm_at = threading.Timer(wait, self.start), moment
            self.alarm.daemon = True
            try:
                self.alarm.start()
            except RuntimeError:
                self.alarm = self.alarm_at = None
                logger.exception("no thread for mails")

    def start(self) -> None:
        with self.lock:
            self.is_wanted = True
            if self.is_running:
                return
            self.is_running = True
        try:
            threading.Thread(target=self.run, name="mails", daemon=True).start()
        except RuntimeError:
            self.is_running = False
            logger.exception("no thread for mails")

    def run(self) -> None:
        try:
            while self._is_wanted():
                send_due_mails.enqueue()
        finally:
            connections.close_all()

    def _is_wanted(self) -> bool:
        """Whether somebody wrote mails since the last look; else the thread is over."""
        with self.lock:
            wanted, self.is_wanted = self.is_wanted, False
            self.is_running = wanted
            return wanted


_sender = _Sender()
