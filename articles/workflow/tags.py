"""Merging and saving tags, with redirects from their former slugs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import outbox
from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Refused
from articles.models import (
    Announcement,
    SiteState,
    Tag,
    TagAlias,
    TaggedArticle,
    TagMerge,
    TagRedirect,
)
from articles.workflow import redirects

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def merge(
    tags: Iterable[Tag], *, into: Tag, by: User, at: datetime | None = None
) -> list[TagMerge]:
    """Merge the tags into `into`, which gets their articles, aliases and redirects.

    One transaction. A `TagMerge` for each keeps its data and the ids of its articles; revisions
    keep the old ids, which resolve to `into`. Raises NotAllowed, and Refused for fewer than two
    tags.
    """
    if not (by.has_perm("articles.change_tag") and by.has_perm("articles.delete_tag")):
        raise NotAllowed()
    at = at or timezone.now()
    with transaction.atomic():
        wanted = Tag.objects.filter(pk__in=[into.pk, *(tag.pk for tag in tags)])
        rows = {tag.pk: tag for tag in wanted.select_for_update().order_by("pk")}
        old = [tag for pk, tag in rows.items() if pk != into.pk]
        if not old or into.pk not in rows:
            raise Refused(_("Choose at least two tags to merge."))
        records = [_merge(tag, rows[into.pk], by=by, at=at) for tag in old]
        moved = {pk for record in records for pk in record.details["articles"]}
        _announce(moved, at=at)
        SiteState.objects.increment_version()
    return records


def _merge(tag: Tag, into: Tag, *, by: User, at: datetime) -> TagMerge:
    articles = list(TaggedArticle.objects.filter(tag=tag).values_list("content_object", flat=True))
    record = TagMerge.objects.create(
        merged=tag.pk, into=into, by=by, at=at, details=_snapshot(tag) | {"articles": articles}
    )
    TagMerge.objects.filter(into=tag).update(into=into)
    held = set(TaggedArticle.objects.filter(tag=into).values_list("content_object", flat=True))
    TaggedArticle.objects.filter(tag=tag, content_object__in=held).delete()
    TaggedArticle.objects.filter(tag=tag).update(tag=into)
    TagAlias.objects.filter(tag=tag).update(tag=into)
    TagRedirect.objects.filter(tag=tag).update(tag=into)
    tag.delete()
    _add_aliases(record.details["names"].values(), into)
    _add_tag_redirects(record.details["slugs"], into)
    return record


def _snapshot(tag: Tag) -> dict[str, Any]:
    """The data of a tag for `TagMerge.details`."""
    return {
        "names": {code: getattr(tag, f"name_{code}") or "" for code in LANGUAGES},
        "slugs": _slugs(tag),
        "descriptions": {code: getattr(tag, f"description_{code}") or "" for code in LANGUAGES},
        "aliases": list(tag.aliases.order_by("pk").values_list("name", flat=True)),
    }


def _slugs(tag: Tag) -> dict[str, str]:
    """The tag's slug by language; "" where it has none."""
    return {code: getattr(tag, f"slug_{code}") or "" for code in LANGUAGES}


def _add_aliases(names: Iterable[str], tag: Tag) -> None:
    for name in names:
        if fold_key(name) and fold_key(name) not in Tag.objects.spelled([name]):
            TagAlias.objects.create(tag=tag, name=name)


def _add_tag_redirects(slugs: Mapping[str, str], tag: Tag) -> None:
    """Make redirects from the slugs (by language) to the tag, except for taken ones."""
    for code, slug in slugs.items():
        is_taken = partial(_is_taken, code)
        redirects.add_redirects(TagRedirect, "tag", tag, [slug], is_taken, language=code)


def _is_taken(language: str, slug: str) -> bool:
    return Tag.objects.filter(**{f"slug_{language}": slug}).exists()


def _announce(articles: set[int], *, at: datetime) -> None:
    """Announce `updated` for the articles; delivered after the commit, or by `due`."""
    Announcement.objects.bulk_create(
        Announcement(article_id=pk, event="updated", at=at) for pk in sorted(articles)
    )
    outbox.deliver_after_commit()


def save_tag(tag: Tag, *, at: datetime | None = None) -> None:
    """Save a tag, with redirects from the slugs that it gives up, and announce its articles.

    One transaction; raises Refused when the row was merged or deleted meanwhile.
    """
    at = at or timezone.now()
    with transaction.atomic():
        redirects.refuse_deleted(tag)
        before = Tag.objects.filter(pk=tag.pk).first()
        row: Any = tag
        row.save()
        slugs = _slugs(tag)
        for code, slug in slugs.items():
            TagRedirect.objects.filter(language=code, slug=slug).delete()
        if before is not None and _snapshot(before) != _snapshot(tag):
            left = _slugs(before)
            _add_tag_redirects(
                {code: left[code] for code in left if left[code] != slugs[code]}, tag
            )
            _announce(set(tag.tagged_items.values_list("content_object", flat=True)), at=at)
        SiteState.objects.increment_version()
