"""Broadcast statuses: notices for the site, a section or an article over a period of time."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from articles.broadcast.links import validate_link
from articles.conf import LANGUAGES
from articles.models import Article, Section, SiteState
from articles.models.fields import LineField

BREAKING_DURATION: Final = timedelta(hours=2)
"""The default duration of a breaking status."""
MAX_BREAKING_DURATION: Final = timedelta(hours=24)


def kind_choices() -> list[tuple[str, object]]:
    """The kinds of statuses; their labels are shown where a status has none."""
    return [
        ("trial", pgettext_lazy("broadcast status", "Trial broadcast")),
        ("live", pgettext_lazy("broadcast status", "Live")),
        ("breaking", pgettext_lazy("broadcast status", "Breaking")),
        ("off_air", pgettext_lazy("broadcast status", "Off air")),
    ]


def kind_label(kind: str, language: str) -> str:
    """The kind's label in the language; an unknown kind is returned as it is."""
    with override(language):
        return str(dict(kind_choices()).get(kind, kind))


class Scope(models.TextChoices):
    """Where a status is shown: every page, a section's pages, or one article."""

    SITE = "site", _("Whole site")
    SECTION = "section", _("Section")
    ARTICLE = "article", _("Article")


class BroadcastStatusQuerySet(models.QuerySet["BroadcastStatus"]):
    """Filters of statuses by time; nothing is stored about whether one is current."""

    def current(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Started and not ended at the moment (default: now); the end is exclusive."""
        at = at or timezone.now()
        return self.not_over(at=at).filter(starts_at__lte=at)

    def upcoming(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Not started at the moment (default: now)."""
        return self.filter(starts_at__gt=at or timezone.now())

    def over(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Ended at the moment (default: now)."""
        return self.filter(ends_at__lte=at or timezone.now())

    def not_over(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Current or upcoming at the moment (default: now)."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=at or timezone.now()))

    def newest_first(self) -> BroadcastStatusQuerySet:
        """The latest start first."""
        return self.order_by("-starts_at", "-pk")

    def overlapping_with(self, status: BroadcastStatus) -> BroadcastStatusQuerySet:
        """Other statuses of the same kind and place whose period overlaps."""
        others = self.exclude(pk=status.pk).filter(
            kind=status.kind,
            scope=status.scope,
            section=status.section_id,
            article=status.article_id,
        )
        if status.ends_at is not None:
            others = others.filter(starts_at__lt=status.ends_at)
        return others.not_over(at=status.starts_at).order_by("starts_at", "pk")


class BroadcastStatus(models.Model):
    """A notice of one kind in one place, from `starts_at` to `ends_at` or until it is closed."""

    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices, default="trial")
    label = LineField(
        _("label"),
        max_length=40,
        blank=True,
        help_text=_("Empty: the usual label of the kind."),
    )
    text = LineField(_("text"), max_length=200, blank=True)
    scope = models.CharField(_("place"), max_length=10, choices=Scope, default=Scope.SITE)
    section = models.ForeignKey(
        Section,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="broadcast_statuses",
        verbose_name=_("section"),
    )
    article = models.ForeignKey(
        Article,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="broadcast_statuses",
        verbose_name=_("article"),
    )
    starts_at = models.DateTimeField(_("starts"), default=timezone.now)
    ends_at = models.DateTimeField(
        _("ends"),
        null=True,
        blank=True,
        help_text=_("Empty: until somebody ends it. Breaking news ends by itself after two hours."),
    )
    link = models.CharField(
        _("link"),
        max_length=500,
        blank=True,
        validators=[validate_link],
        help_text=_("A web address, or a path on this site that begins with /."),
    )
    stream_url = models.CharField(
        _("address of the stream"), max_length=500, blank=True, validators=[validate_link]
    )
    priority = models.PositiveSmallIntegerField(
        _("priority"), default=100, help_text=_("The higher one stands before the other.")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )

    objects = BroadcastStatusQuerySet.as_manager()

    class Meta:
        verbose_name = _("broadcast status")
        verbose_name_plural = _("broadcast statuses")
        constraints = [
            models.CheckConstraint(
                condition=Q(scope="site", section__isnull=True, article__isnull=True)
                | Q(scope="section", section__isnull=False, article__isnull=True)
                | Q(scope="article", section__isnull=True, article__isnull=False),
                name="broadcast_status_fits_its_place",
                violation_error_message=_("Say exactly the section or article of its place."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=models.F("starts_at")),
                name="broadcast_status_ends_after_start",
                violation_error_message=_("It must end after it starts."),
            ),
            # That it lasts a day at most is kept by `clean`: SQLite can only add to a date with
            # a function of Django's, without which a plain restore of a backup would fail.
            models.CheckConstraint(
                condition=~Q(kind="breaking") | Q(ends_at__isnull=False),
                name="broadcast_status_breaking_ends",
                violation_error_message=_("Breaking news must end."),
            ),
            *(
                models.UniqueConstraint(
                    fields=fields,
                    condition=Q(scope=scope, ends_at__isnull=True),
                    name=f"broadcast_status_one_open_{scope}",
                    violation_error_message=_("Another one of this kind is open in this place."),
                )
                for scope, fields in (
                    ("site", ["kind"]),
                    ("section", ["kind", "section"]),
                    ("article", ["kind", "article"]),
                )
            ),
        ]
        indexes = [models.Index(fields=["ends_at", "starts_at"], name="broadcast_status_times")]

    def __str__(self) -> str:
        label = self.label or self.get_kind_display()
        return f"{label}: {self.text}" if self.text else label

    def save(self, **kwargs: Any) -> None:
        """Save in one transaction with the listener that increments `SiteState`."""
        with transaction.atomic():
            super().save(**kwargs)

    def clean(self) -> None:
        """Set the default end; raises ValidationError for an invalid or overlapping status.

        Inside a transaction (admin forms, `statuses.save_status`) it locks out other saves
        until the commit.
        """
        self._clean_scope()
        self._clean_end()
        if self.kind == "breaking" and not any(self.text_in(code) for code in LANGUAGES):
            raise ValidationError(_("Write what is breaking, at least in one language."))
        self._lock()
        overlapping = BroadcastStatus.objects.overlapping_with(self).first()
        if overlapping is not None:
            raise ValidationError(
                {"ends_at": _("“%(status)s” stands there at that time.") % {"status": overlapping}}
            )

    def text_in(self, language: str) -> str:
        """The text in the language; "" when there is none."""
        return getattr(self, f"text_{language}") or ""

    def is_current(self, *, at: datetime) -> bool:
        """The rule of `BroadcastStatusQuerySet.current`, for a row that is already read."""
        return self.starts_at <= at and not self.is_over(at=at)

    def is_over(self, *, at: datetime) -> bool:
        """Whether its time has ended."""
        return self.ends_at is not None and self.ends_at <= at

    def _clean_scope(self) -> None:
        if self.scope == Scope.SECTION and not self.section_id:
            raise ValidationError({"section": _("Choose the section.")})
        if self.scope == Scope.ARTICLE and not self.article_id:
            raise ValidationError({"article": _("Choose the article.")})
        if self.scope != Scope.SECTION:
            self.section = None
        if self.scope != Scope.ARTICLE:
            self.article = None

    def _clean_end(self) -> None:
        if self.kind == "breaking" and self.ends_at is None:
            self.ends_at = self.starts_at + BREAKING_DURATION
        if self.ends_at is None:
            return
        if self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("It must end after it starts.")})
        if self.kind == "breaking" and self.ends_at - self.starts_at > MAX_BREAKING_DURATION:
            raise ValidationError({"ends_at": _("Breaking news lasts 24 hours at most.")})

    def _lock(self) -> None:
        """Lock out other saves by a lock on `SiteState`, after the article or section.

        The same order as the workflow verbs, since the foreign key is checked at the commit.
        """
        if not connection.in_atomic_block:
            return
        for model, pk in ((Article, self.article_id), (Section, self.section_id)):
            if pk:
                rows: Any = model._default_manager.select_for_update(no_key=True)
                rows.filter(pk=pk).values("pk").first()
        SiteState.objects.lock()
