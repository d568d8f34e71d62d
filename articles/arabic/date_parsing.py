"""Parsing of dates and times as people and programs write them; ``dates`` formats them."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

from articles.arabic.dates import MONTHS, month_name
from articles.arabic.normalize import fold

_MAX_LENGTH: Final = 100
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
# Numbers from here on are milliseconds, microseconds; smaller ones than the first are years.
_FIRST_SECOND, _FIRST_MILLISECOND, _FIRST_MICROSECOND = 10**6, 10**11, 10**14

# Spellings beside those that are printed, by number.
_OTHER_MONTHS: Final = {
    "كانون ثاني": 1,
    "ماي": 5,
    "يونيه": 6,
    "يوليه": 7,
    "يوليوز": 7,
    "غشت": 8,
    "أوغسطس": 8,
    "شتنبر": 9,
    "تشرين أول": 10,
    "تشرين ثاني": 11,
    "نونبر": 11,
    "كانون أول": 12,
    "دجنبر": 12,
}
_ENGLISH: Final = {month_name(month, language="en"): month for month in range(1, 13)}
_MONTHS: Final = {
    fold(name): month
    for name, month in [
        *(pair for names in MONTHS.values() for pair in zip(names, range(1, 13), strict=True)),
        *_OTHER_MONTHS.items(),
        *_ENGLISH.items(),
        *((name[:3], month) for name, month in _ENGLISH.items()),
    ]
    if "/" not in name
}
_MONTH: Final = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})(?![^\W\d_])\.?"

# Texts are folded before: lower case, ASCII digits, one alef, single spaces.
_ERA = r"(?: ?(?:ميلاديه?|م)(?![^\W\d_]))?"
_ISO = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}})(?:t|(?!\d)){_ERA}(.*)")
_SLASHED = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}})(?!\d){_ERA}(.*)")
_COMPACT = re.compile(r"(?:19|20)\d{6}(?:\d{6})?", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,20}(?:\.\d{1,9})?")
_RFC = re.compile(
    r"(?:[a-z]{3,9},? )?\d{1,2}[ -][a-z]{3}[ -]\d\d(?:\d\d)? "
    r"\d\d?:\d\d(?::\d\d)? (?!am|pm)[a-z]{1,5}"
)
_SECOND_NAME = rf"(?: ?[/-] ?{_MONTH}| ?\({_MONTH}\))?"
_DAY_FIRST = re.compile(
    rf"[^\d]*(?P<day>\d\d?)(?:st|nd|rd|th)?(?: |-)?(?:من )?(?:شهر )?(?P<month>{_MONTH})"
    rf"{_SECOND_NAME}[ ,،-]*(?:عام |سنه )?(?P<year>\d{{4}})(?!\d){_ERA}(?P<clock>.*)"
)
_MONTH_FIRST = re.compile(
    rf"(?:[^\d]* )?(?P<month>{_MONTH}) (?P<day>\d\d?)(?:st|nd|rd|th)?,? (?P<year>\d{{4}})(?!\d)"
    r"(?P<clock>.*)"
)
_CLOCK = re.compile(
    r"[ ,،|-]*(?:(?:at|الساعه) )?(?P<hour>\d\d?):(?P<minute>\d\d)(?::(?P<second>\d\d)"
    r"(?:[.,](?P<fraction>\d{1,9}))?)? ?(?P<half>am|pm|صباحا|مساء|ص|م)?"
    r" ?(?:(?P<utc>z|utc|gmt)?(?P<offset>[+-]\d\d:?\d\d)?)?(?: \([^()]*\))?"
)


def parse_date(value: str | float) -> date | datetime | None:
    """Return the date or datetime that a text or number denotes; None when it is no date.

    ISO 8601 whole or in part, RFC 822, seconds, milliseconds or microseconds since 1970, names of
    months in Arabic (all three calendars) and English, days before months in 25/3/2026; digits of
    any family. A moment is naive where no zone is written. Never raises.
    """
    try:
        if isinstance(value, str):
            line = value.strip()[: _MAX_LENGTH + 1]
            return _parse(" ".join(fold(line).split())) if len(line) <= _MAX_LENGTH else None
        return _from_epoch(value)
    except (ValueError, OverflowError):
        return None


def _parse(text: str) -> date | datetime | None:
    if _COMPACT.fullmatch(text):
        day, clock = text[:8], text[8:]
        return datetime.fromisoformat(f"{day}T{clock}") if clock else date.fromisoformat(day)
    if _NUMBER.fullmatch(text):
        return _from_epoch(float(text))
    if found := _ISO.fullmatch(text):
        return _combine(found[1], found[3], found[4], found[5])
    if _RFC.fullmatch(text):
        return parsedate_to_datetime(text)
    if found := _DAY_FIRST.fullmatch(text) or _MONTH_FIRST.fullmatch(text):
        month = str(_MONTHS[found["month"].rstrip(".")])
        return _combine(found["year"], month, found["day"], found["clock"])
    if found := _SLASHED.fullmatch(text):
        first, second = found[1], found[3]
        is_american = int(second) > 12
        month, day = (first, second) if is_american else (second, first)
        return _combine(found[4], month, day, found[5])
    return None


def _from_epoch(seconds: float) -> datetime | None:
    size = abs(seconds)
    if size < _FIRST_SECOND:
        return None
    if size >= _FIRST_MICROSECOND:
        return _EPOCH + timedelta(microseconds=seconds)
    if size >= _FIRST_MILLISECOND:
        return _EPOCH + timedelta(milliseconds=seconds)
    return _EPOCH + timedelta(seconds=seconds)


def _combine(year: str, month: str, day: str, clock: str) -> date | datetime:
    """Return the date, or the datetime when a time is given; raises ValueError if invalid."""
    whole = date(int(year), int(month), int(day))
    if not clock.strip(" .،,"):
        return whole
    found = _CLOCK.fullmatch(clock)
    if found is None:
        raise ValueError(clock)
    hour = int(found["hour"])
    if half := found["half"]:
        hour = hour % 12 + 12 * (half in ("pm", "مساء", "م"))
    fraction = (found["fraction"] or "")[:6].ljust(6, "0")
    second = int(found["second"] or 0)
    clock_time = time(hour, int(found["minute"]), second, int(fraction), _zone(found))
    return datetime.combine(whole, clock_time)


def _zone(found: re.Match[str]) -> timezone | None:
    if offset := found["offset"]:
        digits = offset[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        return timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    return UTC if found["utc"] else None
