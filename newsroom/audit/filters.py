"""Filters and search of the audit log, each by an index."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django.contrib import admin
from django.db import connection
from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.admin.changelist import ChoiceFilter
from articles.models import Article
from articles.models.fields import number_in
from articles.search.admin_search import matching_article_ids
from newsroom.accounts.models import User
from newsroom.audit import wording
from newsroom.audit.recording import name_key

_DAYS: Final = (1, 7, 30, 365)
_LEAST: Final = 3
"""Letters of a beginning that is looked for; fewer begin too many names."""
_MOST: Final = 500
"""How many entries of each way of finding are looked at, the newest."""


class ActionFilter(ChoiceFilter):
    """By action."""

    title = _("action")
    parameter_name = "action"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(wording.ACTIONS.items())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in(wording.ACTIONS)
        return queryset if chosen is None else queryset.filter(action=chosen)


class KindFilter(ChoiceFilter):
    """By kind of object."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(wording.kinds())

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = self.value_in(dict(self.lookup_choices))
        return queryset if chosen is None else queryset.filter(kind=chosen)


class _TypedFilter(admin.ListFilter):
    """A filter whose values are typed into a form; `names` are its parameters."""

    names: tuple[str, ...] = ()

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        given = {name: params.pop(name, [""])[-1].strip() for name in self.names}
        self.typed = {name: text for name, text in given.items() if text}
        kept = {name: text for name, text in request.GET.items() if name not in (*self.names, "p")}
        self.other_params = kept

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str | None]:
        return list(self.names)

    def choices(self, changelist: Any) -> Any:
        yield {
            "values": {name: self.typed.get(name, "") for name in self.names},
            "other_params": self.other_params,
            "clear": changelist.get_query_string(remove=[*self.names, "p"]),
            "is_chosen": bool(self.typed),
        }


class PersonFilter(_TypedFilter):
    """By who acted: a user name in any spelling, or a part of the full name."""

    title = _("person")
    names = ("person",)
    template = "admin/audit/entry/filter_person.html"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        typed = self.typed.get("person")
        return queryset.filter(actor_id__in=people_called(typed)) if typed else queryset


class PeriodFilter(_TypedFilter):
    """By days of the site's zone, both included; what is no day matches nothing."""

    title = _("period")
    names = ("from", "to")
    template = "admin/audit/entry/filter_period.html"

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        first, last = (self.typed.get(name) for name in self.names)
        try:
            if first:
                queryset = queryset.filter(at__gte=_start(date.fromisoformat(first)))
            if last:
                end = _start(date.fromisoformat(last) + timedelta(days=1))
                queryset = queryset.filter(at__lt=end)
        except (ValueError, OverflowError):
            return queryset.none()
        return queryset

    def choices(self, changelist: Any) -> Any:
        today = timezone.localdate()
        for choice in super().choices(changelist):
            yield choice | {"presets": [self._preset(changelist, today, days) for days in _DAYS]}

    def _preset(self, changelist: Any, today: date, days: int) -> dict[str, Any]:
        first = (today - timedelta(days=days - 1)).isoformat()
        return {
            "label": ngettext("%(count)s day", "%(count)s days", days) % {"count": days},
            "url": changelist.get_query_string({"from": first}, remove=["to", "p"]),
            "is_active": self.typed == {"from": first},
        }


def _start(day: date) -> datetime:
    """The beginning of the day in UTC; raises OverflowError at the ends of the calendar."""
    local = datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
    return local.astimezone(UTC)


def people_called(typed: str) -> list[int]:
    """The ids of accounts of that user name in any spelling, or of such a full name; one query.

    Accounts are never deleted, so that those of today are all that ever acted.
    """
    named = Q()
    for word in typed.split()[:4]:
        named &= Q(first_name__icontains=word) | Q(last_name__icontains=word)
    rows = User.objects.spelled(typed)
    rows = rows | User.objects.filter(named) if named else rows
    return list(rows.values_list("pk", flat=True)[:_MOST])


def search(rows: Any, text: str) -> Any:
    """The entries among `rows` of a person or about an object; seven queries at most.

    `#12` or `12` is the number of an object. Else the newest 500 of a person called so, of an
    object whose name began so at the time (with three letters at the least, else was so), and of
    articles that the desk's search finds.
    """
    number = number_in(text)
    if number is not None:
        return rows.filter(object_id=str(number))
    articles = matching_article_ids(text, Article.objects.all())
    ways = (
        Q(actor_id__in=people_called(text)),
        _named(name_key(text)),
        Q(kind="articles.article", object_id__in=[str(pk) for pk in articles]),
    )
    found: set[int] = set()
    for way in ways:
        found.update(rows.filter(way).newest_first().values_list("pk", flat=True)[:_MOST])
    return rows.filter(pk__in=found)


def _named(key: str) -> Q:
    """Entries about an object whose folded name begins with the key.

    SQLite uses an index for a range only, PostgreSQL in any locale for a beginning only.
    """
    if len(key) < _LEAST:
        return Q(object_key=key) if key else Q(pk__in=[])
    if connection.vendor == "sqlite":
        return Q(object_key__gte=key, object_key__lt=f"{key}\U0010ffff")
    return Q(object_key__startswith=key)
