"""What stands in the calendar between two moments, for one person; six queries at most."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import reduce
from itertools import islice
from operator import or_
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from articles.broadcast.models import BroadcastStatus
from articles.broadcast.recurrence import WEEK, Occurrence
from articles.conf import LANGUAGES
from articles.languages import direction
from articles.models import Article, Revision, Transition
from articles.models.querysets import BODIES, any_of
from articles.models.visibility import awaited_q, is_in
from newsroom.planning import assignments
from newsroom.planning.days import day_of
from newsroom.planning.models import OPEN, Assignment, Event, EventStatus, Status

KINDS: Final[dict[str, tuple[object, str]]] = {
    "deadline": (pgettext_lazy("calendar", "Assignments"), "planning.view_assignment"),
    "event": (pgettext_lazy("calendar", "Events"), "planning.view_event"),
    "publication": (pgettext_lazy("calendar", "Publications"), "articles.view_article"),
    "embargo": (pgettext_lazy("calendar", "Embargoes"), "articles.view_article"),
    "expiry": (pgettext_lazy("calendar", "Expiries"), "articles.view_article"),
    "broadcast": (
        pgettext_lazy("calendar", "Broadcast statuses"),
        "articles_broadcast.view_broadcaststatus",
    ),
}
"""By name: what a kind is called, and the permission to see it."""
_DAY: Final = timedelta(days=1)
MAX_ROWS: Final = 1000
"""Rows of each query; more do not fit into a calendar that people read."""
_UNPUBLISHED: Final = ("draft", "submitted", "approved", "withdrawn")
_OF_ARTICLES: Final = ("publication", "embargo", "expiry")


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the calendar. `key` names what a move would move."""

    kind: str
    key: str
    title: str
    starts_at: datetime
    url: str
    detail: str = ""
    ends_at: datetime | None = None
    is_all_day: bool = False
    is_movable: bool = False
    language: str = ""
    mark: str = ""
    """`done`, `overdue` or `cancelled`, where there is something to be marked."""
    changed_at: datetime | None = None
    place: str = ""
    certainty: str = ""
    """The `EventStatus` of an event."""
    is_weekly: bool = False
    """Whether it is one of the times of what repeats, and moves with all of them only."""

    @property
    def label(self) -> object:
        """What its kind is called."""
        return _SINGULAR[self.kind]

    @property
    def attrs(self) -> dict[str, str]:
        """The `lang` and `dir` of its title; empty where its language is not known."""
        return {"lang": self.language, "dir": direction(self.language)} if self.language else {}

    @property
    def last_day(self) -> date:
        """The last day of the site's zone on which it stands."""
        return day_of(self.ends_at or self.starts_at)


_SINGULAR: Final[dict[str, object]] = {
    "deadline": gettext_lazy("Deadline"),
    "event": gettext_lazy("Event"),
    "publication": gettext_lazy("Scheduled publication"),
    "embargo": gettext_lazy("End of the embargo"),
    "expiry": gettext_lazy("Expiry"),
    "broadcast": gettext_lazy("Broadcast status"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """What is asked for: from `start` to before `end`, of one section or all, seen `at`."""

    start: datetime
    end: datetime
    at: datetime
    section: int | None = None
    is_mine: bool = False
    """Of the assignments the person's own alone."""

    def within(self, column: str) -> Q:
        """The condition that the column's moment lies in the period."""
        return Q(**{f"{column}__gte": self.start, f"{column}__lt": self.end})

    def holds(self, moment: datetime | None) -> bool:
        """Whether the moment lies in the period."""
        return moment is not None and self.start <= moment < self.end

    def of_section(self, rows: Any, column: str = "section") -> Any:
        """The rows of the period's section."""
        return rows if self.section is None else rows.filter(**{column: self.section})


def visible_kinds(user: Any) -> list[str]:
    """The kinds that the user may see."""
    return [name for name, (_label, permission) in KINDS.items() if user.has_perm(permission)]


def load(user: Any, period: Period, kinds: Iterable[str]) -> list[Item]:
    """What of these kinds the user may see in the period, by its beginning."""
    wanted = set(kinds) & set(visible_kinds(user))
    found: list[Item] = []
    for sources, read in _SOURCES:
        if wanted & set(sources):
            found += [item for item in read(user, period) if item.kind in wanted]
    return sorted(found, key=lambda item: (item.starts_at, item.kind, item.key))


def _deadlines(user: Any, period: Period) -> Iterator[Item]:
    rows = Assignment.objects.for_lists().filter(period.within("due_at"))
    rows = period.of_section(rows)
    if period.is_mine:
        rows = rows.filter(assignee=user.pk)
    for row in rows.due_first()[:MAX_ROWS]:
        yield deadline(row, user, at=period.at)


def deadline(row: Assignment, user: Any, *, at: datetime) -> Item:
    """The assignment's deadline, which it has; no query."""
    assert row.due_at is not None
    standing = row.standing(at=at)
    mark = "overdue" if row.is_overdue(at=at) else ""
    if standing not in OPEN:
        mark = "done" if standing == Status.DONE else "cancelled"
    who = str(row.assignee) if row.assignee else _("nobody yet")
    return Item(
        "deadline",
        f"deadline-{row.pk}",
        row.title,
        row.due_at,
        reverse("admin:planning_assignment_change", args=[row.pk]),
        detail=_("%(who)s · %(status)s") % {"who": who, "status": Status(standing).label},
        is_movable=standing in OPEN and assignments.may_edit(user, row),
        language=row.language,
        mark=mark,
        changed_at=row.changed_at,
    )


def _events(user: Any, period: Period) -> Iterator[Item]:
    rows = Event.objects.between(period.start, period.end).in_order()
    may_move = user.has_perm("planning.change_event")
    for row in period.of_section(rows)[:MAX_ROWS]:
        yield event_item(row, may_move=may_move)


def event_item(row: Event, *, may_move: bool) -> Item:
    """The event; no query."""
    status = EventStatus(row.status)
    place = row.text("place")
    known = {"kind": row.get_kind_display(), "status": status.label, "place": place}
    detail = _("%(kind)s · %(status)s · %(place)s") if place else _("%(kind)s · %(status)s")
    return Item(
        "event",
        f"event-{row.pk}",
        row.text("title"),
        row.starts_at,
        reverse("admin:planning_event_change", args=[row.pk]),
        detail=detail % known,
        ends_at=row.ends_at,
        is_all_day=row.is_all_day,
        is_movable=may_move,
        mark="cancelled" if status == EventStatus.CANCELLED else "",
        changed_at=row.changed_at,
        place=place,
        certainty=status,
    )


def _articles(user: Any, period: Period) -> Iterator[Item]:
    """Scheduled publications, ends of embargoes and expiries; one query.

    Each of its conditions reads an index alone, so that it does not grow with the archive.
    """
    rows = Article.objects.all()
    awaited = _any(awaited_q(code, at=period.at) for code in LANGUAGES)
    conditions = [
        *(rows.filter(awaited_q(code, at=period.at), period.within(f"published_at_{code}"))
          for code in LANGUAGES),
        *(rows.filter(is_in("published", code), period.within(f"expires_at_{code}"))
          for code in LANGUAGES),
    ]  # fmt: skip
    may_be_embargoed = Q(state__in=_UNPUBLISHED) | awaited
    embargoed = rows.filter(may_be_embargoed, period.within("embargo_until"))
    found = any_of(*(each.values("pk") for each in (*conditions, embargoed)))
    may_move = user.has_perm("articles.publish_article") and user.has_perm(
        "articles.edit_any_article"
    )
    listed = period.of_section(rows.filter(pk__in=found)).defer(*BODIES).order_by("pk")
    listed = listed.annotate(acted_at=_last_act("pk"))
    for article in listed[:MAX_ROWS]:
        yield from _of_article(article, period, may_move=may_move)


def _last_act(column: str) -> Subquery:
    """When the last verb was done to the article of the column: a move is a verb as well."""
    acts = Transition.objects.filter(article=OuterRef(column)).order_by("-pk")
    return Subquery(acts.values("at")[:1])


def _changed_at(row: Any, changed_at: datetime) -> datetime:
    """The later one of the moment and of the last verb."""
    return max(changed_at, row.acted_at or changed_at)


def _any(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _of_article(article: Article, period: Period, *, may_move: bool) -> Iterator[Item]:
    url = reverse("admin:articles_article_change", args=[article.pk])

    def item(kind: str, moment: datetime, codes: list[str], *, is_movable: bool = False) -> Item:
        key = f"{kind}-{article.pk}" + "".join(f"-{code}" for code in codes)
        titles = ((code, article.text("headline", code)) for code in (*codes, *LANGUAGES))
        language, title = next((pair for pair in titles if pair[1]), ("", str(article)))
        return Item(
            kind, key, title, moment, url,
            is_movable=is_movable, language=language,
            changed_at=_changed_at(article, article.edited_at),
        )  # fmt: skip

    awaited = [code for code in LANGUAGES if article.is_awaited(language=code, at=period.at)]
    for moment, codes in _by_moment(article, "published_at", awaited):
        if period.holds(moment):
            yield item("publication", moment, codes, is_movable=may_move)
    for moment, codes in _by_moment(article, "expires_at", article.published_languages()):
        if period.holds(moment):
            yield item("expiry", moment, codes)
    embargo = article.embargo_until
    if embargo is not None and period.holds(embargo) and article.state != "killed":
        yield item("embargo", embargo, [])


def _by_moment(article: Article, column: str, codes: list[str]) -> list[tuple[datetime, list[str]]]:
    """Each moment of these languages, with those whose it is."""
    moments: dict[datetime, list[str]] = {}
    for code in codes:
        moment: datetime | None = getattr(article, f"{column}_{code}")
        if moment is not None:
            moments.setdefault(moment, []).append(code)
    return list(moments.items())


def _changes(user: Any, period: Period) -> Iterator[Item]:
    """Changes of live articles that wait for their moment; one query."""
    rows = Revision.objects.waiting().filter(period.within("goes_live_at"))
    rows = period.of_section(rows, "article__section").select_related("article")
    rows = rows.defer("data", *(f"article__{name}" for name in BODIES))
    rows = rows.annotate(acted_at=_last_act("article"))
    for row in rows[:MAX_ROWS]:
        if row.goes_live_at is not None:
            yield Item(
                "publication",
                f"change-{row.pk}",
                str(row.article),
                row.goes_live_at,
                reverse("admin:articles_article_change", args=[row.article_id]),
                detail=_("Change of a live article"),
                language=_written_in(row.article),
                changed_at=_changed_at(row, row.created_at),
            )


def _written_in(article: Article) -> str:
    """The language of the headline by which the article is called; "" without one."""
    return next((code for code in LANGUAGES if article.text("headline", code)), "")


def _broadcasts(user: Any, period: Period) -> Iterator[Item]:
    """Broadcast statuses, weekly ones each time that they are on; one query."""
    once = Q(weekdays=0) & (Q(ends_at__isnull=True) | Q(ends_at__gt=period.start))
    last = Q(last_day__isnull=True) | Q(last_day__gte=day_of(period.start - WEEK))
    rows = BroadcastStatus.objects.filter(once | Q(weekdays__gt=0) & last, starts_at__lt=period.end)
    listed = period.of_section(rows).order_by("starts_at", "pk")[:MAX_ROWS]
    times = ((row, each) for row in listed for each in _times(row, period))
    for row, occurrence in islice(times, MAX_ROWS):
        yield from _of_status(row, occurrence, period)


def _times(row: BroadcastStatus, period: Period) -> Iterator[Occurrence]:
    return row.recurrence.between(period.start, period.end)


def _of_status(row: BroadcastStatus, found: Occurrence, period: Period) -> Iterator[Item]:
    """What is on for a day at most stands from start to end; of longer ones both are named."""
    url = reverse("admin:articles_broadcast_broadcaststatus_change", args=[row.pk])
    day = f"-{found.day:%Y%m%d}" if row.weekdays else ""

    def item(name: str, moment: datetime, detail: str, ends_at: datetime | None = None) -> Item:
        return Item(
            "broadcast", f"{name}-{row.pk}{day}", str(row), moment, url,
            detail=detail, ends_at=ends_at, changed_at=row.changed_at, is_weekly=bool(row.weekdays),
        )  # fmt: skip

    ends_at = found.ends_at
    if ends_at is not None and ends_at - found.starts_at <= _DAY:
        yield item("status", found.starts_at, _("Every week") if row.weekdays else "", ends_at)
        return
    if period.holds(found.starts_at):
        yield item("begin", found.starts_at, _("begins"))
    if ends_at is not None and period.holds(ends_at):
        yield item("end", ends_at, _("ends"))


_SOURCES: Final[tuple[tuple[tuple[str, ...], Callable[[Any, Period], Iterator[Item]]], ...]] = (
    (("deadline",), _deadlines),
    (("event",), _events),
    (_OF_ARTICLES, _articles),
    (("publication",), _changes),
    (("broadcast",), _broadcasts),
)
