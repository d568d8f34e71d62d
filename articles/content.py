"""The content of a revision: one shape for the form, the importer and the live columns.

{headline_ar, headline_en, … one text per language of article.TRANSLATED,
 kind, section: id|null, lead_image: id|null,
 embargo_until, expires_at: ISO 8601|null,
 tags: [id], bylines: [{author: id, role}], pins: [article id], bans: [article id]}

It goes live in parts, which the verbs name: a part is a language code, for its texts and its
expiry, or `SHARED`, for the untranslated fields.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Model
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from articles import body
from articles.arabic.normalize import clean_line
from articles.arabic.slugs import slugify
from articles.conf import LANGUAGES, values
from articles.errors import NewerSchema, Refused
from articles.languages import joined
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.models.article import TRANSLATED, kind_choices, role_choices

type Data = dict[str, Any]
type _Known = set[tuple[type[Model], Any]]

SCHEMA: Final = 1
"""The version of the shape. Raise it with every new field, whose default stands in `clean`."""

SHARED: Final = "shared"
"""The part with the untranslated fields, `SHARED_FIELDS`."""

SHARED_FIELDS: Final = (
    "kind",
    "section",
    "lead_image",
    "embargo_until",
    "tags",
    "bylines",
    "pins",
    "bans",
)
_MOMENTS = ("embargo_until", "expires_at")


def part_fields(part: str) -> tuple[str, ...]:
    """The keys of a part: a language's texts and the expiry, or `SHARED_FIELDS`."""
    if part == SHARED:
        return SHARED_FIELDS
    return (*(f"{field}_{part}" for field in TRANSLATED), "expires_at")


def read(revision: Revision) -> Data:
    """The revision's content in the current shape, with defaults for new fields; no query.

    Raises NewerSchema when a newer release wrote it.
    """
    if revision.schema > SCHEMA:
        raise NewerSchema(
            _("Version %(number)s was written by a newer version of the program.")
            % {"number": revision.pk}
        )
    data: Data = revision.data
    return blank() | data


def blank() -> Data:
    """The default of every field."""
    return clean({})


def is_same(part: str, one: Data, other: Data) -> bool:
    """Whether the fields of the part are equal in both."""
    return all(one.get(name) == other.get(name) for name in part_fields(part))


def clean(data: Mapping[str, Any]) -> Data:
    """The data in the shape above: unknown keys dropped, texts cleaned, bodies sanitised.

    Raises Refused for a text over its limit or a value of the wrong type. Idempotent; no query.
    """
    result: Data = {}
    for language in LANGUAGES:
        for field in TRANSLATED:
            name = f"{field}_{language}"
            result[name] = _clean_text(field, data.get(name))
        slug = result[f"slug_{language}"] or result[f"headline_{language}"]
        result[f"slug_{language}"] = slugify(slug)
    kind = data.get("kind") or "news"
    if kind not in _keys(kind_choices()):
        raise Refused(_("There is no such kind of article."))
    result["kind"] = kind
    for name in ("section", "lead_image"):
        result[name] = _number(data.get(name))
    for name in _MOMENTS:
        result[name] = _moment(data.get(name))
    for name in ("tags", "pins", "bans"):
        result[name] = _numbers(data.get(name))
    result["bylines"] = _bylines(data.get("bylines"))
    return result


def _clean_text(field: str, value: Any) -> str:
    text = value if isinstance(value, str) else ""
    if field == "body":
        if len(text.encode("utf-8", "replace")) > values.BODY_MAX_BYTES:
            raise Refused(
                _("The text is too long: at most %(size)s kilobytes.")
                % {"size": values.BODY_MAX_BYTES // 1000}
            )
        return body.sanitise(text)
    column: Any = Article._meta.get_field(field)
    limit = column.max_length
    line = clean_line(text)
    if field == "slug":
        return slugify(line)
    if len(line) > limit:
        raise Refused(
            _("“%(field)s” is too long: at most %(limit)s characters.")
            % {"field": column.verbose_name, "limit": limit}
        )
    return line


def _number(value: Any) -> int | None:
    if value in (None, ""):
        return None
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        raise _wrong_type() from None


def _numbers(value: Any) -> list[int]:
    numbers = (_number(entry) for entry in _entries(value))
    return list(dict.fromkeys(number for number in numbers if number is not None))


def _moment(value: Any) -> str | None:
    if not value:
        return None
    try:
        moment = parse_datetime(str(value))
    except ValueError:  # such as the thirteenth month
        moment = None
    if moment is None or moment.tzinfo is None:
        raise _wrong_type()
    return moment.isoformat()


def _bylines(value: Any) -> list[dict[str, Any]]:
    names: dict[tuple[int, str], dict[str, Any]] = {}
    for entry in _entries(value):
        if not isinstance(entry, Mapping):
            raise _wrong_type()
        author, role = _number(entry.get("author")), entry.get("role")
        if role not in _keys(role_choices()):
            role = "writer"
        if author is not None:
            names.setdefault((author, role), {"author": author, "role": role})
    return list(names.values())


def _entries(value: Any) -> Iterable[Any]:
    entries = value or ()
    if isinstance(entries, str) or not isinstance(entries, Iterable):
        raise _wrong_type()
    return entries


def _keys(choices: Iterable[tuple[str, object]]) -> list[str]:
    """A list, since what is looked for in it may be of a type that has no hash."""
    return [key for key, _label in choices]


def _wrong_type() -> Refused:
    return Refused(_("A value is not of the right kind."))


def moment(data: Data, name: str) -> datetime | None:
    """`embargo_until` or `expires_at` of the data as an aware datetime, or None."""
    value = data.get(name)
    return parse_datetime(value) if value else None


def complete_languages(data: Data) -> list[str]:
    """The languages that have a headline and a body."""
    return [
        language
        for language in LANGUAGES
        if data.get(f"headline_{language}") and body.text(data.get(f"body_{language}") or "")
    ]


def missing_fields(data: Data) -> list[str]:
    """Translated names of the fields that publication needs and that are empty."""
    gaps: list[str] = []
    if not complete_languages(data):
        started = next((lang for lang in LANGUAGES if data.get(f"body_{lang}")), LANGUAGES[0])
        if not data.get(f"headline_{started}"):
            gaps.append(_("headline"))
        if not body.text(data.get(f"body_{started}") or ""):
            gaps.append(_("body"))
    if not data.get("section"):
        gaps.append(_("section"))
    if not data.get("bylines"):
        gaps.append(_("byline"))
    return gaps


def missing_references(
    data: Data, *, parts: Iterable[str], known: Iterable[Model] = ()
) -> list[str]:
    """Translated names of deleted rows that the parts refer to.

    `known` are rows that were read already: a query for each kind of others, four at most.
    """
    there: _Known = {(type(row), row.pk) for row in known}
    parts = list(parts)
    gaps = _missing_shared_references(data, there) if SHARED in parts else []
    missing = _missing(Image, _pictures(data, parts), there)
    return gaps + [_("picture #%(number)s") % {"number": pk} for pk in missing]


def _pictures(data: Data, parts: Iterable[str]) -> set[int]:
    """The ids of the pictures that the parts show."""
    parts = list(parts)
    pictures = {
        pk for part in parts for pk in body.references(data.get(f"body_{part}") or "").images
    }
    if SHARED in parts:
        pictures |= {data["lead_image"]} - {None}
    return pictures


def undescribed_pictures(data: Data, *, parts: Iterable[str]) -> list[str]:
    """What pictures of the parts lack for publication, each with its name; at most one query."""
    rows = Image.objects.filter(pk__in=_pictures(data, parts)).order_by("pk")
    return [
        _("%(texts)s of the picture “%(title)s” (#%(number)s)")
        % {"texts": joined(row.missing_texts()), "title": row.title, "number": row.pk}
        for row in rows
        if row.missing_texts()
    ]


def _missing(model: type[Model], wanted: Iterable[int], known: _Known) -> list[int]:
    """The primary keys of no row, in order; a query when some are not known."""
    unknown = {pk for pk in wanted if (model, pk) not in known}
    found = model._default_manager.filter(pk__in=unknown).values_list("pk", flat=True)
    return sorted(unknown - set(found))


def _missing_shared_references(data: Data, known: _Known) -> list[str]:
    sections = [data["section"]] if data["section"] is not None else []
    authors = [entry["author"] for entry in data["bylines"]]
    return [
        *(_("section #%(number)s") % {"number": pk} for pk in _missing(Section, sections, known)),
        *(_("author #%(number)s") % {"number": pk} for pk in _missing(Author, authors, known)),
        *(_("tag #%(number)s") % {"number": pk} for pk in _missing_tags(data["tags"], known)),
    ]


def _missing_tags(wanted: Iterable[int], known: _Known) -> list[int]:
    """The primary keys of no tag, in order; a merged tag counts as the one it was merged into."""
    unknown = {pk for pk in wanted if (Tag, pk) not in known}
    return sorted(unknown - set(Tag.objects.by_number(unknown)))


def apply(article: Article, data: Data, *, parts: Iterable[str]) -> None:
    """Copy the parts of the data into the article's columns; saves nothing.

    Tags and bylines are separate tables: see `workflow.saving.write_relations`.
    """
    for part in parts:
        if part == SHARED:
            article.kind = data["kind"]
            article.section_id = data["section"]
            article.lead_image_id = data["lead_image"]
            article.embargo_until = moment(data, "embargo_until")
            continue
        for field in TRANSLATED:
            setattr(article, f"{field}_{part}", data.get(f"{field}_{part}") or "")
        setattr(article, f"expires_at_{part}", moment(data, "expires_at"))
