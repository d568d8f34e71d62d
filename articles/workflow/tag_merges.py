"""Merging tags, and undoing that from the record that a merge leaves."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.arabic.normalize import fold_key
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Refused
from articles.models import (
    Article,
    Image,
    SiteState,
    Tag,
    TagAlias,
    TaggedArticle,
    TagMerge,
    TagRedirect,
)
from articles.models.fields import free_slug
from articles.workflow.tags import add_tag_redirects, announce, snapshot

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

_PERMISSIONS: Final = ("articles.change_tag", "articles.delete_tag")
_IN_A_QUERY: Final = 500
"""Articles whose versions are read by one query."""


def may_merge(user: Any) -> bool:
    """Whether the user may merge tags and undo merges; no query beyond the permissions."""
    return bool(user.has_perms(_PERMISSIONS))


def merge(
    tags: Iterable[Tag], *, into: Tag, by: User, at: datetime | None = None
) -> list[TagMerge]:
    """Merge the tags into `into`, which gets their articles, aliases, redirects and narrower tags.

    One transaction. A `TagMerge` for each keeps its data and the ids of its articles; revisions
    keep the old ids, which resolve to `into`. Raises NotAllowed, and Refused for fewer than two
    tags.
    """
    if not may_merge(by):
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
        announce(moved, at=at)
        SiteState.objects.increment_version()
    return records


def _merge(tag: Tag, into: Tag, *, by: User, at: datetime) -> TagMerge:
    articles = list(TaggedArticle.objects.filter(tag=tag).values_list("content_object", flat=True))
    details = snapshot(tag) | {
        "articles": articles,
        "redirects": list(TagRedirect.objects.filter(tag=tag).values_list("pk", flat=True)),
        "merges": list(TagMerge.objects.filter(into=tag).values_list("pk", flat=True)),
        "narrower": list(Tag.objects.filter(broader=tag).values_list("pk", flat=True)),
    }
    record = TagMerge.objects.create(merged=tag.pk, into=into, by=by, at=at, details=details)
    TagMerge.objects.filter(into=tag).update(into=into)
    held = set(TaggedArticle.objects.filter(tag=into).values_list("content_object", flat=True))
    TaggedArticle.objects.filter(tag=tag, content_object__in=held).delete()
    TaggedArticle.objects.filter(tag=tag).update(tag=into)
    TagAlias.objects.filter(tag=tag).update(tag=into)
    TagRedirect.objects.filter(tag=tag).update(tag=into)
    _move_narrower(tag, into)
    tag.delete()
    _add_aliases(record.details["names"].values(), into)
    add_tag_redirects(record.details["slugs"], into)
    return record


def _move_narrower(tag: Tag, into: Tag) -> None:
    """Put what is narrower than the tag under `into`, which itself takes its place under `tag`."""
    if into.broader_id == tag.pk:
        into.broader_id = tag.broader_id if tag.broader_id != into.pk else None
        Tag.objects.filter(pk=into.pk).update(broader=into.broader_id)
    Tag.objects.filter(broader=tag).exclude(pk=into.pk).update(broader=into)


def _add_aliases(names: Iterable[str], tag: Tag) -> None:
    for name in names:
        if fold_key(name) and fold_key(name) not in Tag.objects.spelled([name]):
            TagAlias.objects.create(tag=tag, name=name)


def undo(record: TagMerge, *, by: User, at: datetime | None = None) -> tuple[Tag, int, int]:
    """Bring the merged tag back from its record; (the tag, articles given back, articles left).

    It gets its number, names, addresses, aliases, former addresses and narrower tags again, and
    the articles whose version still names it; the tag that stayed is taken off those that had not
    both. Articles saved since name the tag that stayed and keep it. One transaction; raises
    NotAllowed, and Refused when the merge was undone meanwhile or another tag has one of the
    names by now.
    """
    if not may_merge(by):
        raise NotAllowed()
    at = at or timezone.now()
    with transaction.atomic():
        found = TagMerge.objects.select_for_update().filter(pk=record.pk).first()
        if found is None:
            raise Refused(_("This merge was undone already."))
        into = Tag.objects.select_for_update().get(pk=found.into_id)
        _refuse_taken_names(found, into)
        tag = _restored_tag(found, into)
        moved = _give_back(found, tag, into)
        found.delete()
        announce(moved, at=at)
        SiteState.objects.increment_version()
    return tag, len(moved), len(set(found.details["articles"]) - moved)


def _refuse_taken_names(record: TagMerge, into: Tag) -> None:
    """Raise Refused when a name of the merged tag is another tag's, other than as an alias here."""
    own = set(into.aliases.values_list("key", flat=True))
    names = [name for name in record.details["names"].values() if name]
    for key, holder in Tag.objects.spelled(names).items():
        if holder.pk != into.pk or key not in own:
            said = _("The tag “%(tag)s” has this name by now: rename it first.")
            raise Refused(said % {"tag": holder})


def _restored_tag(record: TagMerge, into: Tag) -> Any:
    """The tag as its record has it, with what hung on it then."""
    details = record.details
    names = {code: name for code, name in details["names"].items() if code in LANGUAGES}
    keys = {fold_key(name) for name in names.values()} - {""}
    TagAlias.objects.filter(tag=into, key__in=keys).delete()
    for code, slug in details["slugs"].items():
        TagRedirect.objects.filter(tag=into, language=code, slug=slug).delete()
    broader, picture = details.get("broader"), details.get("picture")
    tag: Any = Tag(
        pk=record.merged,
        is_retired=details.get("is_retired", False),
        broader=Tag.objects.filter(pk=broader).first(),
        picture=Image.objects.filter(pk=picture).first(),
    )
    for code, name in names.items():
        slug = details["slugs"].get(code) or ""
        setattr(tag, f"name_{code}", name)
        setattr(tag, f"description_{code}", details["descriptions"].get(code) or "")
        setattr(tag, f"slug_{code}", slug and free_slug(Tag, f"slug_{code}", slug, "tag"))
    tag.save(force_insert=True)
    aliases = {fold_key(name) for name in details["aliases"]}
    TagAlias.objects.filter(tag=into, key__in=aliases).update(tag=tag)
    TagRedirect.objects.filter(tag=into, pk__in=details.get("redirects", ())).update(tag=tag)
    TagMerge.objects.filter(into=into, pk__in=details.get("merges", ())).update(into=tag)
    _take_narrower_back(tag, into, details.get("narrower", ()))
    return tag


def _take_narrower_back(tag: Tag, into: Tag, narrower: Iterable[int]) -> None:
    """Put under the tag again what stood there, except what is above it by now."""
    rows = Tag.objects.filter(pk__in=narrower).exclude(pk__in=tag.ancestors())
    rows.filter(Q(broader=into) | Q(pk=into.pk)).update(broader=tag)


def _give_back(record: TagMerge, tag: Tag, into: Tag) -> set[int]:
    """The articles that have the tag again: those of the record whose version names its number.

    What is live says it for a published article, else its newest version. A query for 500.
    """
    meaning_into = {into.pk, *TagMerge.objects.filter(into=into).values_list("merged", flat=True)}
    meaning_into.discard(record.merged)
    moved, only_own = set(), set()
    articles = record.details["articles"]
    for start in range(0, len(articles), _IN_A_QUERY):
        for pk, live, newest in Article.objects.filter(
            pk__in=articles[start : start + _IN_A_QUERY]
        ).values_list("pk", "shared_revision__data__tags", "latest_revision__data__tags"):
            numbers = live if live is not None else newest or []
            if record.merged in numbers:
                moved.add(pk)
                only_own |= set() if meaning_into.intersection(numbers) else {pk}
    TaggedArticle.objects.filter(tag=into, content_object__in=only_own).delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object_id=pk, tag=tag) for pk in sorted(moved)
    )
    return moved
