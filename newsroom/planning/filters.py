"""Filters of the lists of assignments and events."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.admin.changelist import ChoiceFilter
from newsroom.planning.models import Status

EVERYTHING: Final = "all"
"""The value of the filter that leaves nothing out."""


class StandingFilter(ChoiceFilter):
    """By what an assignment is at this moment; without a choice what is still to be done."""

    title = _("status")
    parameter_name = "standing"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Status.choices, (EVERYTHING, _("All"))]

    def choices(self, changelist: Any) -> Any:
        unfinished, *others = super().choices(changelist)
        yield unfinished | {"display": _("Unfinished")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        at = timezone.now()
        match self.value_in((*Status.values, EVERYTHING)):
            case None:
                return queryset.unfinished(at=at)
            case "":
                return queryset.none()
            case "all":
                return queryset
            case standing:
                return queryset.in_standing(standing, at=at)


class WhoseFilter(ChoiceFilter):
    """The user's own assignments (1), or those that nobody has (0)."""

    title = pgettext_lazy("assignment", "whose")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("1", pgettext_lazy("assignment", "Mine")),
            ("0", pgettext_lazy("assignment", "Nobody's")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value_in(("0", "1")):
            case None:
                return queryset
            case "1":
                return queryset.filter(assignee=request.user.pk)
            case "0":
                return queryset.filter(assignee=None)
        return queryset.none()


class DeadlineFilter(ChoiceFilter):
    """Assignments whose deadline has passed."""

    title = _("deadline")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("overdue", _("Overdue"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value_in(("overdue",)):
            case None:
                return queryset
            case "overdue":
                return queryset.overdue(at=timezone.now())
        return queryset.none()


class EventTimeFilter(admin.SimpleListFilter):
    """By time: events still to come, or over."""

    title = _("time")
    parameter_name = "time"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("later", _("Still to come")), ("over", _("Over"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {"later": queryset.upcoming, "over": queryset.over}
        word = chosen.get(self.value() or "")
        return word(at=timezone.now()) if word else queryset
