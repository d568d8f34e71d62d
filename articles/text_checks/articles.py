"""The checks of an article: its versions as stored, the newsroom's rules, what it ignores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from articles import body, content
from articles.conf import LANGUAGES
from articles.errors import TextFaults
from articles.models import Article, IgnoredFinding, Image, Revision, Tag, TextRule
from articles.models.article import TRANSLATED
from articles.text_checks.bodies import body_passages
from articles.text_checks.passages import Passage, Picture, Version
from articles.text_checks.rules import RULES, Finding, check

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

FIELDS: Final = tuple(field for field in TRANSLATED if field != "slug")
"""The translated fields that are read, with the body in its place."""
_MOST_TEXT: Final = 100
_MOST_WORD: Final = 64


class Policy(NamedTuple):
    """The ids of the rules that the newsroom uses, and of those that block submission."""

    active: frozenset[str]
    blocking: frozenset[str]


def policy() -> Policy:
    """The newsroom's rules: its choices, and the default of what it has not chosen. One query."""
    chosen = {row.rule: row for row in TextRule.objects.all()}
    active = frozenset(
        rule
        for rule, default in RULES.items()
        if (chosen[rule].is_active if rule in chosen else default.is_active)
    )
    blocking = frozenset(rule for rule in active if rule in chosen and chosen[rule].is_blocking)
    return Policy(active, blocking)


class Place(NamedTuple):
    """By what a finding is recognised in another version of the text, as written."""

    rule: str
    text: str
    before: str
    after: str


def place_of(rule: str, text: str, before: str, after: str) -> Place:
    """The place of a finding: its rule, the marked words, the word on either side."""
    return Place(rule, text[:_MOST_TEXT], before[:_MOST_WORD], after[:_MOST_WORD])


def ignore(article: Article, place: Place, *, by: User) -> None:
    """Let the finding stand from now on, in this article; two queries at most."""
    IgnoredFinding.objects.get_or_create(article=article, **place._asdict(), defaults={"by": by})


def ignored_places(article: int | None) -> list[Place]:
    """The places that are ignored in the article; one query, none without an article."""
    if article is None:
        return []
    rows = IgnoredFinding.objects.filter(article=article)
    return [Place(*row) for row in rows.values_list("rule", "text", "before", "after")]


def without_ignored(findings: Iterable[Finding], ignored: Iterable[Place]) -> list[Finding]:
    """The findings but for the ignored ones.

    One is recognised while its words and the word on one side are the same, so that it outlives
    edits around it.
    """
    known = list(ignored)
    return [finding for finding in findings if not _is_ignored(finding, known)]


def _is_ignored(finding: Finding, ignored: list[Place]) -> bool:
    place = place_of(finding.rule, finding.text, finding.before, finding.after)
    return any(
        each[:2] == place[:2] and (each.before == place.before or each.after == place.after)
        for each in ignored
    )


def versions(data: content.Data) -> list[Version]:
    """The version of each language in which something is written; two queries at most."""
    written = [code for code in LANGUAGES if data[f"headline_{code}"] or data[f"body_{code}"]]
    images = pictures_by_number(image_numbers(data, written))
    tags = Tag.objects.by_number(data["tags"]) if data["tags"] else {}
    return [
        Version(
            code,
            tuple(passages(data, code)),
            has_section=data["section"] is not None,
            has_byline=bool(data["bylines"]),
            pictures=tuple(
                Picture(getattr(images[pk], f"alt_{code}") or "", images[pk].credit)
                for pk in image_numbers(data, [code])
                if pk in images
            ),
            tags=tuple(str(tag) for tag in tags.values()),
        )
        for code in written
    ]


def image_numbers(data: Mapping[str, Any], languages: Iterable[str]) -> list[int]:
    """The primary keys of the lead picture and of those in the bodies, each once."""
    numbers = [data["lead_image"]] if data["lead_image"] else []
    for code in languages:
        numbers += sorted(body.references(data[f"body_{code}"]).images)
    return list(dict.fromkeys(numbers))


def pictures_by_number(numbers: Iterable[int]) -> dict[int, Image]:
    """The pictures of the library by primary key; one query, none without numbers."""
    wanted = list(numbers)
    return Image.objects.in_bulk(wanted) if wanted else {}


def passages(data: Mapping[str, Any], language: str) -> list[Passage]:
    """The passages of the language's fields and of its body, in the order of the fields."""
    found: list[Passage] = []
    for field in FIELDS:
        text = data[f"{field}_{language}"]
        if field == "body":
            found += body_passages(text, language)
        elif text:
            found.append(Passage(field, 0, "line", language, text))
    return found


def refuse_text_faults(article: Article, revision: Revision) -> None:
    """Raise TextFaults for findings of the blocking rules that nobody let stand.

    One query where no rule blocks, four at most.
    """
    blocking = policy().blocking
    if not blocking:
        return
    found = [
        finding
        for version in versions(content.read(revision))
        for finding in check(version, blocking)
    ]
    standing = without_ignored(found, ignored_places(article.pk)) if found else []
    if standing:
        raise TextFaults(RULES[rule].label for rule in RULES if _has(standing, rule))


def _has(findings: Iterable[Finding], rule: str) -> bool:
    return any(finding.rule == rule for finding in findings)
