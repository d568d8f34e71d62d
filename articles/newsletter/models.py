"""Who gets what by mail, what was sent, and the mails that wait."""

from __future__ import annotations

import secrets
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models import Correction
from articles.notifications.models import MailStatus, OutgoingMail


class Topic(models.TextChoices):
    """What readers may ask for."""

    CORRECTIONS = "corrections", _("Corrections")


def make_key() -> str:
    """43 characters that nobody guesses."""
    return secrets.token_urlsafe(32)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Chainable filters."""

    def unconfirmed(self) -> Self:
        """Asked for by somebody who has not shown that the address is theirs."""
        return self.filter(confirmed_at=None, refused_at=None)

    def active(self) -> Self:
        """Those that are written to."""
        return self.filter(confirmed_at__isnull=False, refused_at=None)

    def refused(self) -> Self:
        """Those whose mail server does not know the address."""
        return self.filter(refused_at__isnull=False)


class Subscription(models.Model):
    """That an address gets a topic in a language: asked for, then confirmed by a mailed link.

    Unsubscribing deletes the row, and with it all that was kept of the reader. `key` stands in the
    links of the mails, `origin` is where the reader was on the site, for links without `SITE_URL`.
    """

    topic = models.CharField(_("topic"), max_length=20, choices=Topic)
    language = models.CharField(_("language"), max_length=10)
    address = models.EmailField(_("e-mail address"), max_length=254)
    key = models.CharField(max_length=43, unique=True, default=make_key)
    origin = models.CharField(max_length=200, blank=True)
    asked_at = models.DateTimeField(_("asked"))
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    refused_at = models.DateTimeField(_("refused"), null=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        default_permissions = ("view", "delete")
        constraints = [
            models.UniqueConstraint(
                fields=["address", "topic", "language"], name="subscription_once"
            ),
            models.CheckConstraint(
                condition=Q(topic__in=Topic.values), name="subscription_topic_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["topic", "language", "id"],
                condition=Q(confirmed_at__isnull=False, refused_at=None),
                name="subscription_active",
            ),
            models.Index(fields=["-asked_at", "-id"], name="subscription_newest"),
        ]

    def __str__(self) -> str:
        return self.address


class Issue(models.Model):
    """That a public correction is mailed to those who get corrections in the language: once.

    Letters are written subscription by subscription in the order of their ids, up to `reached`;
    with `completed_at` all are.
    """

    correction = models.ForeignKey(Correction, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=10)
    at = models.DateTimeField()
    reached = models.BigIntegerField(default=0)
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["correction", "language"], name="issue_once")
        ]
        indexes = [
            models.Index(fields=["id"], condition=Q(completed_at=None), name="issue_incomplete")
        ]

    def __str__(self) -> str:
        return f"{self.correction_id} · {self.language}"


class Letter(OutgoingMail):
    """A mail to a subscriber; `issue` is what it brings, none where it asks for confirmation."""

    subscription = models.ForeignKey(
        Subscription, on_delete=models.CASCADE, related_name="+", verbose_name=_("to")
    )
    issue = models.ForeignKey(Issue, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        verbose_name = _("mail to a reader")
        verbose_name_plural = _("mails to readers")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MailStatus.values), name="letter_status_is_known"
            )
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                condition=Q(status__in=(MailStatus.WAITING, MailStatus.SENDING)),
                name="letter_unsent",
            ),
            models.Index(fields=["finished_at"], name="letter_finished"),
        ]


class SignUpCount(models.Model):
    """How often somebody signed up since a moment; `name` is a keyed hash of whom or from where."""

    name = models.CharField(max_length=64, unique=True)
    since = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of sign-ups")
        verbose_name_plural = _("counts of sign-ups")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def is_counted(name: str, *, limit: int, since: datetime, at: datetime) -> bool:
    """Count one more of the name (a hash), unless there were `limit` after `since`; three queries.

    Called in a transaction, which holds the row until its end.
    """
    SignUpCount.objects.bulk_create([SignUpCount(name=name, since=at)], ignore_conflicts=True)
    row = SignUpCount.objects.select_for_update().get(name=name)
    if row.since <= since:
        row.since, row.count = at, 0
    if row.count >= limit:
        return False
    row.count += 1
    row.save(update_fields=["since", "count"])
    return True
