"""Another e-mail address: confirmed by a link mailed to it, told to the one it replaces.

The link is used by its owner, signed in, once and for LINK_WORKS_FOR. A further request, another
address meanwhile or another password end it.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.core import signing
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare, salted_hmac

from articles.notifications import delivery
from articles.notifications.mails import ADDRESS_SALT
from articles.notifications.models import Mail, MailStatus
from newsroom.accounts.models import User

LINK_WORKS_FOR: Final = timedelta(days=1)


def ask_for(user: User, address: str, *, at: datetime) -> None:
    """Mail the link to the new address, and void those that were mailed before; two queries."""
    with transaction.atomic():
        _asked(user).update(status=MailStatus.NEEDLESS, finished_at=at)
        Mail.objects.filter(user=user, kind="address").update(details={})
        details = {"to": address, "stands": _standing(user)}
        _queue(user, "address", details, at=at)


def asked_for(user: User, token: str) -> str:
    """The address that the link would make the user's; "" where it works no more. One query."""
    mail = _mail(user, token)
    return str(mail.details["to"]) if mail else ""


def confirm(user: User, token: str, *, at: datetime) -> str:
    """Make the address of the link the user's and tell the old one; "" where it works no more."""
    with transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        mail = _mail(user, token)
        if mail is None:
            return ""
        old, new = user.email, str(mail.details["to"])
        user.email = new
        user.save(update_fields=["email"])
        Mail.objects.filter(user=user, kind="address").update(details={})
        tell_of_change(user, old, at=at)
    return new


def tell_of_change(user: User, old: str, *, at: datetime) -> None:
    """Mail the old address that it is the person's no more, whoever changed it."""
    if old and old.casefold() != user.email.casefold():
        _queue(user, "address_changed", {"to": old}, at=at)


def _queue(user: User, kind: str, details: dict[str, str], *, at: datetime) -> None:
    key = f"{kind}:{user.pk}:{at.isoformat()}"
    mail = Mail(user=user, kind=kind, key=key, details=details, written_at=at, due_at=at)
    delivery.queue([mail])


def _asked(user: User) -> QuerySet[Mail]:
    return Mail.objects.filter(user=user, kind="address", status=MailStatus.WAITING)


def _mail(user: User, token: str) -> Mail | None:
    try:
        number = signing.loads(token, salt=ADDRESS_SALT, max_age=LINK_WORKS_FOR)
    except signing.BadSignature:
        return None
    mail = Mail.objects.filter(pk=number, user=user, kind="address").first()
    stands = mail.details.get("stands", "") if mail else ""
    return mail if mail and constant_time_compare(stands, _standing(user)) else None


def _standing(user: User) -> str:
    """Another one as soon as the address or the password is another one."""
    return salted_hmac(
        ADDRESS_SALT, f"{user.email} {user.password}", algorithm="sha256"
    ).hexdigest()
