"""The calendar's page by day, week and month, and the two ways to move what stands in it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from articles.admin.editing import current_user
from articles.arabic.dates import utc_offset
from articles.errors import BadMoment, NotAllowed, Refused
from articles.forms import MomentField, Typed
from articles.json_requests import (
    RequestError,
    answers_refusals,
    json_answer,
    refuse_other_person,
    sent_object,
)
from articles.languages import DEFAULT_LANGUAGE, Formats, formats_of, joined
from articles.local_times import AmbiguousTime
from articles.models import Section, Submission
from articles.models.fields import number_in
from articles.submissions import done, once
from articles.templatetags.wording import date_time
from newsroom.planning import calendar_items, moves
from newsroom.planning.calendar_items import KINDS, Item, Period
from newsroom.planning.day_plan import day_plan
from newsroom.planning.days import clamped, day_of, day_start, week_start

VIEWS: Final[dict[str, object]] = {
    "day": pgettext_lazy("calendar", "Day"),
    "week": pgettext_lazy("calendar", "Week"),
    "month": pgettext_lazy("calendar", "Month"),
}
MOST_IN_A_CELL: Final = 6
"""Lines of a day in a month; the rest stands on the day's own page."""
_DAY: Final = timedelta(days=1)
_MAX_BYTES: Final = 2_000


class Line(NamedTuple):
    """An item on one of its days: with its time of the day there, "" for the whole day."""

    item: Item
    time: str


class DayCell(NamedTuple):
    """A day of the calendar."""

    day: date
    number: str
    name: str
    is_today: bool
    is_outside: bool
    """Whether it belongs to the month before or after."""
    lines: list[Line]
    hidden: int
    url: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of the page asks for; what cannot be read is left out."""

    view: str
    day: date
    section: int | None
    kind: str

    def url(self, **changes: Any) -> str:
        """The page's address with some of it replaced."""
        given = {"view": self.view, "date": self.day, "section": self.section, "kind": self.kind}
        query = {name: value for name, value in (given | changes).items() if value}
        return f"{reverse('admin:planning_assignment_calendar')}?{urlencode(query)}"

    def days(self) -> tuple[date, date]:
        """The first day, and the one after the last."""
        if self.view == "day":
            return self.day, self.day + _DAY
        if self.view == "week":
            start = week_start(self.day)
            return start, start + 7 * _DAY
        first = self.day.replace(day=1)
        return week_start(first), week_start(_month(first, 1) - _DAY) + 7 * _DAY

    def neighbour(self, step: int) -> date:
        """The day to be shown before (-1) or after (1)."""
        if self.view == "month":
            return clamped(_month(self.day.replace(day=1), step))
        return clamped(self.day + step * (_DAY if self.view == "day" else 7 * _DAY))


def _month(first: date, step: int) -> date:
    """The first day of the month before or after."""
    return (first + step * timedelta(days=31 if step > 0 else 1)).replace(day=1)


def _asked(request: HttpRequest, today: date) -> Asked:
    day = today
    with suppress(ValueError):
        day = clamped(date.fromisoformat(request.GET.get("date", "")))
    view, kind = request.GET.get("view", ""), request.GET.get("kind", "")
    section = number_in(request.GET.get("section", ""))
    return Asked(view if view in VIEWS else "month", day, section, kind if kind in KINDS else "")


def calendar_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET `?view=&date=&section=&kind=`: the calendar; at most 12 queries, however full it is."""
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    now = timezone.now()
    asked = _asked(request, day_of(now))
    formats = formats_of(get_language() or DEFAULT_LANGUAGE)
    first, end = asked.days()
    period = Period(day_start(first), day_start(end), now, asked.section)
    kinds = [asked.kind] if asked.kind else list(KINDS)
    items = calendar_items.load(request.user, period, kinds)
    cells = _cells(asked, items, formats, today=day_of(now))
    plan = None
    if asked.view == "day":
        plan = day_plan(items, first, now=now, clock=partial(clock, formats=formats))
    context = model_admin.admin_site.each_context(request) | {
        "is_calendar": True,
        "title": _("Calendar"),
        "plan": plan,
        "heading": _heading(asked, formats),
        "asked": asked,
        "weeks": [cells[start : start + 7] for start in range(0, len(cells), 7)],
        "weekdays": [formats.weekday(cell.day) for cell in cells[:7]],
        "is_empty": not items,
        "views": [(name, label, asked.url(view=name)) for name, label in VIEWS.items()],
        "previous_url": asked.url(date=asked.neighbour(-1)),
        "next_url": asked.url(date=asked.neighbour(1)),
        "today_url": asked.url(date=day_of(now)),
        "sections": Section.objects.in_order(),
        "kinds": _kind_links(request.user, asked),
    }
    return TemplateResponse(request, "admin/planning/calendar.html", context)


def _kind_links(user: Any, asked: Asked) -> list[tuple[str, object, str, bool]]:
    """(name, label, address, whether it is chosen) of each kind, which are the legend as well."""
    links = []
    for name in calendar_items.visible_kinds(user):
        is_chosen = name == asked.kind
        url = asked.url(kind="" if is_chosen else name)
        links.append((name, KINDS[name][0], url, is_chosen))
    return links


def _heading(asked: Asked, formats: Formats) -> str:
    if asked.view == "month":
        return formats.month(asked.day)
    if asked.view == "day":
        return formats.long_date(asked.day)
    first, end = asked.days()
    names = {"first": formats.short_date(first), "last": formats.short_date(end - _DAY)}
    return _("%(first)s – %(last)s") % names


def _cells(asked: Asked, items: list[Item], formats: Formats, *, today: date) -> list[DayCell]:
    first, end = asked.days()
    days = [first + n * _DAY for n in range((end - first).days)]
    lines: dict[date, list[Line]] = {day: [] for day in days}
    for item in items:
        start = day_of(item.starts_at)
        day = max(start, first)
        while day <= min(_last_day(item), days[-1]):
            is_whole = item.is_all_day or day > start
            lines[day].append(Line(item, "" if is_whole else clock(item.starts_at, formats)))
            day += _DAY
    most = MOST_IN_A_CELL if asked.view == "month" else len(items)
    return [
        DayCell(
            day=day,
            number=formats.number(day.day),
            name=formats.long_date(day),
            is_today=day == today,
            is_outside=asked.view == "month" and day.month != asked.day.month,
            lines=lines[day][:most],
            hidden=len(lines[day][most:]),
            url=asked.url(view="day", date=day),
        )
        for day in days
    ]


def _last_day(item: Item) -> date:
    """An event that ends at midnight is not on the next day."""
    if item.ends_at is None or item.is_all_day:
        return item.last_day
    return day_of(max(item.starts_at, item.ends_at - timedelta(microseconds=1)))


def clock(moment: datetime, formats: Formats) -> str:
    """The time of day in the site's zone; with its offset in the hour that comes twice."""
    local = timezone.localtime(moment, timezone.get_default_timezone())
    text = formats.clock_time(local)
    if local.replace(fold=0).utcoffset() == local.replace(fold=1).utcoffset():
        return text
    return f"{text} \u2066(UTC{utc_offset(local)})\u2069"


def clock_time(moment: datetime) -> str:
    """`clock` in the active language."""
    return clock(moment, formats_of(get_language() or DEFAULT_LANGUAGE))


@answers_refusals
def move_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """POST JSON {person, item, was, day} or, for an undo, {person, item, was, to}.

    `item` is an item's key, `was` and `to` are ISO 8601 moments, `day` is an ISO date, on which
    the local time stays. → {said, item, was, to}: what the moved item's undo takes, its two
    moments swapped. 400 with {error}, and with {page} where the person must choose the hour; 403
    for what the role does not include, 404 for no such item, 409 when somebody else is signed in.
    """
    sent = sent_object(request, max_bytes=_MAX_BYTES)
    refuse_other_person(request, sent)
    key, was = str(sent.get("item", "")), _sent_moment(sent, "was")
    by, at = current_user(request), timezone.now()
    what = moves.find(key, by, was=was, at=at)
    if what is None:
        raise RequestError(HTTPStatus.NOT_FOUND, _("It is not in the calendar any more."))
    try:
        to = _sent_moment(sent, "to") if "to" in sent else what.on(_sent_day(sent))
        moves.move(what, to=to, was=was, by=by, at=at)
    except AmbiguousTime as refusal:
        wanted = f"{_sent_day(sent):%d/%m/%Y} {timezone.localtime(was):%H:%M}"
        page = f"{_page_url(key, was)}&{urlencode({'wanted': wanted})}"
        said = _not_moved(what, sent, was, refusal)
        raise RequestError(HTTPStatus.BAD_REQUEST, said, page=page) from None
    except Refused as refusal:
        is_allowed = not isinstance(refusal, NotAllowed)
        status = HTTPStatus.BAD_REQUEST if is_allowed else HTTPStatus.FORBIDDEN
        raise RequestError(status, _not_moved(what, sent, was, refusal)) from None
    moved = {"title": what.title, "moment": date_time(to)}
    said = _("“%(title)s” was moved to %(moment)s.") % moved
    answer = {"item": key, "was": to.isoformat(), "to": was.isoformat()}
    return json_answer({"said": said, **answer})


def _not_moved(what: moves.Movable, sent: dict[str, Any], was: datetime, why: Refused) -> str:
    """What was tried and why it was refused, in the active language."""
    formats = formats_of(get_language() or DEFAULT_LANGUAGE)
    to = _sent_moment(sent, "to") if "to" in sent else was
    day = day_of(to) if "to" in sent else _sent_day(sent)

    def said(day: date, moment: datetime) -> str:
        parts = (formats.long_date(day), "" if what.is_all_day else clock(moment, formats))
        return joined(filter(None, parts))

    names = {"title": what.title, "from": said(day_of(was), was), "to": said(day, to), "why": why}
    return _("“%(title)s” stays on %(from)s and was not moved to %(to)s: %(why)s") % names


def _sent_moment(sent: dict[str, Any], name: str) -> datetime:
    """The aware moment that was sent; raises BadRequest."""
    return _moment(str(sent.get(name, "")))


def _moment(text: str) -> datetime:
    with suppress(ValueError):
        moment = parse_datetime(text)
        if moment is not None and moment.tzinfo is not None:
            return moment
    raise BadRequest


def _sent_day(sent: dict[str, Any]) -> date:
    try:
        return clamped(date.fromisoformat(str(sent.get("day", ""))))
    except ValueError:
        raise BadRequest from None


def _page_url(key: str, was: datetime) -> str:
    where = reverse("admin:planning_assignment_calendar_move_page", args=[key])
    return f"{where}?{urlencode({'was': was.isoformat()})}"


class MoveForm(forms.Form):
    """Where something is moved to."""

    moment = MomentField(label=gettext_lazy("new moment"))


def move_page(model_admin: Any, request: HttpRequest, key: str) -> HttpResponse:
    """GET: the form of a new moment. POST: move; a refusal is shown and the form keeps its values.

    `?was=` is the moment at which the person saw it, `?wanted=` what the form begins with. For a
    day without scripts, and for an hour that comes twice. 404 for what is not movable.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied
    was = _moment(request.GET.get("was", ""))
    what = moves.find(key, current_user(request), was=was, at=timezone.now())
    if what is None:
        raise Http404
    return once(request, partial(_move_page, model_admin, request, what, was))


def _move_page(
    model_admin: Any,
    request: HttpRequest,
    what: moves.Movable,
    was: datetime,
    submission: Submission,
) -> HttpResponse:
    wanted = request.GET.get("wanted", "")[:40]
    initial = {"moment": Typed(wanted, "") if wanted else was}
    form = MoveForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["moment"]
        try:
            moves.move(what, to=to, was=was, by=current_user(request))
        except NotAllowed:
            raise PermissionDenied from None
        except Refused as refusal:
            form.add_error("moment" if isinstance(refusal, BadMoment) else None, str(refusal))
        else:
            done(submission, target=what.row.pk)
            moved = {"title": what.title, "moment": date_time(to)}
            messages.success(request, _("“%(title)s” was moved to %(moment)s.") % moved)
            return HttpResponseRedirect(_back_url(day_of(to)))
    context = model_admin.admin_site.each_context(request) | {
        "is_calendar": True,
        "title": _("Move in the calendar"),
        "what": what,
        "form": form,
        "back_url": _back_url(day_of(was)),
    }
    return TemplateResponse(request, "admin/planning/move.html", context)


def _back_url(day: date) -> str:
    return Asked("day", day, None, "").url()


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the assignments' own."""

    def page(route: str, view: Any, name: str) -> URLPattern:
        wrapped = model_admin.admin_site.admin_view(partial(view, model_admin))
        found: URLPattern = path(route, wrapped, name=f"planning_assignment_{name}")
        return found

    return [
        page("calendar/", calendar_view, "calendar"),
        page("calendar/move/", move_view, "calendar_move"),
        page("calendar/move/<slug:key>/", move_page, "calendar_move_page"),
    ]
