"""Broadcast statuses: notices for the site, a section or an article over a period of time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from articles.broadcast import wording
from articles.broadcast.links import validate_link
from articles.broadcast.recurrence import (
    WEEK,
    Occurrence,
    Recurrence,
    local_day,
    shortest_gap,
    weekdays_in,
)
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
    """Filters of statuses by time; nothing is stored about whether one is current.

    `current`, `upcoming` and `over` read the weekly ones, by a query when they are called.
    """

    def current(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Started and not ended at the moment (default: now); the end is exclusive."""
        at = at or timezone.now()
        once = self._once().not_over(at=at).filter(starts_at__lte=at)
        return self._with_weekly(
            once, at, lambda found: found is not None and found.starts_at <= at
        )

    def upcoming(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Not on at the moment (default: now), and to come."""
        at = at or timezone.now()
        once = self._once().filter(starts_at__gt=at)
        return self._with_weekly(once, at, lambda found: found is not None and found.starts_at > at)

    def over(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Ended at the moment (default: now)."""
        at = at or timezone.now()
        return self._with_weekly(self._once().filter(ends_at__lte=at), at, lambda found: not found)

    def not_over(self, *, at: datetime | None = None) -> BroadcastStatusQuerySet:
        """Current or upcoming at the moment (default: now); weekly ones a week longer.

        `BroadcastStatus.occurrence` says of a weekly one whether it comes again; no query.
        """
        at = at or timezone.now()
        once = Q(ends_at__isnull=True) | Q(ends_at__gt=at)
        last = Q(last_day__isnull=True) | Q(last_day__gte=local_day(at) - WEEK)
        return self.filter(Q(weekdays=0) & once | Q(weekdays__gt=0) & last)

    def newest_first(self) -> BroadcastStatusQuerySet:
        """The latest start first."""
        return self.order_by("-starts_at", "-pk")

    def of_same_place(self, status: BroadcastStatus) -> BroadcastStatusQuerySet:
        """Other statuses of the same kind and place."""
        return self.exclude(pk=status.pk).filter(
            kind=status.kind,
            scope=status.scope,
            section=status.section_id,
            article=status.article_id,
        )

    def overlapping_with(self, status: BroadcastStatus) -> BroadcastStatusQuerySet:
        """Statuses on the air once, of the same kind and place, whose period overlaps its first."""
        others = self._once().of_same_place(status)
        if status.ends_at is not None:
            others = others.filter(starts_at__lt=status.ends_at)
        return others.not_over(at=status.starts_at).order_by("starts_at", "pk")

    def _once(self) -> BroadcastStatusQuerySet:
        return self.filter(weekdays=0)

    def _with_weekly(
        self,
        once: BroadcastStatusQuerySet,
        at: datetime,
        holds: Callable[[Occurrence | None], bool],
    ) -> BroadcastStatusQuerySet:
        weekly = self.model._default_manager.filter(weekdays__gt=0).only(*RECURRENCE_FIELDS)
        found = [row.pk for row in weekly if holds(row.occurrence(at=at))]
        return self.filter(Q(pk__in=once.values("pk")) | Q(pk__in=found)) if found else once


RECURRENCE_FIELDS: Final = (
    *("starts_at", "ends_at", "weekdays", "last_day", "skipped_days", "ended_at"),
)
"""The columns of which `recurrence_of` makes when a status is on the air."""


def recurrence_of(row: dict[str, Any]) -> Recurrence:
    """When the status of the row is on the air; takes RECURRENCE_FIELDS out of it."""
    known = {name: row.pop(name) for name in RECURRENCE_FIELDS}
    skipped = frozenset(date.fromisoformat(day) for day in known.pop("skipped_days"))
    return Recurrence(**known, skipped=skipped)


class BroadcastStatus(models.Model):
    """A notice of one kind in one place, from `starts_at` to `ends_at` or until it is closed.

    With `weekdays` that is its first time, and it comes again on these days of each week, at the
    same local time, up to `last_day` and without `skipped_days` (ISO dates).
    """

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
    weekdays = models.PositiveSmallIntegerField(
        _("repeats every week on"),
        default=0,
    )
    last_day = models.DateField(
        _("last day of the repetition"),
        null=True,
        blank=True,
    )
    skipped_days: models.JSONField[list[str]] = models.JSONField(
        _("not on the air on"), default=list, blank=True
    )
    ended_at = models.DateTimeField(_("ended by hand"), null=True, editable=False)
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
    changed_at = models.DateTimeField(auto_now=True, editable=False)

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
            models.CheckConstraint(
                condition=Q(weekdays=0, last_day__isnull=True)
                | Q(weekdays__gt=0, weekdays__lte=127, ends_at__isnull=False),
                name="broadcast_status_repetition_ends",
                violation_error_message=_("What repeats every week must end each time."),
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
        self._clean_repetition()
        if self.kind == "breaking" and not any(self.text_in(code) for code in LANGUAGES):
            raise ValidationError(_("Write what is breaking, at least in one language."))
        self._lock()
        overlapping = self._first_overlapping()
        if overlapping:
            raise ValidationError({"ends_at": overlapping})

    def text_in(self, language: str) -> str:
        """The text in the language; "" when there is none."""
        return getattr(self, f"text_{language}") or ""

    @property
    def recurrence(self) -> Recurrence:
        """When it is on the air."""
        return recurrence_of({name: getattr(self, name) for name in RECURRENCE_FIELDS})

    def occurrence(self, *, at: datetime) -> Occurrence | None:
        """When it is on at the moment, else next; None when it is over; no query."""
        return self.recurrence.occurrence(at=at)

    def is_current(self, *, at: datetime) -> bool:
        """The rule of `BroadcastStatusQuerySet.current`, for a row that is already read."""
        found = self.occurrence(at=at)
        return found is not None and found.starts_at <= at

    def is_over(self, *, at: datetime) -> bool:
        """Whether its time has ended, and of a weekly one none is to come."""
        return self.occurrence(at=at) is None

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

    def _clean_repetition(self) -> None:
        """Drop what says nothing without a repetition; raises what cannot be repeated."""
        if not self.weekdays:
            self.last_day, self.skipped_days, self.ended_at = None, [], None
            return
        if self.ends_at is None:
            raise ValidationError(
                {"ends_at": _("Say when it ends the first time: so long it lasts every time.")}
            )
        first, days = local_day(self.starts_at), weekdays_in(self.weekdays)
        if first.weekday() not in days:
            raise ValidationError({"starts_at": wording.wrong_first_day(first, days)})
        if self.ends_at - self.starts_at > shortest_gap(days):
            raise ValidationError({"ends_at": _("It would still last when it begins again.")})
        if self.last_day is not None and self.last_day < first:
            raise ValidationError({"last_day": _("The last day is before the first one.")})
        kept = {date.fromisoformat(day) for day in self.skipped_days}
        self.skipped_days = sorted(day.isoformat() for day in kept if day.weekday() in days)

    def _first_overlapping(self) -> str:
        """In words: the first other status of its kind and place at its time; "" for none.

        What repeats is compared from now on: of what it was in the past nobody has a choice.
        """
        once = BroadcastStatus.objects.overlapping_with(self).first() if not self.weekdays else None
        if once is not None:
            return _("“%(status)s” stands there at that time.") % {"status": once}
        now = timezone.now()
        others = BroadcastStatus.objects.of_same_place(self).not_over(at=now).order_by("pk")
        others = others if self.weekdays else others.filter(weekdays__gt=0)
        for other in others:
            found = self.recurrence.first_overlap(other.recurrence, since=now)
            if found is not None:
                return wording.overlapping(other, found)
        return ""

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
