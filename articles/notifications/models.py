"""What people were told, how they want to be told, and the mails that wait to be sent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Self

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES
from articles.models import Article
from articles.notifications.topics import DEFAULT_CHANNELS, Channel, Kind

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

FIRST_DIGEST_HOUR: Final = 8
"""The hour of the daily mail of whoever has chosen none."""


class NotificationQuerySet(models.QuerySet["Notification"]):
    """Chainable filters, and `settle`, one update."""

    def unread_by(self, user: User | int) -> Self:
        """Those that the person (or an id) has neither read nor settled."""
        return self.filter(user=user, read_at=None)

    def newest_first(self) -> Self:
        """The last that happened first."""
        return self.order_by("-at", "-pk")

    def settle(self, *, at: datetime) -> int:
        """These are no news any more; returns how many were. One query."""
        return self.filter(read_at=None).update(read_at=at)


class Notification(models.Model):
    """That something happened which concerns a person; one row for both.

    `happening` names what happened, such as `transition:12`. `title` says what it is about where
    there is no article, `text` is a note or a comment. `place` is where it leads, a path at the
    desk in the first language. `mail_key` is that of the mail that tells of it, "" for none.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    happening = models.CharField(max_length=100)
    article = models.ForeignKey(Article, on_delete=models.CASCADE, null=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    details: models.JSONField[Any] = models.JSONField(default=dict)
    place = models.CharField(max_length=500)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    mail_key = models.CharField(max_length=150, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "happening"], name="notification_once"),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="notification_kind_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-at", "-id"], name="notification_newest"),
            models.Index(fields=["user"], condition=Q(read_at=None), name="notification_unread"),
            models.Index(fields=["happening"], name="notification_happening"),
            models.Index(fields=["mail_key"], condition=~Q(mail_key=""), name="notification_mail"),
        ]

    def __str__(self) -> str:
        return self.happening

    @property
    def about(self) -> str:
        """The headline of the article, or the title; no query where the article was read."""
        return str(self.article) if self.article else self.title


class MailStatus(models.TextChoices):
    """How far a mail is."""

    WAITING = "waiting", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    NEEDLESS = "needless", _("not needed any more")
    FAILED = "failed", _("given up")
    UNCLEAR = "unclear", _("perhaps sent")


class MailQuerySet(models.QuerySet[Any]):
    """Chainable filters, and `retry`, one update."""

    def claimable(self, *, at: datetime) -> Self:
        """Due ones that nobody has claimed, and whose pause is over."""
        is_free = Q(claimed_until=None) | Q(claimed_until__lt=at)
        return self.filter(is_free, status=MailStatus.WAITING, due_at__lte=at)

    def abandoned(self, *, at: datetime) -> Self:
        """Those whose sender died while the server may have taken them."""
        return self.filter(status=MailStatus.SENDING, claimed_until__lt=at)

    def given_up(self) -> Self:
        """What an administrator should look at: given up, or perhaps sent."""
        return self.filter(status__in=(MailStatus.FAILED, MailStatus.UNCLEAR))

    def done_with(self) -> Self:
        """Sent, or not needed any more."""
        return self.filter(status__in=(MailStatus.SENT, MailStatus.NEEDLESS))

    def retry(self, *, at: datetime) -> int:
        """Have those that were given up sent again; returns how many. One update."""
        return self.given_up().update(
            status=MailStatus.WAITING, due_at=at, claimed_until=None, attempts=0
        )


class OutgoingMail(models.Model):
    """A mail that waits to be sent; each kind of recipient has a table of them.

    `key` is unique, so that nothing is mailed twice. A sender claims it (`claimed_until`), sets it
    to SENDING just before the server is given it, and to SENT after that. One that the server
    refused waits for a while; one whose sender died in between is UNCLEAR, and never sent again
    without somebody deciding so. The words are made when it is sent (`sending.Queue`).
    """

    kind = models.CharField(_("kind"), max_length=20)
    key = models.CharField(max_length=150, unique=True)
    status = models.CharField(
        _("state"), max_length=10, choices=MailStatus, default=MailStatus.WAITING
    )
    written_at = models.DateTimeField(_("written"), default=timezone.now)
    due_at = models.DateTimeField(_("due"))
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("finished"), null=True)
    error = models.TextField(_("error"), blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.key


class Mail(OutgoingMail):
    """A mail to one of the newsroom, written with what it tells of, sent after the commit."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("to")
    )
    details: models.JSONField[Any] = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("mail")
        verbose_name_plural = _("mails")
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=MailStatus.values), name="mail_status_is_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                condition=Q(status__in=(MailStatus.WAITING, MailStatus.SENDING)),
                name="mail_unsent",
            ),
        ]


class MailChoiceQuerySet(models.QuerySet["MailChoice"]):
    """What people chose."""

    def by_user(self, users: Iterable[int]) -> dict[int, MailChoice]:
        """The choices of these users (ids), also of those who chose nothing; one query."""
        known = {row.user_id: row for row in self.filter(user__in=users)}
        return {user: known.get(user) or MailChoice(user_id=user) for user in users}


class MailChoice(models.Model):
    """How a person wants to be told: {topic: channel} where it differs from the default.

    `hour` is that of the daily mail, in the time zone of the site.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    channels: models.JSONField[Any] = models.JSONField(default=dict)
    hour = models.PositiveSmallIntegerField(
        default=FIRST_DIGEST_HOUR, validators=[MaxValueValidator(23)]
    )

    objects = MailChoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("choice of mails")
        verbose_name_plural = _("choices of mails")
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="mail_choice_hour_is_of_a_day")
        ]

    def __str__(self) -> str:
        return str(self.user_id)

    def channel(self, topic: str) -> str:
        """The chosen channel of the topic, or the default one."""
        chosen = self.channels.get(topic)
        return chosen if chosen in Channel.values else DEFAULT_CHANNELS[topic]

    def next_digest(self, at: datetime) -> datetime:
        """The first moment after `at` at which the clock strikes the hour.

        An hour that the clocks skip is the one after it.
        """
        here = timezone.localtime(at, timezone.get_default_timezone())
        today = here.replace(hour=self.hour, minute=0, second=0, microsecond=0, fold=0)
        later = (today, today + timedelta(days=1))
        return next(moment for moment in later if moment.timestamp() > at.timestamp())


class DeskLanguageQuerySet(models.QuerySet["DeskLanguage"]):
    """In which language, and at which address, people read the desk."""

    def note(self, user: User, language: str, *, origin: str = "") -> None:
        """The user reads the desk in this language, at this scheme and host ("": unknown).

        One query, two when something differs from last time.
        """
        seen = {"language": language} | ({"origin": origin[:200]} if origin else {})
        if not self.filter(user=user, **seen).exists():
            self.update_or_create(user=user, defaults=seen)

    def by_user(self, users: Iterable[int]) -> dict[int, str]:
        """The languages of those users (ids) of whom one is known; one query."""
        known = self.filter(user__in=users, language__in=LANGUAGES)
        return dict(known.values_list("user", "language"))


class DeskLanguage(models.Model):
    """The language in which a person last read the desk, and where: that of mails to them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    language = models.CharField(max_length=10)
    origin = models.CharField(max_length=200, blank=True)

    objects = DeskLanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language of the desk")
        verbose_name_plural = _("languages of the desk")
        default_permissions = ()

    def __str__(self) -> str:
        return self.language
