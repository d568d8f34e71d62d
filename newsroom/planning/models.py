"""Events, assignments with their notes, and the secret addresses of calendar feeds."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles.conf import LANGUAGES
from articles.models import Article, Section
from articles.models.article import kind_choices
from articles.models.fields import LineField
from articles.models.querysets import BODIES
from newsroom.planning.days import LAST_DAY, day_of, day_start


def event_kind_choices() -> list[tuple[str, object]]:
    """What kinds of events a newsroom plans for."""
    return [
        ("press_conference", _("Press conference")),
        ("match", _("Match")),
        ("session", _("Session or hearing")),
        ("culture", _("Cultural event")),
        ("anniversary", _("Anniversary")),
        ("other", _("Other event")),
    ]


def language_choices() -> list[tuple[str, str]]:
    """The languages of articles, by their names in the language of the screen."""
    return [(code, get_language_info(code)["name_translated"]) for code in LANGUAGES]


class EventStatus(models.TextChoices):
    """How certain it is that the event takes place."""

    PLANNED = "planned", _("Planned")
    CONFIRMED = "confirmed", _("Confirmed")
    CANCELLED = "cancelled", _("Cancelled")


class Status(models.TextChoices):
    """Where an assignment stands; one whose article readers could see is done as well."""

    IDEA = "idea", _("Idea")
    ASSIGNED = "assigned", _("Assigned")
    WORKING = "working", _("In work")
    DONE = "done", _("Done")
    DROPPED = "dropped", _("Dropped")


OPEN: Final = (Status.IDEA, Status.ASSIGNED, Status.WORKING)
"""The statuses of what is still to be done."""


def _has_title() -> Q:
    """A title in some language; said of missing ones too, which break no constraint."""
    told = (Q(**{f"title_{code}__isnull": False, f"title_{code}__gt": ""}) for code in LANGUAGES)
    return Q(*told, _connector=Q.OR)


class EventQuerySet(models.QuerySet["Event"]):
    """Chainable filters and orders of events; none runs a query."""

    def between(self, start: datetime, end: datetime) -> EventQuerySet:
        """Those that take place, at least in part, from `start` to before `end`."""
        last_day_begins = Q(is_all_day=True, ends_at__gte=start)
        goes_on = Q(ends_at__gt=start) | Q(starts_at__gte=start) | last_day_begins
        return self.filter(goes_on, starts_at__lt=end)

    def upcoming(self, *, at: datetime) -> EventQuerySet:
        """Not over yet: those of today, and later ones."""
        return self.between(day_start(day_of(at)), day_start(LAST_DAY))

    def over(self, *, at: datetime) -> EventQuerySet:
        """Over before today."""
        return self.exclude(pk__in=self.upcoming(at=at).values("pk"))

    def in_section(self, *sections: int) -> EventQuerySet:
        """Events of these sections (primary keys)."""
        return self.filter(section__in=sections)

    def in_order(self) -> EventQuerySet:
        """By their start."""
        return self.order_by("starts_at", "pk")


class Event(models.Model):
    """Something that happens at a place and time, which the newsroom may cover.

    Of an event of whole days only the days count: it starts with the first one, in the site's
    zone, and `ends_at` is the beginning of the last one.
    """

    kind = models.CharField(
        _("kind"), max_length=20, choices=event_kind_choices, default="press_conference"
    )
    title = LineField(pgettext_lazy("planning", "title"), max_length=200, blank=True)
    place = LineField(_("place of the event"), max_length=200, blank=True)
    is_all_day = models.BooleanField(
        _("whole days"), default=False, help_text=_("Only the days count, not the hours.")
    )
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("section")
    )
    status = models.CharField(
        _("status"), max_length=10, choices=EventStatus, default=EventStatus.PLANNED
    )
    notes = models.TextField(_("notes"), max_length=5000, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("planning", "event")
        verbose_name_plural = pgettext_lazy("planning", "events")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=EventStatus.values), name="event_status_is_known"
            ),
            models.CheckConstraint(
                condition=_has_title(),
                name="event_has_a_title",
                violation_error_message=_("Give it a title in one language at least."),
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_start",
                violation_error_message=_("It must end after it starts."),
            ),
        ]
        indexes = [models.Index(fields=["starts_at", "ends_at"], name="event_times")]

    def __str__(self) -> str:
        return self.text("title")

    def text(self, name: str) -> str:
        """The translated field in the active language, else in the first that has one."""
        codes = (get_language() or LANGUAGES[0], *LANGUAGES)
        texts = (getattr(self, f"{name}_{code}", None) for code in codes)
        return next(filter(None, texts), "")

    def clean(self) -> None:
        """Bring the moments of an event of whole days to the beginnings of its days."""
        if self.is_all_day and self.starts_at is not None:
            self.starts_at = day_start(day_of(self.starts_at))
            self.ends_at = self.ends_at and day_start(day_of(self.ends_at))


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Chainable filters and orders of assignments; none runs a query."""

    def for_lists(self) -> AssignmentQuerySet:
        """With the rows that a list names, and without the bodies of articles."""
        rows = self.select_related("assignee", "section", "event", "article")
        return rows.defer(*(f"article__{name}" for name in BODIES))

    def in_section(self, *sections: int) -> AssignmentQuerySet:
        """Assignments of these sections (primary keys)."""
        return self.filter(section__in=sections)

    def unfinished(self, *, at: datetime) -> AssignmentQuerySet:
        """Neither done nor dropped at the moment."""
        return self.filter(status__in=OPEN).exclude(_was_published(at))

    def in_standing(self, standing: str, *, at: datetime) -> AssignmentQuerySet:
        """Those of which `standing` is this `Status` at the moment."""
        if standing == Status.DONE:
            # By primary keys: an `OR` over both tables would read every article.
            published = Assignment.objects.filter(_was_published(at), status__in=OPEN)
            return self.filter(Q(status=Status.DONE) | Q(pk__in=published.values("pk")))
        rows = self.filter(status=standing)
        return rows if standing == Status.DROPPED else rows.exclude(_was_published(at))

    def overdue(self, *, at: datetime) -> AssignmentQuerySet:
        """Unfinished, and their deadline has passed."""
        return self.unfinished(at=at).filter(due_at__lte=at)

    def due_first(self) -> AssignmentQuerySet:
        """By deadline, those without one last."""
        return self.order_by(F("due_at").asc(nulls_last=True), "-pk")


def _was_published(at: datetime) -> Q:
    """Some language of its article was public by the moment."""
    dates = ((f"article__first_published_at_{code}__lte", at) for code in LANGUAGES)
    return Q(*dates, _connector=Q.OR)


class Assignment(models.Model):
    """A piece of work: an idea first, then somebody's, until it is done or dropped.

    `newsroom.planning.assignments` has what is done with it, and by whom.
    """

    title = LineField(_("working headline"), max_length=250)
    language = models.CharField(
        _("language"), max_length=10, choices=language_choices, default=LANGUAGES[0]
    )
    kind = models.CharField(_("kind"), max_length=20, choices=kind_choices, default="news")
    section = models.ForeignKey(
        Section, on_delete=models.SET_NULL, null=True, blank=True, verbose_name=_("section")
    )
    event = models.ForeignKey(
        Event,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=pgettext_lazy("planning", "event"),
    )
    notes = models.TextField(_("what it is about"), max_length=5000, blank=True)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assignments",
        verbose_name=pgettext_lazy("assignment", "who"),
    )
    due_at = models.DateTimeField(_("by when"), null=True, blank=True)
    planned_at = models.DateTimeField(
        _("planned publication"),
        null=True,
        blank=True,
        help_text=_("When readers are to see it; scheduling the article stays an editor's."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.IDEA, editable=False
    )
    article = models.OneToOneField(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="assignment",
        verbose_name=_("article"),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(auto_now=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        permissions = [("assign_assignment", _("Assign work and change everybody's assignments"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="assignment_status_is_known"
            ),
            # The other way round would not outlive a deleted account.
            models.CheckConstraint(
                condition=~Q(status="idea") | Q(assignee__isnull=True),
                name="assignment_idea_is_nobodys",
            ),
            models.CheckConstraint(
                condition=~Q(status="idea") | Q(article__isnull=True),
                name="assignment_idea_has_no_article",
            ),
            models.CheckConstraint(
                condition=Q(due_at__isnull=True)
                | Q(planned_at__isnull=True)
                | Q(planned_at__gte=F("due_at")),
                name="assignment_due_before_published",
                violation_error_message=_("It is due after its planned publication."),
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="assignment_due"),
            models.Index(fields=["assignee", "status"], name="assignment_whose"),
        ]

    def __str__(self) -> str:
        return self.title

    def standing(self, *, at: datetime) -> str:
        """The `Status` at the moment: its own, or done once readers could see its article.

        No query where the article is read already.
        """
        return Status.DONE if self._is_published(at=at) else str(self.status)

    def _is_published(self, *, at: datetime) -> bool:
        article = self.article if self.status in OPEN else None
        codes = LANGUAGES if article else ()
        return any(article.was_public(language=code, at=at) for code in codes if article)

    def is_overdue(self, *, at: datetime) -> bool:
        """Whether its deadline has passed and it is neither done nor dropped; as `standing`."""
        return self.due_at is not None and self.due_at <= at and self.standing(at=at) in OPEN


class AssignmentNote(models.Model):
    """What somebody said about an assignment; never changed."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="thread")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    text = models.TextField(_("note"), max_length=2000)
    written_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("note on an assignment")
        verbose_name_plural = _("notes on assignments")
        constraints = [
            models.CheckConstraint(condition=Q(text__gt=""), name="assignment_note_has_words")
        ]

    def __str__(self) -> str:
        return self.text[:80]


class CalendarFeed(models.Model):
    """The secret address of a person's calendar, of which only a digest is kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    language = models.CharField(_("language"), max_length=10, default=LANGUAGES[0])
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return str(self.user)
