"""Bulk publication of imported articles, in one transaction and about a dozen statements.

The only writer of states and live columns besides the verbs. Writes what `create` and
`publish` would have written one by one: the live columns, one revision that is both the newest
and the live one, tags, bylines, contributors, a transition and an announcement.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import override

from articles import content, outbox
from articles.conf import LANGUAGES
from articles.errors import Incomplete
from articles.models import (
    Article,
    Author,
    Byline,
    Revision,
    Tag,
    TaggedArticle,
    Transition,
)
from articles.models.article import Publication, State
from articles.models.fields import retry_on_conflict


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """An article to import, identified by `source` and `source_id`, complete in `language`.

    `data` is what `articles.content.clean` returns, with ids of existing sections, tags and
    authors. `details` go into the transition.
    """

    source: str
    source_id: str
    language: str
    published_at: datetime
    data: content.Data
    details: dict[str, Any] = field(default_factory=dict)


class ImportCounts(NamedTuple):
    """The numbers of published articles and of those that existed already."""

    new: int
    known: int


def publish_imported(rows: Sequence[ImportedArticle], *, at: datetime) -> ImportCounts:
    """Publish the rows that do not exist yet at their `published_at`; one transaction.

    A row whose (source, id) exists or occurred before is skipped. Concurrent imports are safe:
    a unique conflict is retried. About a dozen queries for any number of rows. Raises
    Incomplete for a row without section, headline or body.
    """
    for row in rows:
        _refuse_incomplete(row)
    fresh = retry_on_conflict(partial(_publish_new, rows, at))
    return ImportCounts(fresh, len(rows) - fresh)


def _publish_new(rows: Sequence[ImportedArticle], at: datetime) -> int:
    fresh = _new_rows(rows)
    if not fresh:
        return 0
    # The bare columns of modeltranslation follow the active language: always the default.
    with override(LANGUAGES[0]):
        # Copied, since modeltranslation changes the language for every default it makes.
        blank = Article(state=State.PUBLISHED, created_at=at, edited_at=at)
        articles = Article.objects.bulk_create(_article(copy(blank), row) for row in fresh)
    _write_revisions(articles, fresh, at)
    _write_relations(articles, fresh)
    outbox.announce_imported([article.pk for article in articles], at=at)
    return len(fresh)


def existing_keys(keys: Sequence[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the (source, id) pairs that exist; one query for each source."""
    ids: dict[str, list[str]] = {}
    for source, source_id in keys:
        ids.setdefault(source, []).append(source_id)
    return {
        (source, source_id)
        for source, wanted in ids.items()
        for source_id in Article.objects.filter(source=source, source_id__in=wanted).values_list(
            "source_id", flat=True
        )
    }


def _new_rows(rows: Sequence[ImportedArticle]) -> list[ImportedArticle]:
    by_key = {(row.source, row.source_id): row for row in reversed(rows)}
    there = existing_keys(list(by_key))
    return [row for key, row in reversed(by_key.items()) if key not in there]


def _refuse_incomplete(row: ImportedArticle) -> None:
    """Raise Incomplete without section, headline or body; a byline is not required."""
    gaps = [] if row.data["section"] else [_("section")]
    if row.language not in content.complete_languages(row.data):
        gaps.append(_("headline and body in the chosen language"))
    if gaps:
        raise Incomplete(gaps)


def _article(article: Article, row: ImportedArticle) -> Article:
    article.source, article.source_id = row.source, row.source_id
    content.apply(article, row.data, parts=(*LANGUAGES, content.SHARED))
    own = {
        "publication": Publication.PUBLISHED,
        "published_at": row.published_at,
        "first_published_at": row.published_at,
    }
    for name, value in (own | {"withdrawal_note": ""}).items():
        setattr(article, f"{name}_{row.language}", value)
    return article


def _write_revisions(articles: list[Article], rows: list[ImportedArticle], at: datetime) -> None:
    """One revision for each article, the newest and the live one, and its transition."""
    revisions = Revision.objects.bulk_create(
        Revision(article=article, data=row.data, schema=content.SCHEMA, created_at=at)
        for article, row in zip(articles, rows, strict=True)
    )
    only = Subquery(Revision.objects.filter(article=OuterRef("pk")).values("pk")[:1])
    written = Article.objects.filter(pk__in=[article.pk for article in articles])
    written.update(latest_revision=only, shared_revision=only)
    for language in {row.language for row in rows}:
        here = written.filter(**{f"publication_{language}": Publication.PUBLISHED})
        here.update(**{f"live_revision_{language}": only})
    Transition.objects.bulk_create(
        Transition(
            article=revision.article,
            verb="import",
            from_state="",
            to_state=State.PUBLISHED,
            revision=revision,
            details=row.details | {"languages": [row.language]},
            at=at,
        )
        for revision, row in zip(revisions, rows, strict=True)
    )


def _write_relations(articles: list[Article], rows: list[ImportedArticle]) -> None:
    pairs = list(zip(articles, rows, strict=True))
    Byline.objects.bulk_create(
        Byline(article=article, author_id=entry["author"], role=entry["role"], position=position)
        for article, row in pairs
        for position, entry in enumerate(row.data["bylines"])
    )
    tags = Tag.objects.locked({tag for row in rows for tag in row.data["tags"]})
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag_id=tag)
        for article, row in pairs
        for tag in dict.fromkeys(tags[tag].pk for tag in row.data["tags"] if tag in tags)
    )
    wanted = {entry["author"] for row in rows for entry in row.data["bylines"]}
    users = dict(Author.objects.filter(pk__in=wanted, user__isnull=False).values_list("pk", "user"))
    link: Any = Article.contributors.through
    link._default_manager.bulk_create(
        link(article_id=article.pk, user_id=user)
        for article, row in pairs
        for user in {
            users[entry["author"]] for entry in row.data["bylines"] if entry["author"] in users
        }
    )
