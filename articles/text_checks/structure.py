"""Rules about what an article has besides its sentences: fields, pictures, headings, tags."""

from __future__ import annotations

from collections.abc import Iterator

from articles.arabic.normalize import fold_key
from articles.text_checks.marks import Mark, of_article
from articles.text_checks.passages import Version


def missing_standfirst(version: Version) -> Iterator[Mark]:
    """A version with a body and no standfirst."""
    if version.text_of("body").strip() and not version.text_of("standfirst").strip():
        yield of_article("standfirst")


def missing_section(version: Version) -> Iterator[Mark]:
    """An article without a section."""
    if not version.has_section:
        yield of_article("section")


def missing_byline(version: Version) -> Iterator[Mark]:
    """An article that nobody signs."""
    if not version.has_byline:
        yield of_article("bylines-0-author")


def missing_alt(version: Version) -> Iterator[Mark]:
    """A picture without an alternative text in the language of the version."""
    if any(not picture.alt.strip() for picture in version.pictures):
        yield of_article("lead_image")


def missing_credit(version: Version) -> Iterator[Mark]:
    """A picture without a credit."""
    if any(not picture.credit.strip() for picture in version.pictures):
        yield of_article("lead_image")


def skipped_heading(version: Version) -> Iterator[Mark]:
    """A subheading below no heading."""
    level = 1
    for number, passage in enumerate(version.passages):
        if passage.kind in ("h2", "h3"):
            if int(passage.kind[1]) > level + 1:
                yield Mark(number, 0, len(passage.text))
            level = int(passage.kind[1])


def duplicate_tags(version: Version) -> Iterator[Mark]:
    """Two tags that readers take for one another."""
    keys = [fold_key(tag) for tag in version.tags]
    if len(set(keys)) < len(keys):
        yield of_article("tags")
