"""What every form of the newsroom needs: a field's language, and a moment in the site's zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import flatatt
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.dateparse import parse_datetime
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from articles import local_times
from articles.arabic.dates import to_digits, utc_offset
from articles.conf import LANGUAGES, values
from articles.errors import BadMoment
from articles.languages import DEFAULT_LANGUAGE, direction, formats_of

_FIRST_YEAR = 1970
_LAST_YEAR = 2200
# A day as it is typed, with or without its time; its month is a month.
_DATE = re.compile(
    r"(?P<date>(?P<day>\d\d?)(?P<between>[/.-])(?P<month>0?[1-9]|1[0-2])(?P=between)(?P<year>\d{4}|\d\d)"
    r"|(?P<iso_year>\d{4})-(?P<iso_month>0?[1-9]|1[0-2])-(?P<iso_day>\d\d?))"
    r"(?:[ T](?P<time>\d{1,2}:\d{1,2}(?::\d{1,2})?))?"
)


def language_attrs(language: str) -> dict[str, str]:
    """The `lang` and `dir` of a field that holds text of the language."""
    return {"lang": language, "dir": direction(language)}


def mark_language(field: forms.Field | None, name: str) -> forms.Field | None:
    """Give a field called `…_<language>` that language and its direction; returns the field."""
    language = name.rpartition("_")[2]
    if field is not None and language in LANGUAGES:
        field.widget.attrs |= language_attrs(language)
    return field


def counted(field: forms.CharField) -> forms.CharField:
    """The field with a count of its characters in place of a limit at which a browser cuts.

    What is pasted would lose its end without a word; the form refuses it, and says how much.
    """
    field.widget.attrs.pop("maxlength", None)
    field.widget.attrs["data-limit"] = field.max_length
    return field


class Typed(NamedTuple):
    """A moment as the form holds it: local time as text, and which of two equal hours."""

    text: str
    fold: str


class Said(NamedTuple):
    """What the desk says of a moment while it is typed; `hours` are the two to choose from."""

    text: str = ""
    is_past: bool = False
    is_refused: bool = False
    hours: tuple[dict[str, Any], ...] = ()


def said_of(typed: Typed, *, now: datetime) -> Said:
    """The weekday, local time, offset and distance of what is typed, or why it is no moment."""
    if not typed.text.strip():
        return Said()
    hours = tuple(_hours(typed))
    try:
        moment = local_times.from_local(_parse(typed.text), fold=_fold(typed.fold))
    except BadMoment as refusal:
        return Said(str(refusal), is_refused=True, hours=hours)
    return Said(local_times.spoken(moment, now), moment <= now, hours=hours)


def said_of_day(text: str) -> Said:
    """The weekday and date of the day that is typed, or why it is none."""
    if not text.strip():
        return Said()
    try:
        day = _parse_day(text)
    except BadMoment as refusal:
        return Said(str(refusal), is_refused=True)
    return Said(formats_of(get_language() or DEFAULT_LANGUAGE).long_date(day))


class MomentWidget(forms.Widget):
    """Local time of the site, and a choice between two hours where clocks go back.

    A field of text, since browsers write dates in their own language: day, month, year and hours
    as the desk says them. static/js/desk/moment.js adds a calendar, and says while somebody types
    what the page says of a moment that stands in the field.
    """

    template_name = "admin/widgets/moment.html"
    is_day = False

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        typed = self.typed(value)
        return context | {
            "text": typed.text,
            "is_day": self.is_day,
            "first_day": formats.get_format("FIRST_DAY_OF_WEEK"),
            "attributes": flatatt(context["widget"]["attrs"]),
            "name": name,
            "said": self.said(typed),
            "said_url": reverse("admin:articles_article_moment"),
            "zone": values.ZONE_NAME.get(get_language(), values.ZONE_NAME[LANGUAGES[0]]),
        }

    def typed(self, value: Any) -> Typed:
        """What stands in the field for the value."""
        return value if isinstance(value, Typed) else _typed(value)

    def said(self, typed: Typed) -> Said:
        """What is said of it below the field."""
        return said_of(typed, now=timezone.now())

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        context = self.get_context(name, value, attrs)
        return render_to_string(self.template_name, context)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Typed:
        return Typed(str(data.get(name) or ""), str(data.get(f"{name}_hour") or ""))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data


class MomentField(forms.Field):
    """A moment typed as local time of the site; its value is an aware UTC datetime or None.

    Written day/month/year hour:minute, in any digits, or as ISO 8601; a year of two digits is one
    of this century. Seconds that were typed are
    kept, and shown where there are any. An hour that does not exist is refused; one that comes
    twice asks which. What was typed stays in the field after a refusal.
    """

    widget = MomentWidget

    def clean(self, value: Any) -> datetime | None:
        typed = value if isinstance(value, Typed) else _typed(value)
        if not typed.text.strip():
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return local_times.from_local(_parse(typed.text), fold=_fold(typed.fold))
        except BadMoment as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return _moment(initial) != self.clean(data)
        except ValidationError:
            return True


class DayWidget(MomentWidget):
    """A day, written and chosen as the day of a moment is."""

    is_day = True

    def typed(self, value: Any) -> Typed:
        return Typed(f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or ""), "")

    def said(self, typed: Typed) -> Said:
        return said_of_day(typed.text)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        return str(data.get(name) or "")


class DayField(forms.Field):
    """A day typed as day/month/year in any digits, or as ISO 8601; its value is a date or None."""

    widget = DayWidget

    def clean(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        text = str(value or "")
        if not text.strip():
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        try:
            return _parse_day(text)
        except BadMoment as refusal:
            raise ValidationError(str(refusal), code=refusal.code) from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.clean(data))
        except ValidationError:
            return True


def moment_field(column: models.DateTimeField[Any, Any]) -> MomentField:
    """The field of a form made from a model for a moment of it."""
    return MomentField(
        label=capfirst(column.verbose_name),
        required=not column.blank,
        help_text=column.help_text,
        initial=column.get_default,
    )


def _moment(value: Any) -> datetime | None:
    """The aware moment of an initial value, which may be ISO 8601 text."""
    moment = parse_datetime(value) if isinstance(value, str) and value else value
    return moment.astimezone(UTC) if isinstance(moment, datetime) else None


def _typed(value: Any) -> Typed:
    moment = _moment(value)
    if moment is None:
        return Typed("", "")
    return Typed(local_times.written_local(moment), str(timezone.localtime(moment).fold))


def _fold(text: str) -> int | None:
    return int(text) if text in ("0", "1") else None


def _line(text: str) -> str:
    """What was typed, with Latin digits and single spaces."""
    return " ".join(to_digits(text, "latn").replace("،", " ").replace(",", " ").split())


def _parse_day(text: str) -> date:
    line = _line(text)
    found = _DATE.fullmatch(line)
    if found is None or found["time"]:
        example = local_times.isolated("20/11/2026")
        raise BadMoment(
            _("Write the day as day/month/year, such as %(example)s.") % {"example": example}
        )
    try:
        return _parse(f"{line} 12:00").date()
    except BadMoment:
        raise BadMoment(_what_is_wrong(line)) from None


def _parse(text: str) -> datetime:
    line = _line(text)
    moment = _read(line)
    if moment is None or moment.tzinfo is not None or moment.microsecond:
        raise BadMoment(_what_is_wrong(line))
    if not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise BadMoment(_("The year %(year)s cannot be meant.") % {"year": moment.year})
    return moment


def _what_is_wrong(line: str) -> str:
    """Why the line is no moment, in the reader's language."""
    found = _DATE.fullmatch(line)
    if found is None:
        return _("Write the moment as day/month/year hour:minute, such as %(example)s.") % {
            "example": local_times.isolated("20/11/2026 15:00")
        }
    parts = found.groupdict()
    year = int(parts["year"] or parts["iso_year"])
    day, month = (int(parts[name] or parts[f"iso_{name}"]) for name in ("day", "month"))
    try:
        date(year, month, day)
    except ValueError:
        return _("There is no day %(day)s in the calendar.") % {
            "day": local_times.isolated(parts["date"])
        }
    if parts["time"]:
        return _("There is no time %(time)s: hours go up to 23, minutes up to 59.") % {
            "time": local_times.isolated(parts["time"])
        }
    example = local_times.isolated(f"{line} 15:00")
    return _("The time is missing: write it after the day, such as %(example)s.") % {
        "example": example
    }


def _read(text: str) -> datetime | None:
    """By the language's formats (`newsroom/formats`), which ISO 8601 joins; None for neither."""
    with suppress(ValueError):
        # A day alone would be its midnight, which nobody typed.
        return datetime.fromisoformat(text) if ":" in text else None
    for pattern in formats.get_format("DATETIME_INPUT_FORMATS"):
        with suppress(ValueError):
            return forms.DateTimeField().strptime(text, pattern)
    return None


def _hours(typed: Typed) -> list[dict[str, Any]]:
    """The two moments to choose from when the typed hour comes twice; else empty."""
    try:
        local_times.from_local(_parse(typed.text))
    except local_times.AmbiguousTime as ambiguous:
        zone = timezone.get_current_timezone()
        return [
            {
                "fold": str(fold),
                "offset": utc_offset(moment.astimezone(zone)),
                "is_first": fold == 0,
                "is_checked": typed.fold == str(fold),
            }
            for fold, moment in enumerate((ambiguous.first, ambiguous.second))
        ]
    except BadMoment:
        return []
    return []
