"""Parsing one line of an archive into a record that can be published.

A long title is truncated at a word and repeated in full above the text; an unreadable detail is
left out and counted. Only lines without text, headline or id, or that cannot be stored, are
refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final, NamedTuple

from django.utils.translation import gettext as _

from articles import content
from articles.arabic.normalize import fold_key
from articles.arabic.typography import strip_decorative_tatweel
from articles.conf import values
from articles.errors import Refused
from articles.management.archive.adaptations import Adaptations
from articles.management.archive.credits import Credit, merge_credits, parse_credit
from articles.management.archive.dates import parse_published
from articles.management.archive.field_values import (
    InvalidLine,
    as_identifier,
    as_line,
    as_list,
    parse_json,
)
from articles.management.archive.reader import ArchiveLine
from articles.management.archive.texts import build_body, clean_headline
from articles.models.taxonomy import is_too_long

MAX_TITLE_LENGTH: Final = 250
MAX_NAMES: Final = 100
"""The maximum number of tags, and of authors, of a record."""
_MAX_ID_LENGTH: Final = 200
_MAX_SOURCE_LENGTH: Final = 60
_MAX_CATEGORY_LENGTH: Final = 80
_MAX_BYLINE_LENGTH: Final = 500


class ArticleRecord(NamedTuple):
    """A parsed line: clean texts, sanitised body; sections, tags and authors by name."""

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
    adapted: Adaptations
    data: content.Data
    """As `content.clean` makes it, without section, tags and bylines."""


def parse_record(
    line: ArchiveLine, *, language: str, source: str = "", is_printed: bool = True, now: datetime
) -> ArticleRecord:
    """Parse and clean one line; no query. Raises InvalidLine.

    `source` is the default source; `is_printed` applies the typography of print; dates after
    `now` are scheduled. About a millisecond.
    """
    record, adapted = parse_json(line), Adaptations()
    title = clean_headline(record.get("title"), is_printed=is_printed, adapted=adapted)
    if not any(map(str.isalnum, title)):
        raise InvalidLine(_("The title is missing."))
    cut = _truncate_title(title)
    above = title if cut != title else ""
    html = build_body(record, above=above, is_printed=is_printed, adapted=adapted)
    source, source_id = _key(record.get("source"), record.get("id"), source, adapted)
    moment, date_from = parse_published(
        record.get("published"), source_id, now=now, adapted=adapted
    )
    if moment > now:
        adapted.kinds.add("scheduled")
    by = _credit(record.get("author") or record.get("authors"), adapted)
    return ArticleRecord(
        number=line.number,
        source=source,
        source_id=source_id,
        published_at=moment,
        date_from=date_from,
        category=_category(record.get("category"), adapted),
        tags=tuple(_tags(record.get("tags"), is_printed=is_printed, adapted=adapted)),
        credit=by,
        is_title_cut=cut != title,
        adapted=adapted,
        data=_data(cut, html, by.dateline, language),
    )


def _key(source: object, source_id: object, default: str, adapted: Adaptations) -> tuple[str, str]:
    """(source, id), which identifies the record."""
    found_id = as_identifier(source_id, _MAX_ID_LENGTH, adapted)
    if not found_id:
        raise InvalidLine(_("The id is missing."))
    found = as_identifier(source, _MAX_SOURCE_LENGTH, adapted) or default
    if not found:
        raise InvalidLine(_("The source is missing: name it in the line, or with --source."))
    return found, found_id


def _category(value: object, adapted: Adaptations) -> str:
    """The category, or the first of several; one longer than a section's name is left out."""
    if isinstance(value, list):
        return next((name for name in (_category(each, adapted) for each in value) if name), "")
    name = as_line(value, adapted)
    if len(name) <= _MAX_CATEGORY_LENGTH:
        return name
    adapted.kinds.add("left_out")
    return ""


def _credit(value: object, adapted: Adaptations) -> Credit:
    entries = value if isinstance(value, list) else [value]
    lines = [as_line(entry, adapted) for entry in entries[:MAX_NAMES]]
    by = merge_credits(parse_credit(line[:_MAX_BYLINE_LENGTH]) for line in lines)
    kinds = {
        "names": len(by.names) > 1 and not isinstance(value, list),
        "labels": by.is_stripped,
        "agency": bool(by.sources),
        "left_out": any(len(line) > _MAX_BYLINE_LENGTH for line in lines),
    }
    adapted.kinds.update(kind for kind, is_so in kinds.items() if is_so)
    return by._replace(people=by.people[:MAX_NAMES])


def _tags(value: object, *, is_printed: bool, adapted: Adaptations) -> Iterator[str]:
    """Yield the names of tags, spelling variants once, MAX_NAMES at most."""
    names: dict[str, str] = {}
    for text in as_list(value, adapted):
        name = text.strip("#\"' ")
        name = adapted.apply("tatweel", strip_decorative_tatweel, name) if is_printed else name
        if fold_key(name) and not is_too_long(name) and len(names) < MAX_NAMES:
            names.setdefault(fold_key(name), name)
        else:
            adapted.kinds.add("left_out")
    yield from names.values()


def _truncate_title(title: str) -> str:
    """The title, truncated at a word with an ellipsis if it is too long."""
    if len(title) <= MAX_TITLE_LENGTH:
        return title
    start = title[:MAX_TITLE_LENGTH]
    return f"{start.rpartition(' ')[0] or start[:-1]}…"


def _data(title: str, html: str, dateline: str, language: str) -> content.Data:
    if not html:
        raise InvalidLine(_("The text is missing."))
    if len(html.encode()) > values.BODY_MAX_BYTES:
        raise InvalidLine(_("The text is too long."))
    try:
        data = content.clean({f"headline_{language}": title, f"dateline_{language}": dateline})
    except Refused as error:
        raise InvalidLine(str(error)) from None
    return data | {f"body_{language}": html}
