"""What readers do: sign up, confirm, unsubscribe.

Nobody learns whether an address is known: every sign-up is answered alike, and mailed alike.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from articles.client_address import network_of
from articles.newsletter import delivery, letters
from articles.newsletter.models import Letter, SignUpCount, Subscription, Topic, is_counted

LINK_WORKS_FOR: Final = timedelta(days=3)
"""How long a reader may take to confirm."""
UNCONFIRMED_KEPT_FOR: Final = timedelta(days=7)
"""How long an address is kept that was not confirmed: longer than its mail may wait."""
REFUSED_KEPT_FOR: Final = timedelta(days=180)
"""How long an address is kept, and shown to administrators, that its mail server refuses."""
MAILS_A_DAY: Final = 3
"""Mails that sign-ups send to one address."""
SIGN_UPS_AN_HOUR: Final = 30
"""From one network, which may be a whole university."""
_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)


class TooManySignUpsError(Exception):
    """The network has signed up too often for now."""


def sign_up(
    address: str, *, topic: Topic, language: str, origin: str, client: str, at: datetime
) -> None:
    """Mail the address (normalised) a link that confirms; at most MAILS_A_DAY, then nothing.

    Whoever has it already is mailed that instead. `client` is an IP address, of which a keyed
    hash is kept for an hour. Raises TooManySignUpsError. About eight queries.
    """
    with transaction.atomic():
        network = _hash(f"network {network_of(client) if client else ''}")
        if not is_counted(network, limit=SIGN_UPS_AN_HOUR, since=at - _HOUR, at=at):
            raise TooManySignUpsError
        if not is_counted(_hash(f"to {address}"), limit=MAILS_A_DAY, since=at - _DAY, at=at):
            return
        row, is_new = Subscription.objects.get_or_create(
            topic=topic,
            language=language,
            address=address,
            defaults={"asked_at": at, "origin": origin},
        )
        if not is_new:
            # Asked again: a link that works anew, and one more chance for a refused address.
            Subscription.objects.refused().filter(pk=row.pk).update(
                refused_at=None, confirmed_at=None
            )
            Subscription.objects.filter(pk=row.pk).update(asked_at=at, origin=origin)
        key = f"confirmation:{row.pk}:{at:%Y%m%d%H%M%S%f}"
        Letter.objects.create(subscription=row, kind="confirmation", key=key, due_at=at)
        delivery.start_after_commit()


def find_unconfirmed(token: str) -> Subscription | None:
    """The subscription of a link that confirms, confirmed or not; None for a dead link."""
    try:
        key = letters.SIGNER.unsign(token, max_age=LINK_WORKS_FOR)
    except signing.BadSignature:
        return None
    return Subscription.objects.filter(key=key).first()


def confirm(row: Subscription, *, at: datetime) -> None:
    """The reader has the address; a second time changes nothing. One update."""
    Subscription.objects.filter(pk=row.pk, confirmed_at=None).update(confirmed_at=at)


def unsubscribe(key: str) -> bool:
    """Delete the subscription with all that is kept of it; whether there was one."""
    deleted, _tables = Subscription.objects.filter(key=key).delete()
    return bool(deleted)


def forget_old(*, at: datetime) -> None:
    """Delete addresses that were not confirmed or are refused, and counts; three deletions."""
    unconfirmed = Subscription.objects.unconfirmed()
    unconfirmed.filter(asked_at__lt=at - UNCONFIRMED_KEPT_FOR).delete()
    Subscription.objects.refused().filter(refused_at__lt=at - REFUSED_KEPT_FOR).delete()
    SignUpCount.objects.filter(since__lt=at - _DAY).delete()


def _hash(text: str) -> str:
    return salted_hmac("articles.newsletter.sign_up", text, algorithm="sha256").hexdigest()
