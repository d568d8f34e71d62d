"""The texts of an article on which people comment, and where quoted passages stand in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.utils import timezone

from articles import content, text_anchors
from articles.comments.models import CommentThread
from articles.conf import LANGUAGES
from articles.models import Article, Revision
from articles.text_checks.bodies import body_passages

_NAMES: Final = ("kicker", "headline", "standfirst", "body")
FIELDS: Final = tuple(f"{name}_{code}" for code in LANGUAGES for name in _NAMES)
"""The keys of `content.Data` that can be commented on."""


_ANCHOR: Final = ("exact", "prefix", "suffix", "position")


def text_of(data: content.Data, field: str) -> str:
    """The text of the field as it is read, the blocks of a body on lines of their own."""
    text = str(data.get(field) or "")
    name, _separator, language = field.rpartition("_")
    if name != "body":
        return text
    return "\n".join(passage.text for passage in body_passages(text, language))


def refresh(article: int) -> None:
    """Look for the passages of the article's threads in its newest version.

    Two queries when all were looked for there, else one more for every thread and each version in
    which they stood. Threads of what was read are locked, so that nobody's answer is overtaken.
    """
    newest = Article.objects.filter(pk=article).values_list("latest_revision", flat=True).first()
    if newest is None:
        return
    with transaction.atomic():
        rows = CommentThread.objects.select_for_update(no_key=True).filter(article=article)
        threads = list(rows.exclude(revision=newest).order_by("pk"))
        if threads:
            _follow(threads, newest)


def _follow(threads: list[CommentThread], newest: int) -> None:
    contents = _contents({newest, *(thread.revision_id for thread in threads)})
    # Threads of one field and version after each other: what is compared once is remembered.
    threads.sort(key=lambda thread: (thread.field, thread.revision_id or 0))
    for thread in threads:
        before = contents.get(thread.revision_id or 0, {})
        found = text_anchors.refresh(
            thread.anchor, text_of(before, thread.field), text_of(contents[newest], thread.field)
        )
        was = (thread.exact, thread.is_lost)
        thread.is_lost = found is None
        thread.quote(found or thread.anchor)
        thread.revision_id = newest
        if (thread.exact, thread.is_lost) != was:
            thread.changed_at = timezone.now()
        thread.save(update_fields=(*_ANCHOR, "revision", "is_lost", "changed_at"))


def _contents(revisions: Iterable[int | None]) -> dict[int, content.Data]:
    rows = Revision.objects.filter(pk__in=[number for number in revisions if number])
    return dict(rows.values_list("pk", "data"))
