"""The content of revisions in words: for the page that shows one and the one that compares two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext as _

from articles import body, content
from articles.admin import differences, telling
from articles.admin.differences import Key, Piece, exact
from articles.conf import LANGUAGES, language_name
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.models.article import TRANSLATED, kind_choices, role_choices
from articles.templatetags.wording import date_time

ONCE: Final = (
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
NAMES: Final = (*(f"{name}_{code}" for code in LANGUAGES for name in TRANSLATED), *ONCE)
"""Every field of a revision, in the order in which it is shown."""


class Shown(NamedTuple):
    """One field of one revision; `language` is "" for what exists once per article."""

    name: str
    label: str
    language: str
    paragraphs: list[str]


class Change(NamedTuple):
    """One field that differs between two revisions."""

    name: str
    label: str
    language: str
    old: list[str]
    new: list[str]
    rows: list[list[Piece]]
    is_markup_only: bool


def label_of(name: str) -> str:
    """The field's name on the screen, with its language where it has one."""
    language = language_of(name)
    if not language:
        titles = {
            "tags": _("tags"),
            "bylines": _("byline"),
            "pins": _("pinned related articles"),
            "bans": _("banned related articles"),
        }
        return titles.get(name) or _title(name)
    return _("%(field)s (%(language)s)") % {
        "field": _title(name.removesuffix(f"_{language}")),
        "language": language_name(language),
    }


def _title(name: str) -> str:
    field: Any = Article._meta.get_field(name)
    return str(field.verbose_name)


def language_of(name: str) -> str:
    """The language of a field like `headline_ar`; "" for what exists once."""
    language = name.rpartition("_")[2]
    return language if name not in ONCE and language in LANGUAGES else ""


class Words:
    """The names behind the numbers of some revisions' data; five queries."""

    def __init__(self, *datas: content.Data) -> None:
        self.sections = Section.objects.in_bulk([d["section"] for d in datas if d.get("section")])
        self.tags = Tag.objects.by_number(_all(datas, "tags"))
        bylines = [entry["author"] for data in datas for entry in data.get("bylines") or []]
        self.authors = Author.objects.in_bulk(bylines)
        pointed = [
            body.references(data.get(f"body_{code}") or "") for data in datas for code in LANGUAGES
        ]
        leads = {data["lead_image"] for data in datas if data.get("lead_image")}
        self.images = Image.objects.in_bulk(leads.union(*(each.images for each in pointed)))
        chosen = {*_all(datas, "pins"), *_all(datas, "bans")}
        chosen = chosen.union(*(each.articles for each in pointed))
        self.articles = Article.objects.without_bodies().in_bulk(chosen)

    def versions(self, datas: Sequence[content.Data], name: str) -> list[list[str]]:
        """The field's values as paragraphs, in which those that differ can be told apart."""
        if name.startswith("body_"):
            bodies = [data.get(name) or "" for data in datas]
            return telling.told(bodies, images=self.images, articles=self.articles)
        texts = [self.paragraphs(data, name) for data in datas]
        values = {repr(data.get(name)) for data in datas if data.get(name)}
        if len({*map(tuple, filter(None, texts))}) == len(values):
            return texts
        # Two pictures, or articles, of one name.
        return [
            [f"{text} (#{number})" for text in row]
            for row, number in zip(texts, (_numbers(data.get(name)) for data in datas), strict=True)
        ]

    def paragraphs(self, data: content.Data, name: str) -> list[str]:
        """The field's value as paragraphs of plain text; empty when it has none."""
        if name.startswith("body_"):
            return self.versions([data], name)[0]
        text = self._once(data, name) if name in ONCE else data.get(name) or ""
        return [text] if text else []

    def _once(self, data: content.Data, name: str) -> str:
        rows: dict[str, dict[int, Any]] = {"section": self.sections, "lead_image": self.images}
        if name in rows:
            number = data.get(name)
            return str(rows[name].get(number, f"#{number}")) if number else ""
        if name == "kind":
            return str(dict(kind_choices()).get(data.get("kind") or "", ""))
        if name == "bylines":
            return "، ".join(self._byline(entry) for entry in data.get("bylines") or [])
        if name in ("tags", "pins", "bans"):
            names = self.tags if name == "tags" else self.articles
            return "، ".join(str(names.get(pk, f"#{pk}")) for pk in data.get(name) or [])
        moment = content.moment(data, name)
        return date_time(moment) if moment else ""

    def _byline(self, entry: dict[str, Any]) -> str:
        author = self.authors.get(entry["author"], f"#{entry['author']}")
        return f"{author} ({dict(role_choices()).get(entry['role'], entry['role'])})"


def _numbers(value: Any) -> str:
    entries = value if isinstance(value, list) else [value]
    numbers = (entry["author"] if isinstance(entry, dict) else entry for entry in entries)
    return ", #".join(str(number) for number in numbers)


def _all(datas: tuple[content.Data, ...], name: str) -> list[int]:
    return [pk for data in datas for pk in data.get(name) or []]


def shown(revision: Revision) -> list[Shown]:
    """The revision's filled fields; five queries."""
    data = content.read(revision)
    names = Words(data)
    rows = [
        Shown(name, label_of(name), language_of(name), names.paragraphs(data, name))
        for name in NAMES
    ]
    return [row for row in rows if row.paragraphs]


def changes(old: content.Data, new: content.Data, *, key: Key = exact) -> list[Change]:
    """The fields in which the two differ, word by word; five queries."""
    names = Words(old, new)
    found = []
    for name in NAMES:
        if (old.get(name) or None) == (new.get(name) or None):
            continue
        before, after = names.versions([old, new], name)
        rows = differences.paragraphs(before, after, key=key)
        is_same = all(piece.kind == "same" for row in rows for piece in row)
        if is_same and key is not exact:
            continue
        found.append(Change(name, label_of(name), language_of(name), before, after, rows, is_same))
    return found
