"""Saving tags, with redirects from their former slugs; see `tag_merges` for merging them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles import outbox
from articles.conf import LANGUAGES
from articles.models import Announcement, SiteState, Tag, TagRedirect
from articles.workflow import redirects


def snapshot(tag: Tag) -> dict[str, Any]:
    """The data of a tag for `TagMerge.details`; one query."""
    return {
        "names": {code: getattr(tag, f"name_{code}") or "" for code in LANGUAGES},
        "slugs": _slugs(tag),
        "descriptions": {code: getattr(tag, f"description_{code}") or "" for code in LANGUAGES},
        "aliases": list(tag.aliases.order_by("pk").values_list("name", flat=True)),
        "is_retired": tag.is_retired,
        "broader": tag.broader_id,
        "picture": tag.picture_id,
    }


def _slugs(tag: Tag) -> dict[str, str]:
    """The tag's slug by language; "" where it has none."""
    return {code: getattr(tag, f"slug_{code}") or "" for code in LANGUAGES}


def add_tag_redirects(slugs: Mapping[str, str], tag: Tag) -> None:
    """Make redirects from the slugs (by language) to the tag, except for taken ones."""
    for code, slug in slugs.items():
        is_taken = partial(_is_taken, code)
        redirects.add_redirects(TagRedirect, "tag", tag, [slug], is_taken, language=code)


def _is_taken(language: str, slug: str) -> bool:
    return Tag.objects.filter(**{f"slug_{language}": slug}).exists()


def announce(articles: set[int], *, at: datetime) -> None:
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
        if before is not None and snapshot(before) != snapshot(tag):
            left = _slugs(before)
            add_tag_redirects({code: left[code] for code in left if left[code] != slugs[code]}, tag)
            announce(set(tag.tagged_items.values_list("content_object", flat=True)), at=at)
        SiteState.objects.increment_version()
