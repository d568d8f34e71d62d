"""What an invitation's link does: it makes the account, once."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from articles.errors import Refused
from articles.notifications.models import DeskLanguage
from newsroom.accounts import delegation
from newsroom.accounts.models import User
from newsroom.invitations.models import Invitation, InvitationState


class DeadLinkError(Refused):
    """The link was used, revoked, replaced or is too old, or is none; nobody is told which."""

    code = "dead_link"

    def __init__(self) -> None:
        super().__init__(_("The link works no more"))


def find(digest: str, *, at: datetime) -> Invitation:
    """The open invitation of the link. Raises DeadLinkError.

    It is dead as well once whoever invited may not give its roles any more. Up to ten queries.
    """
    row = Invitation.objects.select_related("invited_by").filter(digest=digest).first()
    return _refuse_dead(row, at=at)


def accept(digest: str, user: User, *, at: datetime) -> User:
    """Make the account of the invitation from an unsaved user with name and password.

    Raises DeadLinkError. One transaction, in which the invitation is locked.
    """
    with transaction.atomic():
        rows = Invitation.objects.select_for_update(of=("self",)).select_related("invited_by")
        invitation = _refuse_dead(rows.filter(digest=digest).first(), at=at)
        user.email = invitation.email
        user.first_name, user.last_name = invitation.first_name, invitation.last_name
        user.save()
        user.groups.set(invitation.groups.all())
        user.sections.set(invitation.sections.all())
        DeskLanguage.objects.note(user, invitation.language)
        invitation.accepted_at, invitation.account = at, user
        invitation.save(update_fields=["accepted_at", "account"])
    return user


def _refuse_dead(invitation: Invitation | None, *, at: datetime) -> Invitation:
    if invitation is None or invitation.state(at=at) != InvitationState.OPEN:
        raise DeadLinkError
    giver = invitation.invited_by
    roles, sections = invitation.groups.all(), invitation.sections.all()
    if not isinstance(giver, User) or not delegation.may_give(giver, roles, sections):
        raise DeadLinkError
    return invitation
