"""The content of revisions as text: field values for one revision, field changes between two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from articles import body, content
from articles.admin import diff_layout
from articles.admin.body_description import describe_bodies
from articles.admin.text_diff import ComparisonKey, DiffRow, diff_paragraphs, exact
from articles.conf import LANGUAGES, language_name
from articles.languages import joined
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.models.article import TRANSLATED, kind_choices, role_choices
from articles.templatetags.wording import date_time

UNTRANSLATED_FIELDS: Final = (
    "kind",
    "section",
    "tags",
    "bylines",
    "lead_image",
    "embargo_until",
    "expires_at",
    "pins",
    "bans",
)
FIELD_NAMES: Final = (
    *(f"{name}_{code}" for code in LANGUAGES for name in TRANSLATED),
    *UNTRANSLATED_FIELDS,
)
"""Every key of `content.Data`, in display order."""


class FieldValue(NamedTuple):
    """One field of one revision; `language` is "" for an untranslated field."""

    name: str
    label: str
    language: str
    paragraphs: list[str]


class FieldChange(NamedTuple):
    """A field that differs between two revisions; `rows` are the diffed paragraphs.

    `place` tells it from the same field elsewhere on the page.
    """

    name: str
    label: str
    language: str
    old: list[str]
    new: list[str]
    rows: list[DiffRow]
    is_markup_only: bool
    place: str = "change"

    @property
    def passages(self) -> list[diff_layout.Passage]:
        """The rows as they stand on a page."""
        return diff_layout.passages(self.rows, f"{self.place}-{self.name}")

    @property
    def anchors(self) -> list[str]:
        """The `id` of the element of each change, in order."""
        return diff_layout.anchors(self.rows, f"{self.place}-{self.name}")


def field_label(name: str) -> str:
    """The translated label of a key of `content.Data`, with the language of a translated one."""
    language = field_language(name)
    if not language:
        titles = {
            "tags": _("tags"),
            "bylines": _("byline"),
            "pins": _("pinned related articles"),
            "bans": _("banned related articles"),
        }
        return titles.get(name) or _verbose_name(name)
    return _("%(field)s (%(language)s)") % {
        "field": _verbose_name(name.removesuffix(f"_{language}")),
        "language": language_name(language),
    }


def _verbose_name(name: str) -> str:
    field: Any = Article._meta.get_field(name)
    return str(field.verbose_name)


def field_language(name: str) -> str:
    """The language code of a translated key (`headline_ar`); "" for an untranslated one."""
    language = name.rpartition("_")[2]
    return language if name not in UNTRANSLATED_FIELDS and language in LANGUAGES else ""


class FieldFormatter:
    """Formats field values as paragraphs of plain text.

    Loads the rows that the given revisions refer to once; five queries.
    """

    def __init__(self, *datas: content.Data) -> None:
        self.sections = Section.objects.in_bulk([d["section"] for d in datas if d.get("section")])
        self.tags = Tag.objects.by_number(_referenced_ids(datas, "tags"))
        bylines = [entry["author"] for data in datas for entry in data.get("bylines") or []]
        self.authors = Author.objects.in_bulk(bylines)
        references = [
            body.references(data.get(f"body_{code}") or "") for data in datas for code in LANGUAGES
        ]
        leads = {data["lead_image"] for data in datas if data.get("lead_image")}
        self.images = Image.objects.in_bulk(leads.union(*(each.images for each in references)))
        articles = {*_referenced_ids(datas, "pins"), *_referenced_ids(datas, "bans")}
        articles = articles.union(*(each.articles for each in references))
        self.articles = Article.objects.without_bodies().in_bulk(articles)

    def versions(self, datas: Sequence[content.Data], name: str) -> list[list[str]]:
        """The paragraphs of the field in each revision; different values give different text.

        Where two rows have the same name, their primary keys are added.
        """
        if name.startswith("body_"):
            bodies = [data.get(name) or "" for data in datas]
            return describe_bodies(bodies, images=self.images, articles=self.articles)
        texts = [self.paragraphs(data, name) for data in datas]
        values = {repr(data.get(name)) for data in datas if data.get(name)}
        if len({*map(tuple, filter(None, texts))}) == len(values):
            return texts
        ids = [_format_ids(data.get(name)) for data in datas]
        return [
            [f"{text} (#{number})" for text in row] for row, number in zip(texts, ids, strict=True)
        ]

    def paragraphs(self, data: content.Data, name: str) -> list[str]:
        """The field's value as paragraphs of plain text; an empty list when it has none."""
        if name.startswith("body_"):
            return self.versions([data], name)[0]
        is_untranslated = name in UNTRANSLATED_FIELDS
        text = self._untranslated(data, name) if is_untranslated else data.get(name) or ""
        return [text] if text else []

    def _untranslated(self, data: content.Data, name: str) -> str:
        rows: dict[str, dict[int, Any]] = {"section": self.sections, "lead_image": self.images}
        if name in rows:
            number = data.get(name)
            return str(rows[name].get(number, f"#{number}")) if number else ""
        if name == "kind":
            return str(dict(kind_choices()).get(data.get("kind") or "", ""))
        if name == "bylines":
            return joined(self._byline(entry) for entry in data.get("bylines") or [])
        if name in ("tags", "pins", "bans"):
            names = self.tags if name == "tags" else self.articles
            return joined(str(names.get(pk, f"#{pk}")) for pk in data.get(name) or [])
        moment = content.moment(data, name)
        return date_time(moment) if moment else ""

    def _byline(self, entry: dict[str, Any]) -> str:
        author = self.authors.get(entry["author"], f"#{entry['author']}")
        return f"{author} ({dict(role_choices()).get(entry['role'], entry['role'])})"


def _format_ids(value: Any) -> str:
    entries = value if isinstance(value, list) else [value]
    numbers = (entry["author"] if isinstance(entry, dict) else entry for entry in entries)
    return ", #".join(str(number) for number in numbers)


def _referenced_ids(datas: tuple[content.Data, ...], name: str) -> list[int]:
    return [pk for data in datas for pk in data.get(name) or []]


def field_values(revision: Revision) -> list[FieldValue]:
    """The non-empty fields of the revision in display order; five queries."""
    return data_values(content.read(revision))


def data_values(data: content.Data) -> list[FieldValue]:
    """The non-empty fields of the content in display order; five queries."""
    formatter = FieldFormatter(data)
    rows = [
        FieldValue(name, field_label(name), field_language(name), formatter.paragraphs(data, name))
        for name in FIELD_NAMES
    ]
    return [row for row in rows if row.paragraphs]


def field_changes(
    old: content.Data, new: content.Data, *, key: ComparisonKey = exact
) -> list[FieldChange]:
    """The fields that differ, with word-level diffs under `key`; five queries.

    A field whose text differs in markup only is listed under the default key and left
    out under any other.
    """
    formatter = FieldFormatter(old, new)
    found = []
    for name in FIELD_NAMES:
        if (old.get(name) or None) == (new.get(name) or None):
            continue
        before, after = formatter.versions([old, new], name)
        rows = diff_paragraphs(before, after, key=key)
        is_same = all(row.is_same for row in rows)
        if is_same and key is not exact:
            continue
        found.append(
            FieldChange(name, field_label(name), field_language(name), before, after, rows, is_same)
        )
    return found
