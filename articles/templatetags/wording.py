"""Moments and counts in the words of the page's language, by the site's settings."""

from datetime import datetime, tzinfo
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from articles.arabic import dates, plurals
from articles.conf import values

register = template.Library()

_MINUTES = plurals.Forms("أقل من دقيقة", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة")


def _language() -> dates.Language:
    return "en" if get_language() == "en" else "ar"


# The same few moments stand several times on a page; each is put into words once.
@lru_cache(maxsize=4096)
def _iso(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


@lru_cache(maxsize=4096)
def _words(
    moment: datetime,
    zone: tzinfo,
    months: dates.Months,
    digits: dates.Digits,
    language: dates.Language,
    with_time: bool,
) -> str:
    write = dates.date_and_time if with_time else dates.short_date
    return write(moment.astimezone(zone), months, digits, language)


@register.filter
def iso(moment: datetime) -> str:
    """ASCII ISO 8601 with the site's offset, for `<time datetime>`."""
    return _iso(moment, timezone.get_default_timezone())


@register.filter
def date_time(moment: datetime) -> str:
    """«22 نوفمبر 2026، 14:35» in the site's zone."""
    zone = timezone.get_default_timezone()
    return _words(moment, zone, values.MONTH_NAMES, values.DIGITS, _language(), True)


@register.filter
def day(moment: datetime) -> str:
    """«22 نوفمبر 2026» in the site's zone."""
    zone = timezone.get_default_timezone()
    return _words(moment, zone, values.MONTH_NAMES, values.DIGITS, _language(), False)


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
