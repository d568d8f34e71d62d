"""Sections, tags and authors of an import: looked up by folded name, created where missing.

Results are cached, so a batch costs few queries whatever its size; an archive of 16,000
articles has about 8,000 names.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from itertools import count
from typing import Any, Final

from django.db import models
from django.utils.translation import override

from articles.arabic.normalize import fold_key
from articles.arabic.slugs import numbered, slugify
from articles.conf import LANGUAGES
from articles.models import Author, Section, Tag
from articles.models.fields import any_key, free_slug, retry_on_conflict, taken_slugs

DEFAULT_SECTION: Final = "منوعات"
"""The section of records without a category."""

_NAMES: Final = tuple(f"name_{code}" for code in LANGUAGES)
_SLUGS: Final = tuple(f"slug_{code}" for code in LANGUAGES)
_DRY_RUN_ID: Final = -1
"""The id of rows that a dry run does not create."""

# Sections of other newsrooms by folded name: the slug here, and the name of a new section.
_SECTION_SYNONYMS: Final = {
    fold_key(theirs): ours
    for ours, names in {
        ("world", "العالم"): "دولي، دولية، عالمي، العالم، أخبار العالم، world، international",
        ("arab-world", "العالم العربي"): "الشرق الأوسط، عربي، العالم العربي، middle east",
        ("local", "محليات"): "محلي، محليات، محلية، local",
        (
            "science",
            "علوم وتكنولوجيا",
        ): "تكنولوجيا، علوم، تقنية، علوم وتكنولوجيا، technology، science",
        ("economy", "اقتصاد"): "اقتصاد، الاقتصاد، أعمال، مال وأعمال، economy، business",
        ("sport", "رياضة"): "رياضة، الرياضة، sport، sports",
        ("culture", "ثقافة"): "ثقافة، ثقافة وفن، فن، فنون، culture",
        ("society", "مجتمع"): "مجتمع، المجتمع، society",
        ("politics", "سياسة"): "سياسة، السياسة، politics",
        ("miscellany", DEFAULT_SECTION): "منوعات، متفرقات، منوع، miscellaneous",
    }.items()
    for theirs in names.split("،")
}


class TaxonomyLookup:
    """Ids of sections, tags and authors by name; `made` counts the created ones.

    A dry run counts them without creating any.
    """

    def __init__(self, *, language: str, is_dry: bool = False) -> None:
        self.language = language
        self._is_dry = is_dry
        self.made = {"sections": 0, "tags": 0, "authors": 0}
        self._sections: dict[str, int] = {}
        self._authors: dict[str, int] = {}
        self._tags: dict[str, int] = {}
        self._read_sections()
        self._read_authors(Author.objects.all())

    def _read_sections(self) -> None:
        rows = Section.objects.values_list("pk", *_NAMES, "slug")
        self._sections = _by_key(rows) | self._sections

    def _read_authors(self, authors: models.QuerySet[Author]) -> None:
        self._authors = _by_key(authors.values_list("pk", *_NAMES)) | self._authors

    def resolve(
        self, *, categories: Iterable[str], tags: Iterable[str], authors: Iterable[str]
    ) -> None:
        """Find or create the names of a batch; about ten queries, and three for a new section.

        Sections, authors and tags are created in separate transactions, in the order of their
        folded names, which avoids deadlocks with other imports and the desk. A free slug is
        chosen before existing rows are read, so that a row created concurrently is either found
        then, or takes the slug and is found by the retry.
        """
        with override(LANGUAGES[0]):
            for category in categories:
                if _section_key(category) not in self._sections:
                    retry_on_conflict(partial(self._resolve_section, category))
            retry_on_conflict(partial(self._resolve_authors, list(authors)))
            retry_on_conflict(partial(self._resolve_tags, list(tags)))

    def section(self, category: str) -> int:
        """The section id of a resolved category."""
        return self._sections[_section_key(category)]

    def author(self, name: str) -> int:
        """The author id of a resolved name."""
        return self._authors[fold_key(name)]

    def tag(self, name: str) -> int:
        """The tag id of a resolved name."""
        return self._tags[fold_key(name)]

    def _resolve_section(self, category: str) -> None:
        key = _section_key(category)
        slug, name = _SECTION_SYNONYMS.get(key, ("", category[:80]))
        free = free_slug(Section, "slug", slug or name, "section")
        self._read_sections()
        names = (key, fold_key(slug), fold_key(name))
        known = next((self._sections[each] for each in names if each in self._sections), None)
        if known is None:
            known = self._create_section(name, free)
            self.made["sections"] += 1
        self._sections[key] = self._sections[fold_key(name)] = known

    def _create_section(self, name: str, slug: str) -> int:
        if self._is_dry:
            return _DRY_RUN_ID
        return Section.objects.create(**self._name_columns(name), slug=slug).pk

    def _resolve_authors(self, names: Iterable[str]) -> None:
        new = {key: name for name in names if (key := fold_key(name)) not in self._authors}
        keys = sorted(new)
        slugs = _free_slugs(Author, ("slug",), [new[key] for key in keys], fallback="author")
        self._read_authors(Author.objects.filter(any_key("in", keys)))
        missing = {
            key: Author(**self._name_columns(new[key]), slug=slug)
            for key, slug in zip(keys, slugs, strict=True)
            if key not in self._authors
        }
        authors = missing.values() if self._is_dry else Author.objects.bulk_create(missing.values())
        self._authors |= {
            key: author.pk or _DRY_RUN_ID for key, author in zip(missing, authors, strict=True)
        }
        self.made["authors"] += len(authors)

    def _name_columns(self, name: str) -> dict[str, str]:
        """The name columns: in the language of the archive, and in the default one."""
        return {f"name_{language}": name for language in (LANGUAGES[0], self.language)}

    def _resolve_tags(self, names: Iterable[str]) -> None:
        new = {key: name for name in names if (key := fold_key(name)) not in self._tags}
        if not new:
            return
        self._tags |= {key: tag.pk for key, tag in Tag.objects.spelled(new.values()).items()}
        missing = {key: new[key] for key in sorted(new.keys() - self._tags.keys())}
        slugs = _free_slugs(Tag, _SLUGS, missing.values(), fallback="tag")
        tags = [
            Tag(
                **self._name_columns(name),
                **{f"slug_{language}": slug for language in (LANGUAGES[0], self.language)},
            )
            for name, slug in zip(missing.values(), slugs, strict=True)
        ]
        made = tags if self._is_dry else Tag.objects.bulk_create(tags)
        self._tags |= {key: tag.pk or _DRY_RUN_ID for key, tag in zip(missing, made, strict=True)}
        self.made["tags"] += len(tags)


def _section_key(category: str) -> str:
    return fold_key(category) or fold_key(DEFAULT_SECTION)


def _by_key(rows: Iterable[tuple[Any, ...]]) -> dict[str, int]:
    """Primary keys by each folded name; the first row wins."""
    found: dict[str, int] = {}
    for pk, *names in rows:
        for name in names:
            if name and fold_key(name):
                found.setdefault(fold_key(name), pk)
    return found


def _free_slugs(
    model: type[models.Model], fields: Sequence[str], names: Iterable[str], *, fallback: str
) -> list[str]:
    """A slug for each new row that no other has, or once had, in the fields, nor one of these.

    One query, and one for each name whose slug is taken.
    """
    wanted = [slugify(name) or fallback for name in names]
    taken = taken_slugs(model, fields, "in", wanted)
    slugs: list[str] = []
    for slug in wanted:
        free = slug
        numbers = count(2)
        while free in taken or (free != slug and taken_slugs(model, fields, "in", [free])):
            free = numbered(slug, next(numbers))
        taken.add(free)
        slugs.append(free)
    return slugs
