"""Moments and counts in the words of the page's language, by the site's settings."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from articles.arabic import dates, plurals
from articles.conf import values

register = template.Library()

_MINUTES = plurals.Forms("أقل من دقيقة", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة")


def _language() -> dates.Language:
    return "en" if get_language() == "en" else "ar"


@register.filter
def iso(moment: datetime) -> str:
    """ASCII ISO 8601 with the site's offset, for `<time datetime>`."""
    return timezone.localtime(moment).isoformat(timespec="seconds")


@register.filter
def date_time(moment: datetime) -> str:
    """«22 نوفمبر 2026، 14:35» in the site's zone."""
    local = timezone.localtime(moment)
    return dates.date_and_time(local, values.MONTH_NAMES, values.DIGITS, _language())


@register.filter
def day(moment: datetime) -> str:
    """«22 نوفمبر 2026» in the site's zone."""
    local = timezone.localtime(moment)
    return dates.short_date(local, values.MONTH_NAMES, values.DIGITS, _language())


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """«قبل دقيقتين» within a week before `now`, the date from then on."""
    return dates.relative(moment, now, values.DIGITS, _language()) or day(moment)


@register.filter
def digits(number: int) -> str:
    """The number in the page's digits, in groups of three."""
    return dates.number(number, values.DIGITS if _language() == "ar" else "latn")


@register.filter
def reading_time(minutes: int) -> str:
    """«قراءة في 4 دقائق», "4 min read"."""
    if _language() == "en":
        return f"{minutes} min read"
    counted = plurals.counted(minutes, _MINUTES)
    return f"قراءة في {dates.to_digits(counted, values.DIGITS)}"
