"""The calendar as iCalendar (RFC 5545), for the calendar programs of the newsroom's people.

Each person has one secret address at most, of which the database holds a digest. What it answers
is what its person may see at that moment, and nothing once their account is closed.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from icalendar import Calendar
from icalendar import Event as Component

from articles.admin.editing import current_user
from articles.conf import LANGUAGES, origin, values
from articles.models import Submission
from articles.submissions import done, once
from newsroom.accounts.models import User
from newsroom.planning import calendar_items
from newsroom.planning.calendar_items import KINDS, Item, Period
from newsroom.planning.days import day_of
from newsroom.planning.models import CalendarFeed, EventStatus

_PAST: Final = timedelta(days=31)
_FUTURE: Final = timedelta(days=366)
_SEQUENCE_START: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""Sequence numbers count its seconds: they grow with each change, within 32 bits."""
_STATUSES: Final[dict[str, str]] = {
    EventStatus.PLANNED: "TENTATIVE",
    EventStatus.CONFIRMED: "CONFIRMED",
    EventStatus.CANCELLED: "CANCELLED",
}


def digest_of(token: str) -> str:
    """What is kept of a token: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def make(user: User, *, language: str, at: datetime) -> str:
    """A new token for the person's calendar, which ends the former one; two queries."""
    token = token_urlsafe(32)
    new = {"digest": digest_of(token), "language": language, "created_at": at}
    CalendarFeed.objects.update_or_create(user=user, defaults=new)
    return token


def revoke(user: User) -> bool:
    """End the person's address; returns whether there was one."""
    deleted, _by_model = CalendarFeed.objects.filter(user=user).delete()
    return bool(deleted)


@require_safe
def feed_view(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of whom the secret address is, in the language in which it was made.

    404 for an unknown address and a closed account. Nine queries at most.
    """
    rows = CalendarFeed.objects.select_related("user")
    feed = rows.filter(digest=digest_of(token)).first()
    if feed is None or not feed.user.is_active or not feed.user.is_staff:
        raise Http404
    language = feed.language if feed.language in LANGUAGES else LANGUAGES[0]
    with override(language):
        calendar = written(feed.user, origin=origin(request), at=timezone.now())
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="newsroom.ics"'
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


def written(user: User, *, origin: str, at: datetime) -> bytes:
    """The calendar of the last month and the coming year, in the active language.

    The person's own assignments, and everything else that they may see.
    """
    period = Period(at - _PAST, at + _FUTURE, at, is_mine=True)
    names: dict[str, str] = values.SITE_NAME
    name = names.get(get_language() or LANGUAGES[0]) or names[LANGUAGES[0]]
    calendar = Calendar()
    calendar.add("prodid", "-//newsroom//planning//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    for item in calendar_items.load(user, period, KINDS):
        calendar.add_component(_component(item, origin, at))
    text: bytes = calendar.to_ical()
    return text


def _component(item: Item, origin: str, at: datetime) -> Component:
    component = Component()
    host = origin.partition("://")[2]
    changed = (item.changed_at or at).astimezone(UTC)
    component.add("uid", f"{item.key}@{host}")
    component.add("dtstamp", changed)
    component.add("last-modified", changed)
    component.add("sequence", max(0, int((changed - _SEQUENCE_START).total_seconds())))
    component.add("dtstart", _start(item))
    end = _end(item)
    if end is not None:
        component.add("dtend", end)
    summary = item.title if item.kind == "event" else f"{item.label}: {item.title}"
    component.add("summary", summary)
    for name, text in (("description", item.detail), ("location", item.place)):
        if text:
            component.add(name, text)
    component.add("url", f"{origin}{item.url}")
    component.add("status", _status(item))
    component.add("transp", "OPAQUE" if item.kind == "event" else "TRANSPARENT")
    return component


def _start(item: Item) -> date | datetime:
    """A day for whole days; a moment in UTC, which needs no rules of the zone."""
    return day_of(item.starts_at) if item.is_all_day else item.starts_at.astimezone(UTC)


def _end(item: Item) -> date | datetime | None:
    """The end, which is exclusive: of whole days the day after the last."""
    if item.is_all_day:
        return item.last_day + timedelta(days=1)
    return item.ends_at and item.ends_at.astimezone(UTC)


def _status(item: Item) -> str:
    if item.mark == "cancelled":
        return "CANCELLED"
    return _STATUSES.get(item.certainty, "CONFIRMED")


def address_page(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET: whether the person has an address. POST: make a new one, or `revoke` it.

    A new one is shown in the answer to its own form alone.
    """
    if not model_admin.has_view_permission(request):
        raise PermissionDenied

    def act(submission: Submission) -> HttpResponse:
        link = ""
        if request.method == "POST":
            with transaction.atomic():
                if "revoke" in request.POST:
                    return _revoked(request, submission)
                link = _made(request)
            done(submission, target=request.user.pk)
        feed = CalendarFeed.objects.filter(user=current_user(request)).first()
        context = model_admin.admin_site.each_context(request) | {
            "is_calendar": True,
            "title": _("Calendar in other programs"),
            "feed": feed,
            "link": link,
        }
        response = TemplateResponse(request, "admin/planning/feed.html", context)
        # Without a referrer browsers send no origin either, and the form would be refused.
        response["Referrer-Policy"] = "same-origin"
        response["Cache-Control"] = "private, no-store"
        return response

    return once(request, act)


def _made(request: HttpRequest) -> str:
    user: Any = current_user(request)
    token = make(user, language=get_language() or LANGUAGES[0], at=timezone.now())
    return f"{origin(request)}{reverse('planning_feed', args=[token])}"


def _revoked(request: HttpRequest, submission: Submission) -> HttpResponse:
    user: Any = current_user(request)
    if revoke(user):
        messages.success(request, _("The address was revoked: calendars get nothing from it."))
    done(submission, target=user.pk)
    return HttpResponseRedirect(reverse("admin:planning_assignment_calendar_feed"))


def urls(model_admin: Any) -> list[URLPattern]:
    """The route below the assignments' own."""
    wrapped = model_admin.admin_site.admin_view(lambda request: address_page(model_admin, request))
    found: URLPattern = path("calendar/feed/", wrapped, name="planning_assignment_calendar_feed")
    return [found]
