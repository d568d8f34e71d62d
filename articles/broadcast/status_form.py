"""The form of a status: its weekly repetition, and what the desk says of it while it is typed."""

from __future__ import annotations

from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.broadcast import wording
from articles.broadcast.models import BroadcastStatus
from articles.broadcast.recurrence import Recurrence, local_day, mask_of, weekdays_in
from articles.forms import DayField, MomentField, MomentWidget

OFFERED: Final = 8
"""So many of the next times can be left out."""
_MOST_DAYS: Final = 400


class WeekdaysField(forms.MultipleChoiceField):
    """Days of the week as checkboxes, Saturday first; its value is the mask of `recurrence`."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=wording.weekday_choices, required=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return [str(day) for day in weekdays_in(value)] if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        return mask_of(int(day) for day in super().clean(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial or 0), data)


class DaysField(forms.MultipleChoiceField):
    """Days (ISO 8601) as checkboxes; one that is not offered any more is taken as well."""

    widget = forms.CheckboxSelectMultiple

    def valid_value(self, value: Any) -> bool:
        return _day(str(value)) is not None


class StatusForm(forms.ModelForm[BroadcastStatus]):
    """The form of a status. Of the days left out it decides those that it offered, and no other."""

    weekdays = WeekdaysField(
        label=_("repeats every week on"),
        help_text=_(
            "Without a day it is on once. With one it comes again at the same local time, also "
            "when the clocks change."
        ),
    )
    last_day = DayField(
        label=_("last day of the repetition"),
        help_text=_("Empty: it repeats until somebody changes it."),
        required=False,
    )
    skipped_days = DaysField(
        label=_("not on the air on"),
        help_text=_("Only on these days it is left out. Without the tick it comes back."),
        required=False,
    )
    offered_days = forms.CharField(required=False, widget=forms.HiddenInput, max_length=8000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("skipped_days")
        if field is not None:
            field.choices = _skippable(self.instance, at=timezone.now())
            self.initial["offered_days"] = ",".join(day for day, _label in field.choices)

    def clean_skipped_days(self) -> list[str]:
        """The chosen ones of the offered days, and what was left out of others."""
        offered = set(str(self.data.get(self.add_prefix("offered_days")) or "").split(","))
        kept = set(self.instance.skipped_days) - offered
        chosen = set(self.cleaned_data["skipped_days"]) & offered
        return sorted(kept | chosen)[-_MOST_DAYS:]


def _skippable(status: BroadcastStatus, *, at: datetime) -> list[tuple[str, str]]:
    """The next days on the air and those left out from today on: (ISO date, in words)."""
    if not status.pk or not status.weekdays:
        return []
    coming = [each.day for each in islice(status.recurrence.occurrences(since=at), OFFERED)]
    skipped = [date.fromisoformat(day) for day in status.skipped_days]
    days = {*coming, *(day for day in skipped if day >= local_day(at))}
    return [(day.isoformat(), wording.day_name(day)) for day in sorted(days)]


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_safe
def occurrences_view(request: HttpRequest) -> HttpResponse:
    """GET with the fields of the form: when the status would be on the air next, in words.

    A piece of a page, which is empty while the fields make no repetition. No query of its own.
    """
    recurrence = _typed(request)
    context = said_of(recurrence, at=timezone.now()) if recurrence else {}
    template = "admin/articles_broadcast/broadcaststatus/_occurrences.html"
    response = TemplateResponse(request, template, context)
    response["Cache-Control"] = "private, no-store"
    return response


def said_of(recurrence: Recurrence, *, at: datetime) -> dict[str, Any]:
    """What `_occurrences.html` needs: the repetition as a sentence, and its next times."""
    return {
        "rhythm": wording.rhythm(recurrence),
        "next_times": wording.next_times(recurrence, at=at),
        "is_over": recurrence.occurrence(at=at) is None,
        "first_problem": _first_problem(recurrence),
    }


def _first_problem(recurrence: Recurrence) -> str:
    days, first = weekdays_in(recurrence.weekdays), local_day(recurrence.starts_at)
    return wording.wrong_first_day(first, days) if days and first.weekday() not in days else ""


def _typed(request: HttpRequest) -> Recurrence | None:
    """The repetition that the fields say, None where there is none or they cannot be read."""
    moments, days, widget = MomentField(required=False), DayField(required=False), MomentWidget()
    try:
        starts_at, ends_at = (
            moments.clean(widget.value_from_datadict(request.GET, None, name))
            for name in ("starts_at", "ends_at")
        )
        last_day = days.clean(request.GET.get("last_day", ""))
        weekdays = WeekdaysField().clean(request.GET.getlist("weekdays"))
    except forms.ValidationError:
        return None
    if not weekdays or starts_at is None or ends_at is None or ends_at <= starts_at:
        return None
    skipped = (_day(text) for text in request.GET.getlist("skipped_days")[:_MOST_DAYS])
    kept = frozenset(day for day in skipped if day is not None)
    return Recurrence(starts_at, ends_at, weekdays, last_day, kept)
