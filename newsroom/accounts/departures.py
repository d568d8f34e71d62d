"""An account is deactivated, never deleted: its sessions end, its open work goes to somebody."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from articles.errors import NotAllowed, Refused
from articles.workflow import handover
from newsroom.accounts import delegation
from newsroom.accounts.models import User
from newsroom.accounts.sessions import forget_all


def heirs(person: User) -> QuerySet[User]:
    """Active people who write articles, but for the person; by name."""
    writes = {"groups__permissions__codename": "change_article"}
    found = User.objects.filter(is_active=True, is_staff=True, **writes).exclude(pk=person.pk)
    rows = User.objects.filter(pk__in=found.values("pk"))
    return rows.order_by("first_name", "last_name", "username")


def deactivate(person: User, *, by: User, to: User | None) -> int:
    """Close the account and give its articles in work to `to`; returns how many, 0 without `to`.

    One transaction. Every session is over at its next request, whatever it asks for. Raises
    NotAllowed for somebody above, Refused for oneself and for the last administrator, and as
    `handover.hand_over`.
    """
    with transaction.atomic():
        person = _locked(person, by=by)
        if person.pk == by.pk:
            raise Refused(_("Nobody deactivates their own account. Ask another administrator."))
        if delegation.is_last_administrator(person):
            raise Refused(_("This is the last administrator. Make somebody else one first."))
        count = handover.hand_over(of=person, to=to, by=by) if to else 0
        person.is_active = False
        person.save(update_fields=["is_active"])
        person.end_sessions()
        forget_all(person)
    return count


def reactivate(person: User, *, by: User) -> None:
    """Open the account again, with the roles it had. Raises NotAllowed for somebody above."""
    with transaction.atomic():
        person = _locked(person, by=by)
        person.is_active = True
        person.save(update_fields=["is_active"])


def _locked(person: User, *, by: User) -> User:
    row = User.objects.select_for_update().get(pk=person.pk)
    if not by.has_perm("accounts.change_user") or not delegation.may_manage(by, row):
        raise NotAllowed
    return row
