"""One line of an archive as a piece that can be published, or the reason why it cannot be.

What readers need is kept and mended where that is safe: a long title is cut at a
word and stands whole above the text, a detail that cannot be read is left out and
counted. Only what has no text, no headline or no id, or cannot be stored, is refused.
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
from articles.management.archive.adapted import Adapted
from articles.management.archive.credits import Credit, credit, together
from articles.management.archive.dates import published
from articles.management.archive.lines import Line
from articles.management.archive.records import Bad, identifier, line_of, listed, parsed
from articles.management.archive.texts import body_of, headline
from articles.models.taxonomy import is_too_long

LONGEST_TITLE: Final = 250
MOST_NAMES: Final = 100
"""How many tags, and how many bylines, a piece keeps."""
_LONGEST_ID: Final = 200
_LONGEST_SOURCE: Final = 60
_LONGEST_CATEGORY: Final = 80
_LONGEST_BYLINE: Final = 500


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
    adapted: Adapted
    data: content.Data
    """As `content.clean` makes it, without section, tags and bylines."""


def piece(
    line: Line, *, language: str, source: str = "", is_printed: bool = True, now: datetime
) -> Piece:
    """Check one line and clean it; no query. Raises Bad.

    `source` is for lines that name none; `is_printed` gives the texts the typography
    of print; what lies after `now` is scheduled. About a millisecond.
    """
    record, adapted = parsed(line), Adapted()
    title = headline(record.get("title"), is_printed=is_printed, adapted=adapted)
    if not any(map(str.isalnum, title)):
        raise Bad(_("The title is missing."))
    cut = _cut(title)
    above = title if cut != title else ""
    html = body_of(record, above=above, is_printed=is_printed, adapted=adapted)
    source, source_id = _key(record.get("source"), record.get("id"), source, adapted)
    moment, date_from = published(record.get("published"), source_id, now=now, adapted=adapted)
    if moment > now:
        adapted.kinds.add("scheduled")
    by = _credit(record.get("author") or record.get("authors"), adapted)
    return Piece(
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


def _key(source: object, source_id: object, default: str, adapted: Adapted) -> tuple[str, str]:
    """What tells the piece from all others."""
    found_id = identifier(source_id, _LONGEST_ID, adapted)
    if not found_id:
        raise Bad(_("The id is missing."))
    found = identifier(source, _LONGEST_SOURCE, adapted) or default
    if not found:
        raise Bad(_("The source is missing: name it in the line, or with --source."))
    return found, found_id


def _category(value: object, adapted: Adapted) -> str:
    """The category, or the first of several; one too long for a name is left out."""
    if isinstance(value, list):
        return next((name for name in (_category(each, adapted) for each in value) if name), "")
    name = line_of(value, adapted)
    if len(name) <= _LONGEST_CATEGORY:
        return name
    adapted.kinds.add("left_out")
    return ""


def _credit(value: object, adapted: Adapted) -> Credit:
    entries = value if isinstance(value, list) else [value]
    lines = [line_of(entry, adapted) for entry in entries[:MOST_NAMES]]
    by = together(credit(line[:_LONGEST_BYLINE]) for line in lines)
    kinds = {
        "names": len(by.names) > 1 and not isinstance(value, list),
        "labels": by.is_stripped,
        "agency": bool(by.sources),
        "left_out": any(len(line) > _LONGEST_BYLINE for line in lines),
    }
    adapted.kinds.update(kind for kind, is_so in kinds.items() if is_so)
    return by._replace(people=by.people[:MOST_NAMES])


def _tags(value: object, *, is_printed: bool, adapted: Adapted) -> Iterator[str]:
    """The names of tags, spelling variants once, as many as a piece keeps."""
    names: dict[str, str] = {}
    for text in listed(value, adapted):
        name = text.strip("#\"' ")
        name = adapted.through("tatweel", strip_decorative_tatweel, name) if is_printed else name
        if fold_key(name) and not is_too_long(name) and len(names) < MOST_NAMES:
            names.setdefault(fold_key(name), name)
        else:
            adapted.kinds.add("left_out")
    yield from names.values()


def _cut(title: str) -> str:
    """The title itself, or its words up to the limit with an ellipsis."""
    if len(title) <= LONGEST_TITLE:
        return title
    start = title[:LONGEST_TITLE]
    return f"{start.rpartition(' ')[0] or start[:-1]}…"


def _data(title: str, html: str, dateline: str, language: str) -> content.Data:
    if not html:
        raise Bad(_("The text is missing."))
    if len(html.encode()) > values.BODY_MAX_BYTES:
        raise Bad(_("The text is too long."))
    try:
        data = content.clean({f"headline_{language}": title, f"dateline_{language}": dateline})
    except Refused as error:
        raise Bad(str(error)) from None
    return data | {f"body_{language}": html}
