"""An invitation to the newsroom: who, with which roles, and until when its link works."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES
from articles.models.fields import LineField
from newsroom.accounts.fields import MailField


class InvitationState(models.TextChoices):
    """How an invitation stands."""

    OPEN = "open", _("Open")
    EXPIRED = "expired", _("Expired")
    REVOKED = "revoked", _("Revoked")
    ACCEPTED = "accepted", _("Accepted")


def language_choices() -> list[tuple[str, object]]:
    """The languages of the desk."""
    return list(settings.LANGUAGES)


def token_digest(token: str) -> str:
    """What is stored of a link's token: 64 hexadecimal digits."""
    return sha256(token.encode()).hexdigest()


class Invitation(models.Model):
    """An invitation by mail. There is no account before its link is used.

    So nothing can be signed in to, guessed at or forgotten about in the meantime. Of the link
    only a digest is stored; to send it again is to make another one.
    """

    email = MailField(_("e-mail address"))
    first_name = LineField(_("first name"), max_length=150)
    last_name = LineField(_("last name"), max_length=150, blank=True)
    language = models.CharField(
        _("language"),
        max_length=10,
        choices=language_choices,
        default=LANGUAGES[0],
        help_text=_("In which the mail is written and the desk opens."),
    )
    groups = models.ManyToManyField(Group, related_name="+", verbose_name=_("roles"))
    sections = models.ManyToManyField(
        "articles.Section",
        blank=True,
        related_name="+",
        verbose_name=_("sections"),
        help_text=_(
            "With sections chosen, the person reviews, publishes and edits other people's articles "
            "in these alone. Without any, in all of them."
        ),
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    sent_at = models.DateTimeField(_("sent"), editable=False)
    works_until = models.DateTimeField(_("works until"), editable=False)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("account"),
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("invited by"),
    )

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        default_permissions = ()

    def __str__(self) -> str:
        return " ".join(filter(None, (self.first_name, self.last_name)))

    def state(self, *, at: datetime) -> InvitationState:
        """How it stands at the moment."""
        if self.accepted_at is not None:
            return InvitationState.ACCEPTED
        if self.revoked_at is not None:
            return InvitationState.REVOKED
        return InvitationState.OPEN if at < self.works_until else InvitationState.EXPIRED

    def renew(self, *, at: datetime) -> str:
        """Make a new link, which alone works from now on; returns its token. The caller saves."""
        token = token_urlsafe(32)
        self.digest = token_digest(token)
        self.sent_at = at
        self.works_until = at + timedelta(days=settings.INVITATION_DAYS)
        self.revoked_at = None
        return token
