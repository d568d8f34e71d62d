"""What the newsroom's languages differ in, each thing said once; `settings.LANGUAGES` lists them.

Arabic and English are written by `articles.arabic`, every other language by Django's formats
and the catalogues of messages, so that a further language needs no entry here: see "Adding a
language" in CONTRIBUTING.
"""

from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Final, NamedTuple, TypeIs, get_args

from django.utils import formats
from django.utils.translation import (
    get_language,
    get_language_info,
    gettext,
    ngettext,
    override,
    pgettext,
)

from articles.arabic import dates, plurals
from articles.conf import DEFAULTS, LANGUAGES, values

DEFAULT_LANGUAGE: Final = LANGUAGES[0]
"""Whose pages have no prefix in their addresses, and whose names stand for a row at the desk."""
OTHER_LANGUAGES: Final = LANGUAGES[1:]
CHECKED_LANGUAGE: Final = "ar"
"""Whose spelling and punctuation `articles.text_checks` knows."""

_OWN_NAMES: Final = {"ar": "العربية"}
"""Where Django's is not the newsroom's spelling."""
_WITH_ARABIC_DIGITS: Final = frozenset({"ar", "ckb"})
"""Where ٠ to ٩ are used; Persian and Urdu have digits of their own, which no setting offers."""
_MINUTES: Final = plurals.Forms("أقل من دقيقة", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة")


@cache
def direction(language: str) -> str:
    """`rtl` or `ltr`, the direction of the language's script."""
    return "rtl" if get_language_info(language)["bidi"] else "ltr"


def joined(names: Iterable[object]) -> str:
    """The names as a list within a sentence of the active language: «أ، ب» or "a, b"."""
    comma = "، " if direction(get_language() or DEFAULT_LANGUAGE) == "rtl" else ", "
    return comma.join(map(str, names))


@cache
def own_name(language: str) -> str:
    """What the language calls itself, as the link to its edition: «العربية», "English"."""
    name: str = _OWN_NAMES.get(language) or get_language_info(language)["name_local"]
    return name[:1].upper() + name[1:]


def version_label(language: str) -> str:
    """The text of a link to an article's version in the language, in it: "In English"."""
    labels: dict[str, str] = DEFAULTS["VERSION_LABELS"] | values.VERSION_LABELS
    return labels.get(language) or own_name(language)


def locale(language: str) -> str:
    """The language with a country, as Open Graph writes it: `ar_AR`."""
    locales: dict[str, str] = DEFAULTS["OPEN_GRAPH_LOCALES"] | values.OPEN_GRAPH_LOCALES
    return locales.get(language) or f"{language}_{language.upper()}"


def key_column(language: str) -> str:
    """The column with the folded name in the language: `key` for the default, `key_en`."""
    return "key" if language == DEFAULT_LANGUAGE else f"key_{language}"


KEY_COLUMNS: Final = tuple(key_column(code) for code in LANGUAGES)
"""The columns with the folded names of tags and authors, in the order of LANGUAGES."""


def _is_ours(language: str) -> TypeIs[dates.Language]:
    """Whether `articles.arabic` writes moments in the language."""
    return language in get_args(dates.Language)


class Formats(NamedTuple):
    """How a language writes moments and numbers; `formats_of` takes it from the settings.

    Moments are printed in the zone they carry.
    """

    language: str
    months: dates.Months
    digits: dates.Digits

    def short_date(self, moment: date) -> str:
        """Without the day of the week: «22 نوفمبر 2026», "22 November 2026"."""
        if _is_ours(self.language):
            return dates.short_date(moment, self.months, self.digits, self.language)
        return self._formatted(moment, "DATE_FORMAT")

    def long_date(self, moment: date) -> str:
        """With the day of the week: «الأحد 22 نوفمبر 2026», "Sunday, 22 November 2026"."""
        if _is_ours(self.language):
            return dates.long_date(moment, self.months, self.digits, self.language)
        parts = {"weekday": self._formatted(moment, "l"), "date": self.short_date(moment)}
        with override(self.language):
            return pgettext("date with its weekday", "%(weekday)s, %(date)s") % parts

    def month(self, day: date) -> str:
        """The month of a year: «نوفمبر 2026», "November 2026"."""
        if not _is_ours(self.language):
            return self._formatted(day, "YEAR_MONTH_FORMAT")
        name = dates.month_name(day.month, months=self.months, language=self.language)
        return dates.to_digits(f"{name} {day.year}", self.digits)

    def weekday(self, day: date) -> str:
        """The day of the week: «السبت», "Saturday"."""
        if _is_ours(self.language):
            return dates.weekday_name(day, language=self.language)
        return self._formatted(day, "l")

    def clock_time(self, moment: datetime) -> str:
        """The time of day: «14:35»."""
        if _is_ours(self.language):
            return dates.clock_time(moment, self.digits, self.language)
        return self._formatted(moment, "TIME_FORMAT")

    def date_and_time(self, moment: datetime) -> str:
        """«22 نوفمبر 2026، 14:35», "22 November 2026, 14:35"."""
        if _is_ours(self.language):
            return dates.date_and_time(moment, self.months, self.digits, self.language)
        return self._formatted(moment, "DATETIME_FORMAT")

    def relative(self, moment: datetime, now: datetime) -> str | None:
        """How long ago the moment was, «قبل دقيقتين»; None where the date is to be printed."""
        if _is_ours(self.language):
            return dates.relative(moment, now, self.digits, self.language)
        age = dates.age(moment, now)
        if age is None:
            return None
        count, unit = age
        with override(self.language):
            return _ago(count, unit)

    def number(self, value: int) -> str:
        """In groups of three: «1,234», «١٬٢٣٤»."""
        if _is_ours(self.language):
            return dates.number(value, self.digits)
        with override(self.language):
            return formats.number_format(value, force_grouping=True)

    def reading_time(self, minutes: int) -> str:
        """«قراءة في 4 دقائق», "4 min read"."""
        if self.language == "ar":
            counted = plurals.counted(minutes, _MINUTES)
            return f"قراءة في {dates.to_digits(counted, self.digits)}"
        with override(self.language):
            said = ngettext("%(count)s min read", "%(count)s min read", minutes)
            return said % {"count": minutes}

    def _formatted(self, moment: date, form: str) -> str:
        with override(self.language):
            return formats.date_format(moment, form)


def formats_of(language: str) -> Formats:
    """The formats of the language by the site's settings, which say what digits Arabic has."""
    digits: dates.Digits = values.DIGITS if language in _WITH_ARABIC_DIGITS else "latn"
    return Formats(language, values.MONTH_NAMES, digits)


def _ago(count: int, unit: dates.Unit | None) -> str:
    """The age in the active language."""
    if unit == "day":
        said = ngettext("%(count)s day ago", "%(count)s days ago", count)
    elif unit == "hour":
        said = ngettext("%(count)s hour ago", "%(count)s hours ago", count)
    elif unit == "minute":
        said = ngettext("%(count)s minute ago", "%(count)s minutes ago", count)
    else:
        return gettext("just now")
    return said % {"count": count}
