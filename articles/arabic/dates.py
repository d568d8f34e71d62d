"""Formatting of dates, times, numbers and digits in Arabic and English.

A moment is printed in the time zone it carries: convert it to the site's zone first.
"""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from articles.arabic.plurals import Forms, counted

Months = Literal["egyptian", "levantine", "maghrebi", "dual"]
Digits = Literal["latn", "arab"]
Language = Literal["ar", "en"]
Unit = Literal["day", "hour", "minute"]

_EGYPTIAN = (
    *("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو"),
    *("يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
_LEVANTINE = (
    *("كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران"),
    *("تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول"),
)
_MAGHREBI = (
    *("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان"),
    *("جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"),
)
MONTHS: dict[Months, tuple[str, ...]] = {
    "egyptian": _EGYPTIAN,
    "levantine": _LEVANTINE,
    "maghrebi": _MAGHREBI,
    "dual": tuple(f"{one}/{other}" for one, other in zip(_EGYPTIAN, _LEVANTINE, strict=True)),
}
_ENGLISH_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS: dict[Language, tuple[str, ...]] = {
    "ar": ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_UNITS: tuple[tuple[timedelta, Forms, Unit], ...] = (
    (timedelta(days=1), Forms("", "يوم", "يومين", "أيام", "يومًا", "يوم"), "day"),
    (timedelta(hours=1), Forms("", "ساعة", "ساعتين", "ساعات", "ساعة", "ساعة"), "hour"),
    (timedelta(minutes=1), Forms("", "دقيقة", "دقيقتين", "دقائق", "دقيقة", "دقيقة"), "minute"),
)
_FORMS = {unit: forms for _length, forms, unit in _UNITS}
_WEEK = timedelta(days=7)
_MINUTE = timedelta(minutes=1)

_ZEROS = {"latn": 0x30, "arab": 0x660, "persian": 0x6F0}
_TO_DIGITS: dict[Digits, dict[int, int]] = {
    "latn": {_ZEROS[other] + n: 0x30 + n for other in ("arab", "persian") for n in range(10)},
    "arab": {_ZEROS[other] + n: 0x660 + n for other in ("latn", "persian") for n in range(10)},
}
_ARABIC_SEPARATORS = str.maketrans({",": "\u066c", ".": "\u066b"})


def month_name(month: int, *, months: Months = "egyptian", language: Language = "ar") -> str:
    """Return the name of a month (1 to 12)."""
    names = _ENGLISH_MONTHS if language == "en" else MONTHS[months]
    return names[month - 1]


def weekday_name(moment: date, *, language: Language = "ar") -> str:
    """Return the name of the day of the week."""
    return _WEEKDAYS[language][moment.weekday()]


def short_date(
    moment: date,
    months: Months = "egyptian",
    digits: Digits = "latn",
    language: Language = "ar",
) -> str:
    """Return a date without its weekday: «22 نوفمبر 2026», "22 November 2026"."""
    name = month_name(moment.month, months=months, language=language)
    return _in_digits(f"{moment.day} {name} {moment.year}", digits, language)


def long_date(
    moment: date,
    months: Months = "egyptian",
    digits: Digits = "latn",
    language: Language = "ar",
) -> str:
    """Return a date with its weekday: «الأحد 22 نوفمبر 2026», "Sunday, 22 November 2026"."""
    weekday = weekday_name(moment, language=language)
    comma = "," if language == "en" else ""
    return f"{weekday}{comma} {short_date(moment, months, digits, language)}"


def clock_time(moment: datetime, digits: Digits = "latn", language: Language = "ar") -> str:
    """Return the time of day on 24 hours: «14:35»."""
    return _in_digits(f"{moment:%H:%M}", digits, language)


def date_and_time(
    moment: datetime,
    months: Months = "egyptian",
    digits: Digits = "latn",
    language: Language = "ar",
) -> str:
    """Return a date with its time: «22 نوفمبر 2026، 14:35», "22 November 2026, 14:35"."""
    comma = "," if language == "en" else "،"
    day = short_date(moment, months, digits, language)
    return f"{day}{comma} {clock_time(moment, digits, language)}"


def relative(
    moment: datetime,
    now: datetime,
    digits: Digits = "latn",
    language: Language = "ar",
) -> str | None:
    """Return how long ago a moment was: «الآن», «قبل دقيقتين», «قبل 3 دقائق», «قبل ساعة».

    Whole units, rounded down. ``None``, for the date to be printed instead, from seven days on and
    for a moment more than a minute ahead. Both moments are aware, or both naive.
    """
    found = age(moment, now)
    if found is None:
        return None
    count, unit = found
    if unit is None:
        return "just now" if language == "en" else "الآن"
    return _in_digits(_ago(count, unit, language), digits, language)


def age(moment: datetime, now: datetime) -> tuple[int, Unit | None] | None:
    """Return the age of a moment in its largest whole unit, ``(0, None)`` below a minute.

    ``None`` from seven days on, and for a moment more than a minute ahead.
    """
    passed = now - moment
    if not -_MINUTE <= passed < _WEEK:
        return None
    for length, _forms, unit in _UNITS:
        if passed >= length:
            return passed // length, unit
    return 0, None


def utc_offset(moment: datetime) -> str:
    """Return the offset of an aware moment from UTC, ``+02:00``; ``""`` for a naive one.

    In Arabic text the renderer isolates it: a leading sign moves to the other end otherwise.
    """
    return f"{moment:%:z}"[:6]


def number(value: float | Decimal, digits: Digits = "latn") -> str:
    """Return a finite number in groups of three: «1,234,567.5», «١٬٢٣٤٬٥٦٧٫٥».

    A whole ``float`` prints without a fraction; a ``Decimal`` keeps the places it has.
    """
    exact = value if isinstance(value, int | Decimal) else Decimal(repr(value))
    text = f"{exact:,}" if isinstance(exact, int) else f"{exact:,f}"
    if isinstance(value, float):
        text = text.removesuffix(".0")
    return to_digits(text.translate(_ARABIC_SEPARATORS), digits) if digits == "arab" else text


def to_digits(text: str, digits: Digits) -> str:
    """Return the text with every Latin, Arabic or Persian digit in one family."""
    return text.translate(_TO_DIGITS[digits])


def _ago(count: int, unit: Unit, language: Language) -> str:
    if language == "en":
        return f"{count} {unit}{'' if count == 1 else 's'} ago"
    return f"قبل {counted(count, _FORMS[unit])}"


def _in_digits(text: str, digits: Digits, language: Language) -> str:
    """Return the text in the requested digits; English is printed in Latin ones always."""
    return text if language == "en" or digits == "latn" else to_digits(text, digits)
