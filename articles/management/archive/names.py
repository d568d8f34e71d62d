"""Sections, tags and authors of an archive: found by their folded names, made where missing.

Everything found is remembered, so a batch costs few queries however many
pieces it has; an archive of 16,000 articles names some 8,000 things.
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

OTHER: Final = "منوعات"
"""The section of pieces that name none."""

_NAMES: Final = tuple(f"name_{code}" for code in LANGUAGES)
_SLUGS: Final = tuple(f"slug_{code}" for code in LANGUAGES)
_NOT_MADE: Final = -1
"""What a dry run gives instead of the number of a row."""

# What other houses call their sections, by folded name: the slug here, and a name for a new one.
_RENAMED: Final = {
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
        ("miscellany", OTHER): "منوعات، متفرقات، منوع، miscellaneous",
    }.items()
    for theirs in names.split("،")
}


class Names:
    """What an import knows of the newsroom's names; `made` counts what it had to add.

    A dry run counts the same and adds nothing.
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

    def learn(
        self, *, categories: Iterable[str], tags: Iterable[str], authors: Iterable[str]
    ) -> None:
        """Find or make everything a batch names; about ten queries, and three for each new section.

        Each new section is a transaction, and so are the authors and the tags, made
        in the order of their folded names: two imports, or one and the desk, never
        wait for each other in a circle. A free address is chosen before what is
        there is looked for: what somebody else makes at the same time is found
        then, or has the address and is found at the next try.
        """
        with override(LANGUAGES[0]):
            for category in categories:
                if _section_key(category) not in self._sections:
                    retry_on_conflict(partial(self._learn_section, category))
            retry_on_conflict(partial(self._learn_authors, list(authors)))
            retry_on_conflict(partial(self._learn_tags, list(tags)))

    def section(self, category: str) -> int:
        """The section of a learnt category."""
        return self._sections[_section_key(category)]

    def author(self, name: str) -> int:
        """The author of a learnt name."""
        return self._authors[fold_key(name)]

    def tag(self, name: str) -> int:
        """The tag of a learnt name."""
        return self._tags[fold_key(name)]

    def _learn_section(self, category: str) -> None:
        key = _section_key(category)
        slug, name = _RENAMED.get(key, ("", category[:80]))
        free = free_slug(Section, "slug", slug or name, "section")
        self._read_sections()
        names = (key, fold_key(slug), fold_key(name))
        known = next((self._sections[each] for each in names if each in self._sections), None)
        if known is None:
            known = self._made_section(name, free)
            self.made["sections"] += 1
        self._sections[key] = self._sections[fold_key(name)] = known

    def _made_section(self, name: str, slug: str) -> int:
        if self._is_dry:
            return _NOT_MADE
        return Section.objects.create(**self._named(name), slug=slug).pk

    def _learn_authors(self, names: Iterable[str]) -> None:
        new = {key: name for name in names if (key := fold_key(name)) not in self._authors}
        keys = sorted(new)
        slugs = _free_slugs(Author, ("slug",), [new[key] for key in keys], fallback="author")
        self._read_authors(Author.objects.filter(any_key("in", keys)))
        missing = {
            key: Author(**self._named(new[key]), slug=slug)
            for key, slug in zip(keys, slugs, strict=True)
            if key not in self._authors
        }
        authors = missing.values() if self._is_dry else Author.objects.bulk_create(missing.values())
        self._authors |= {
            key: author.pk or _NOT_MADE for key, author in zip(missing, authors, strict=True)
        }
        self.made["authors"] += len(authors)

    def _named(self, name: str) -> dict[str, str]:
        """The name in the language of the archive, and in the default one, which lists go by."""
        return {f"name_{language}": name for language in (LANGUAGES[0], self.language)}

    def _learn_tags(self, names: Iterable[str]) -> None:
        new = {key: name for name in names if (key := fold_key(name)) not in self._tags}
        if not new:
            return
        self._tags |= {key: tag.pk for key, tag in Tag.objects.spelled(new.values()).items()}
        missing = {key: new[key] for key in sorted(new.keys() - self._tags.keys())}
        slugs = _free_slugs(Tag, _SLUGS, missing.values(), fallback="tag")
        tags = [
            Tag(
                **self._named(name),
                **{f"slug_{language}": slug for language in (LANGUAGES[0], self.language)},
            )
            for name, slug in zip(missing.values(), slugs, strict=True)
        ]
        made = tags if self._is_dry else Tag.objects.bulk_create(tags)
        self._tags |= {key: tag.pk or _NOT_MADE for key, tag in zip(missing, made, strict=True)}
        self.made["tags"] += len(tags)


def _section_key(category: str) -> str:
    return fold_key(category) or fold_key(OTHER)


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
