"""Moments and counts in the words of the page's language, by the site's settings."""

from collections.abc import Iterable
from datetime import datetime, tzinfo
from functools import lru_cache

from django import template
from django.utils import timezone
from django.utils.translation import get_language

from articles import languages
from articles.languages import DEFAULT_LANGUAGE, Formats, formats_of

register = template.Library()


def _formats() -> Formats:
    return formats_of(get_language() or DEFAULT_LANGUAGE)


# The same few moments stand several times on a page; each is put into words once.
@lru_cache(maxsize=4096)
def _iso(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


@lru_cache(maxsize=4096)
def _date_and_time(moment: datetime, zone: tzinfo, formats: Formats) -> str:
    return formats.date_and_time(moment.astimezone(zone))


@lru_cache(maxsize=4096)
def _short_date(moment: datetime, zone: tzinfo, formats: Formats) -> str:
    return formats.short_date(moment.astimezone(zone))


@register.filter
def iso(moment: datetime) -> str:
    """ASCII ISO 8601 with the site's offset, for `<time datetime>`."""
    return _iso(moment, timezone.get_default_timezone())


@register.filter
def date_time(moment: datetime) -> str:
    """«22 نوفمبر 2026، 14:35» in the site's zone."""
    return _date_and_time(moment, timezone.get_default_timezone(), _formats())


@register.filter
def joined(names: Iterable[object]) -> str:
    """The names as a list within a sentence: «أ، ب», "a, b"."""
    return languages.joined(names)


@register.simple_tag
def comma() -> str:
    """What stands between two names of a list."""
    return languages.joined(("", ""))


@register.filter
def day(moment: datetime) -> str:
    """«22 نوفمبر 2026» in the site's zone."""
    return _short_date(moment, timezone.get_default_timezone(), _formats())


@register.filter
def ago(moment: datetime, now: datetime) -> str:
    """«قبل دقيقتين» within a week before `now`, the date from then on."""
    return _formats().relative(moment, now) or day(moment)


@register.filter
def digits(number: int) -> str:
    """The number in the page's digits, in groups of three."""
    return _formats().number(number)


@register.filter
def reading_time(minutes: int) -> str:
    """«قراءة في 4 دقائق», "4 min read"."""
    return _formats().reading_time(minutes)
