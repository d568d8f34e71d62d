"""What happened, and what the whole site must notice: transitions, corrections, announcements."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.bulk_insert import bulk_insert
from articles.models.fields import LineField

_ON_CONFLICT: Final = "ON CONFLICT (id) DO UPDATE SET version = articles_sitestate.version + 1"


class Transition(models.Model):
    """One verb done to an article: who, what, when and why. Only ever added."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="transitions",
        verbose_name=_("article"),
    )
    verb = models.CharField(_("action"), max_length=20)
    from_state = models.CharField(_("from"), max_length=10)
    to_state = models.CharField(_("to"), max_length=10)
    revision = models.ForeignKey(
        "articles.Revision",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("revision"),
    )
    note = models.TextField(_("note"), blank=True)
    details: models.JSONField[Any] = models.JSONField(_("details"), default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("who"),
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("transition")
        verbose_name_plural = _("transitions")
        indexes = [models.Index(fields=["-at", "-id"], name="transition_newest")]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.at:%Y-%m-%d %H:%M}"


class Correction(models.Model):
    """A public note that says what was wrong; kept for ever."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="corrections"
    )
    note = LineField(_("correction"), max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        indexes = [models.Index(fields=["-at", "-id"], name="correction_newest")]

    def __str__(self) -> str:
        return self.note or ""


class AnnouncementQuerySet(models.QuerySet["Announcement"]):
    """Chainable filters of announcements, which run no query, and `retry`, one update."""

    def pending(self) -> AnnouncementQuerySet:
        """Not delivered yet, and not set aside."""
        return self.filter(delivered_at__isnull=True, failed_at__isnull=True)

    def claimable(self, *, at: datetime) -> AnnouncementQuerySet:
        """Pending ones that nobody is delivering at the moment, and whose pause is over."""
        return self.pending().filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=at))

    def failed(self) -> AnnouncementQuerySet:
        """Set aside after the last attempt, until somebody tries them again."""
        return self.filter(delivered_at__isnull=True, failed_at__isnull=False)

    def retry(self) -> int:
        """Let failed ones be tried again, at once and as often as new ones; returns how many."""
        return self.failed().update(failed_at=None, claimed_until=None, attempts=0)


class Announcement(models.Model):
    """A change that listeners must hear of; written with the change, delivered after commit.

    One that was not delivered is tried again, after a pause, with the next and by
    `manage.py due`, until it is set aside (`failed_at`). Nobody takes it before
    `claimed_until`: while a deliverer has it for itself, and after a failure until
    its pause is over. `attempts` counts the claims.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("article"),
    )
    event = models.CharField(_("event"), max_length=10)
    at = models.DateTimeField(_("when"), default=timezone.now)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.TextField(_("error"), blank=True)
    claimed_until = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        indexes = [
            models.Index(
                fields=["id"],
                condition=Q(delivered_at__isnull=True),
                name="announcement_undelivered",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} · {self.at:%Y-%m-%d %H:%M}"


class SiteStateManager(models.Manager["SiteState"]):
    """The one row, and the only ways to change it."""

    def increment_version(self) -> None:
        """Count a change of what stands on every page; call it in the transaction of the change.

        One statement, which makes the row when there is none: no change is left uncounted.
        """
        bulk_insert(SiteState, ("id", "version"), [(1, 1)], _ON_CONFLICT)

    def lock(self) -> SiteState:
        """The row, locked until the transaction ends; it serialises site-wide decisions."""
        self.get_or_create(pk=1)
        return self.select_for_update().get(pk=1)


class SiteState(models.Model):
    """One row that every page reads first, by which what is cached of the site is kept current.

    `version` counts changes of what stands on every page (sections, broadcast
    statuses); `next_due_at` is the earliest change scheduled on a live article.
    """

    version = models.PositiveBigIntegerField(default=1)
    next_due_at = models.DateTimeField(null=True)

    objects = SiteStateManager()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_state_is_one")]

    def __str__(self) -> str:
        return str(self.version)
