"""Slows down whoever guesses passwords or codes, by name and by address.

An attempt is counted before the secret is checked, so that attempts sent at once count as well,
and taken back when it was right. The counts stand in the database: all workers share them.
A person's mistakes never stop the others behind the same address; many names tried from one
address do.
"""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import ngettext

from articles.client_address import network_of
from newsroom.accounts.models import AttemptCount, User
from newsroom.accounts.normalization import username_key
from newsroom.accounts.signals import attempt_refused


class Limit(NamedTuple):
    """So many attempts at once, then a wait that doubles with each, up to the longest."""

    free: int
    first_wait: timedelta
    longest_wait: timedelta

    def wait(self, count: int) -> timedelta:
        """How long the next attempt waits after `count` of them."""
        if count < self.free:
            return timedelta(0)
        doubled = self.first_wait * (1 << min(count - self.free, 20))
        return min(doubled, self.longest_wait)


_LONGEST: Final = timedelta(minutes=15)
NAME_HERE: Final = Limit(5, timedelta(seconds=30), _LONGEST)
"""One name from one address."""
NAME: Final = Limit(20, timedelta(seconds=30), _LONGEST)
"""One name from anywhere."""
ADDRESS: Final = Limit(100, timedelta(seconds=60), _LONGEST)
"""One address, whatever the names: a whole newsroom may share it."""
FORGOTTEN_AFTER: Final = timedelta(hours=6)
"""A count without a further attempt begins anew after it."""


class TooManyAttemptsError(ValidationError):
    """Refused until `wait` is over; the message says so."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(waiting_words(wait), code="throttled")


class Attempt(NamedTuple):
    """A counted attempt: hashes of the name and of the address."""

    name: str
    address: str

    def succeeded(self) -> None:
        """The secret was right: the name's counts end, and the address has one less."""
        AttemptCount.objects.filter(name=self.name, address__in=["", self.address]).delete()
        AttemptCount.objects.filter(name="", address=self.address, count__gt=0).update(
            count=F("count") - 1, waits_until=None
        )


def count_attempt(
    name: str, address: str, *, at: datetime, kind: str = "password", user: User | None = None
) -> Attempt:
    """Count an attempt at the secret of the name; raises TooManyAttemptsError while it waits.

    `name` is what was typed, whether somebody has it or not, or that of `user`; `address` is an IP
    address; counts of one `kind` know nothing of another's. Without a name the address alone
    counts. Four queries; one more for what is refused, which leads to no further wait.
    """
    attempt = Attempt(_name_hash(name, kind), _hash(f"address {kind} {network_of(address)}"))
    limits = {("", attempt.address): ADDRESS}
    if name:
        limits |= {(attempt.name, ""): NAME, (attempt.name, attempt.address): NAME_HERE}
    with transaction.atomic():
        counts = _locked(list(limits), at=at)
        until = {row.pk: row.waits_until for row in counts if row.waits_until}
        longest = max(until, key=lambda pk: until[pk], default=0)
        is_refused = bool(longest) and until[longest] > at
        if is_refused:
            # It leaves no new rows behind.
            transaction.set_rollback(True)
        else:
            _count_one_more(counts, limits, at=at)
    if is_refused:
        _note_refusal(longest, {"name": name, "user": user, "kind": kind})
        raise TooManyAttemptsError(until[longest] - at)
    return attempt


def count_attempt_of(user: User, *, kind: str) -> Attempt:
    """As `count_attempt`, for the request of somebody who is signed in or half signed in."""
    adapter = get_adapter()
    address, now = adapter.get_client_ip(adapter.request), timezone.now()
    return count_attempt(f"user {user.pk}", address, at=now, kind=kind, user=user)


def _count_one_more(
    counts: list[AttemptCount], limits: dict[tuple[str, str], Limit], *, at: datetime
) -> None:
    for row in counts:
        row.count += 1
        row.refused = 0
        wait = limits[row.name, row.address].wait(row.count)
        row.waits_until = at + wait if wait else None
        row.last_at = at
    AttemptCount.objects.bulk_update(counts, ["count", "refused", "waits_until", "last_at"])


def _note_refusal(pk: int, said: dict[str, Any]) -> None:
    """Count what was refused during a wait; who listens hears of the 1st, 10th, 100th and so on."""
    with transaction.atomic():
        AttemptCount.objects.filter(pk=pk).update(refused=F("refused") + 1)
        count = AttemptCount.objects.filter(pk=pk).values_list("refused", flat=True).first() or 1
        if str(count).strip("0") == "1":
            attempt_refused.send(sender=AttemptCount, count=count, **said)


def forget_name(*names: str, kind: str = "password") -> None:
    """The names begin anew, wherever they were tried: their secret is another one."""
    hashes = [_name_hash(name, kind) for name in names if name]
    AttemptCount.objects.filter(name__in=hashes).delete()


def waiting_words(wait: timedelta) -> str:
    """How long to wait, in the active language: seconds up to two minutes, then whole minutes."""
    seconds = math.ceil(wait.total_seconds())
    if seconds <= 120:
        return ngettext(
            "Too many attempts. Wait %(number)s second, then try again.",
            "Too many attempts. Wait %(number)s seconds, then try again.",
            seconds,
        ) % {"number": seconds}
    minutes = math.ceil(seconds / 60)
    return ngettext(
        "Too many attempts. Wait %(number)s minute, then try again.",
        "Too many attempts. Wait %(number)s minutes, then try again.",
        minutes,
    ) % {"number": minutes}


def _locked(keys: list[tuple[str, str]], *, at: datetime) -> list[AttemptCount]:
    """The rows of the keys, made where they are missing, locked; old ones begin anew."""
    AttemptCount.objects.filter(last_at__lt=at - FORGOTTEN_AFTER).delete()
    new = [AttemptCount(name=name, address=address, last_at=at) for name, address in keys]
    AttemptCount.objects.bulk_create(new, ignore_conflicts=True)
    names, addresses = zip(*keys, strict=True)
    rows = AttemptCount.objects.select_for_update().order_by("pk")
    found = rows.filter(name__in=names, address__in=addresses)
    return [row for row in found if (row.name, row.address) in keys]


def _name_hash(name: str, kind: str) -> str:
    # Hashed, since people type their password into the wrong field.
    return _hash(f"name {kind} {username_key(name)}")


def _hash(text: str) -> str:
    return salted_hmac("newsroom.accounts.throttling", text, algorithm="sha256").hexdigest()
