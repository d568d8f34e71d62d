"""Sends the mails that are due: each once, and again while the mail server refuses.

A sender claims a mail by one conditional update, connects, sets it to SENDING, and hands it over.
What fails before the server could have taken it is tried again after a pause, for GIVE_UP_AFTER;
what may have been taken is not, since nobody can say whether it was (MailStatus.UNCLEAR).
"""

from __future__ import annotations

import logging
import re
import smtplib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.core.mail import EmailMultiAlternatives, mailers
from django.db.models import F, Min
from django.utils import timezone

from articles.notifications.models import MailQuerySet, MailStatus, OutgoingMail

logger = logging.getLogger(__name__)

LEASE: Final = timedelta(minutes=5)
"""How long a sender has a mail for itself; longer than the mail server may keep it waiting."""
FIRST_PAUSE: Final = timedelta(seconds=30)
LONGEST_PAUSE: Final = timedelta(minutes=15)
GIVE_UP_AFTER: Final = timedelta(days=3)
BATCH: Final = 100
_PERMANENT: Final = 500
"""SMTP's answers from here on say that trying again is useless."""
_OF_MAILBOX: Final = re.compile(r"5\.(?:1\.[0-6]|2\.1)\b")
"""Enhanced status codes (RFC 3463) by which there is no such mailbox, or it was closed."""
_OF_SENDER: Final = re.compile(r"relay|block|spam|polic|denied|auth", re.IGNORECASE)
"""Words of servers without such codes that refuse whoever sends, not the address."""


@dataclass(frozen=True)
class Queue:
    """Mails of one table.

    `rows` are all of them, sent ones as well. `message` makes the words of one, None when there is
    nothing to tell any more. `on_refusal` hears of one whose recipient the server does not know.
    """

    rows: Callable[[], MailQuerySet]
    message: Callable[[Any], EmailMultiAlternatives | None]
    on_refusal: Callable[[Any, datetime], None] | None = None

    def next_try(self, *, at: datetime) -> datetime | None:
        """When to look again for what waits, None when nothing does; one query."""
        waiting = self.rows().filter(status=MailStatus.WAITING)
        paused = waiting.aggregate(due=Min("due_at"), free=Min("claimed_until"))
        moments = [moment for moment in paused.values() if moment is not None]
        if not moments:
            return None
        return min((each for each in moments if each > at), default=at + FIRST_PAUSE)


def pause(attempts: int) -> timedelta:
    """How long a mail that failed so often (from 1 up) waits; twice as long each time."""
    return min(FIRST_PAUSE * (1 << min(attempts - 1, 10)), LONGEST_PAUSE)


def send_due(queue: Queue, *, limit: int = BATCH, at: datetime | None = None) -> int:
    """Send mails that are due (default: now), the oldest first, over one connection.

    Returns how many went. Three updates a mail, and what its words need. When the server
    cannot be reached the rest waits as well. Safe to run in several processes at once.
    """
    now = at or timezone.now()
    lost = queue.rows().abandoned(at=now)
    lost.update(status=MailStatus.UNCLEAR, finished_at=now, error="The sender died.")
    due = list(queue.rows().claimable(at=now).order_by("due_at", "pk")[:limit])
    if not due:
        return 0
    sent = 0
    connection = mailers.default
    try:
        for mail in due:
            outcome = _send_one(queue, mail, connection, at=at)
            sent += outcome is True
            if outcome is None:
                break
    finally:
        with suppress(OSError):
            connection.close()
    return sent


def _send_one(
    queue: Queue, mail: OutgoingMail, connection: Any, *, at: datetime | None
) -> bool | None:
    """Whether it went; None when the server cannot be reached at all."""
    now = at or timezone.now()
    until = now + LEASE
    # One conditional update: the database decides between two senders.
    claimable = queue.rows().claimable(at=now).filter(pk=mail.pk, attempts=mail.attempts)
    if not claimable.update(claimed_until=until, attempts=F("attempts") + 1):
        return False
    mail.attempts += 1
    mine = queue.rows().filter(pk=mail.pk, claimed_until=until)
    try:
        message = queue.message(mail)
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
    if queue.on_refusal and is_unknown_address(outcome):
        queue.on_refusal(mail, now)
    return False


def _hand_over(message: Any, connection: Any) -> Exception | None:
    """Give the server the message; what went wrong, None for nothing."""
    try:
        connection.send_messages([message])
    except (OSError, ValueError) as error:
        # Of SMTP and of sockets: smtplib's errors are OSErrors. ValueError is a bad address.
        with suppress(OSError):
            connection.close()
        return error
    return None


def _write_failure(mine: Any, mail: OutgoingMail, error: Exception, *, at: datetime) -> None:
    """Let it wait where the server said no; where nothing was said, nobody knows."""
    codes = _codes(error)
    # The error's text may name the address, which is no matter of the program's log.
    logger.warning("mail failed mail=%s codes=%s %s", mail.pk, codes, type(error).__name__)
    if isinstance(error, ValueError) or (codes and min(codes) >= _PERMANENT):
        mine.update(status=MailStatus.FAILED, finished_at=at, error=repr(error))
    elif codes:
        _put_off(mine, mail, error, at=at)
    else:
        mine.update(status=MailStatus.UNCLEAR, finished_at=at, error=repr(error))


def is_unknown_address(error: Exception) -> bool:
    """Whether the server refused the recipient, not the sender or the words, and for good.

    A relay that lost its password refuses every recipient: that says nothing of their addresses.
    """
    if not isinstance(error, smtplib.SMTPRecipientsRefused):
        return False
    return all(_says_unknown(*answer) for answer in error.recipients.values())


def _says_unknown(code: int, words: bytes) -> bool:
    text = words.decode("utf-8", "replace")
    if re.match(r"5\.\d+\.\d+\b", text):
        return _OF_MAILBOX.match(text) is not None
    return code in (550, 551, 553) and not _OF_SENDER.search(text)


def _codes(error: Exception) -> list[int]:
    """The server's answers that refused the mail; none when it said nothing."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return [code for code, _words in error.recipients.values()]
    if isinstance(error, smtplib.SMTPResponseException):
        return [int(error.smtp_code)]
    return []


def _put_off(mine: Any, mail: OutgoingMail, error: Exception, *, at: datetime) -> None:
    """Have it wait for another try, or give it up."""
    if at - mail.due_at >= GIVE_UP_AFTER:
        mine.update(status=MailStatus.FAILED, finished_at=at, error=repr(error))
        return
    logger.warning("mail waits mail=%s attempts=%s", mail.pk, mail.attempts)
    free_at = at + pause(mail.attempts)
    mine.update(status=MailStatus.WAITING, claimed_until=free_at, error=repr(error))
