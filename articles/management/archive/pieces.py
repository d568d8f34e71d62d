"""One line of an archive as a piece that can be published, or the reason why it cannot be.

What readers need is kept and mended where that is safe: unstorable characters
go, a long title is cut at a word and stands whole above the text. What cannot be
shown, or not be told from others, is refused.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from articles import body, content
from articles.arabic.normalize import clean_line, fold_key
from articles.body.joined import from_paragraphs
from articles.conf import values
from articles.errors import Refused
from articles.management.archive.credits import Credit, credit
from articles.management.archive.lines import LONGEST_LINE, Line
from articles.models.taxonomy import is_too_long

LONGEST_TITLE: Final = 250
MOST_TAGS: Final = 100
_LONGEST: Final = {"title": 2000, "id": 200, "source": 60, "category": 80, "author": 500}
_FIRST_YEAR: Final = 1800
_AHEAD: Final = timedelta(days=1)
_DATE_IN_ID: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{6}$")

UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""The moment of a piece of which no date is known: behind everything, never news of today."""


class Bad(Exception):  # noqa: N818 - a verdict on a line, expected
    """The line cannot become an article; `str` says why in the active language."""


class Piece(NamedTuple):
    """A checked line: clean text, sanitised body, names not looked up yet."""

    number: int
    source: str
    source_id: str
    published_at: datetime
    date_from: str
    """`published`, `id` or `nothing`."""
    category: str
    tags: tuple[str, ...]
    credit: Credit
    is_title_cut: bool
    data: content.Data
    """As `content.clean` makes it, without section, tags and bylines."""


def piece(line: Line, *, language: str, source: str = "", now: datetime) -> Piece:
    """Check one line and clean it; no query. Raises Bad.

    `source` is for lines that name none; `now` bounds their dates. About a millisecond.
    """
    record = _record(line)
    title = clean_line(_text(record, "title"))
    paragraphs = _paragraphs(record)
    if not any(map(str.isalnum, title)):
        raise Bad(_("The title is missing."))
    headline = _cut(title)
    if headline != title:
        paragraphs.insert(0, title)
    source_id = clean_line(_text(record, "id"))
    source = clean_line(_text(record, "source")) or source
    if not source_id or not source:
        raise Bad(_("The id or the source is missing."))
    published_at, date_from = _moment(record, source_id, now)
    by = credit(_text(record, "author"))
    return Piece(
        number=line.number,
        source=source,
        source_id=source_id,
        published_at=published_at,
        date_from=date_from,
        category=clean_line(_text(record, "category")),
        tags=_tags(record),
        credit=by,
        is_title_cut=headline != title,
        data=_data(headline, paragraphs, by.place, language),
    )


def _record(line: Line) -> Mapping[str, Any]:
    if line.content is None:
        raise Bad(
            _("The line is longer than %(size)s megabytes.") % {"size": LONGEST_LINE // 10**6}
        )
    try:
        record = json.loads(line.content.decode("utf-8"))
    except UnicodeDecodeError:
        raise Bad(_("The line is not written in UTF-8.")) from None
    except (ValueError, RecursionError):
        raise Bad(_("The line is not JSON.")) from None
    if not isinstance(record, dict):
        raise Bad(_("The line holds no JSON object."))
    return record


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name)
    if name == "id" and isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Bad(_("“%(field)s” is not text.") % {"field": name})
    if len(value) > _LONGEST[name]:
        raise Bad(_("“%(field)s” is too long to be one.") % {"field": name})
    return value


def _paragraphs(record: Mapping[str, Any]) -> list[str]:
    value = record.get("body")
    value = [value] if isinstance(value, str) else value
    if value is not None and not _is_texts(value):
        raise Bad(_("“body” is not a list of paragraphs."))
    paragraphs = [text for text in value or () if any(map(str.isalnum, text))]
    if not paragraphs:
        raise Bad(_("The text is missing."))
    return paragraphs


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)


def _tags(record: Mapping[str, Any]) -> tuple[str, ...]:
    value = record.get("tags")
    if value is None:
        return ()
    if not _is_texts(value) or len(value) > MOST_TAGS:
        raise Bad(_("“tags” is not a list of names."))
    names: dict[str, str] = {}
    for text in value:
        name = clean_line(text).strip("#\"' ")
        if fold_key(name) and not is_too_long(name):
            names.setdefault(fold_key(name), name)
    return tuple(names.values())


def _cut(title: str) -> str:
    """The title itself, or its words up to the limit with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    start = title[:LONGEST_TITLE]
    return f"{start.rpartition(' ')[0] or start[:-1]}…"


def _moment(record: Mapping[str, Any], source_id: str, now: datetime) -> tuple[datetime, str]:
    """The moment of publication in UTC, and where it was found."""
    value = record.get("published")
    if value in (None, ""):
        found = _DATE_IN_ID.search(source_id)
        moment = _parsed(found[0]) if found else None
        if moment is None or moment > now:
            return UNDATED, "nothing"
        return moment, "id"
    moment = _parsed(value) if isinstance(value, str) else None
    if moment is None or moment.year < _FIRST_YEAR:
        raise Bad(_("“published” is no date."))
    if moment > now + _AHEAD:
        raise Bad(_("“published” lies in the future."))
    return moment, "published"


def _parsed(text: str) -> datetime | None:
    """A date or moment of ISO 8601; without an offset it is the site's time, a date is its noon."""
    try:
        day: date | None = parse_date(text) or _compact(text)
        moment = datetime.combine(day, time(12)) if day else parse_datetime(text)
        if moment is None:
            return None
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=timezone.get_default_timezone())
        return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _compact(text: str) -> date | None:
    is_compact = len(text) == 8 and text.isascii() and text.isdigit()
    return date(int(text[:4]), int(text[4:6]), int(text[6:])) if is_compact else None


def _data(headline: str, paragraphs: Iterable[str], place: str, language: str) -> content.Data:
    try:
        data = content.clean({f"headline_{language}": headline, f"dateline_{language}": place})
    except Refused as error:
        raise Bad(str(error)) from None
    html = from_paragraphs(paragraphs)
    if len(html.encode()) > values.BODY_MAX_BYTES:
        raise Bad(_("The text is too long."))
    if not body.text(html):
        raise Bad(_("The text is missing."))
    return data | {f"body_{language}": html}
