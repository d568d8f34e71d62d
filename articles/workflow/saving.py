"""Saving content as revisions: create, save, restore. Readers see no change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, merging, outbox
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, Refused, WrongState
from articles.languages import joined
from articles.models import Article, Author, Byline, Image, Revision, Section, Tag, TaggedArticle
from articles.models.article import Publication, State
from articles.workflow import lineage, rules, transitions
from articles.workflow.article_version import SeenVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def create(
    *, by: User, data: Mapping[str, Any], note: str = "", at: datetime | None = None
) -> Article:
    """Create a draft with its first revision. Raises NotAllowed, Refused."""
    if not by.has_perm("articles.add_article"):
        raise NotAllowed()
    at = at or timezone.now()
    cleaned = content.clean(data)
    with transaction.atomic():
        article = Article.objects.create(created_by=by, created_at=at)
        add_revision(article, cleaned, by=by, base=None, note=note, at=at)
        transitions.log(article, "create", by=by, at=at, from_state="", note=note)
    return article


def save(
    article: Article,
    *,
    by: User,
    data: Mapping[str, Any],
    base: int | None,
    merged: int | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Revision:
    """Save the content as a revision; `base` is the id of the revision that was edited.

    `merged` is the id of a second parent, whose changes the content contains as well; if that
    is a held scheduled change, it leaves the schedule.

    When `base` is no longer the newest revision, the content is kept as a revision beside it
    (`is_conflict`). Where both changed different fields, or different blocks of a body, they
    are merged at once and the merged revision is returned, whose `merged` is that one; else
    it is returned itself, to be merged. Raises NotAllowed, WrongState (killed), Refused.
    """
    at = at or timezone.now()
    cleaned = content.clean(data)
    with transaction.atomic():
        article = rules.lock(article)
        rules.refuse_edit(by, article)
        rules.refuse_move(by, article, cleaned["section"])
        if article.state == State.KILLED:
            raise WrongState(_("A killed article cannot be edited."))
        saved = add_revision(article, cleaned, by=by, base=base, merged=merged, note=note, at=at)
        if not saved.is_conflict or saved.base_id is None or saved.merged_id:
            return saved
        return _merged_with_newest(article, saved, by=by, at=at)


def _merged_with_newest(article: Article, mine: Revision, *, by: User, at: datetime) -> Revision:
    """The merge of a revision with the newest one; `mine` itself where somebody must choose.

    Three queries to find what both were made from, and those of a new revision.
    """
    newest = article.revisions.get(pk=article.latest_revision_id or 0)
    try:
        _base, merged = lineage.merge(article, newest, mine)
        data = content.clean(merging.resolve(merged, {}))
    except Refused:
        return mine
    note = _("Merged with revision %(number)s.") % {"number": mine.pk}
    return add_revision(article, data, by=by, base=newest.pk, merged=mine.pk, note=note, at=at)


def restore(
    article: Article,
    *,
    revision: Revision,
    by: User,
    fields: Mapping[str, str] | None = None,
    seen: SeenVersion = None,
    at: datetime | None = None,
) -> Revision:
    """Save the content of an older revision as the newest one; nothing is lost by it.

    With `fields`, keys of the content and what each is called, these alone are taken from it, as
    if somebody had typed them anew. Scheduled changes stay scheduled, and are merged when they are
    applied. Raises NotAllowed, WrongState, Outdated, Refused.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("restore", article, by, seen=seen, at=at)
        old = article.revisions.get(pk=revision.pk)
        data, note = content.read(old), _("Restored from revision %(number)s.") % {"number": old.pk}
        if fields is not None:
            data, note = _with_fields(article, old, fields)
        data = content.clean(data)
        rules.refuse_move(by, article, data["section"])
        new = add_revision(
            article,
            data,
            by=by,
            base=article.latest_revision_id,
            note=note,
            at=at,
            # Its text comes from the newest one where only fields were taken.
            restored_from=old if fields is None else None,
        )
        details = {"revision": old.pk, "fields": [*fields]} if fields is not None else {}
        transitions.log(article, "restore", by=by, at=at, note=note, details=details)
        return new


def _with_fields(
    article: Article, old: Revision, fields: Mapping[str, str]
) -> tuple[content.Data, str]:
    """The newest content with these fields of the old one, and the note. Raises Refused."""
    newest, source = article.revisions.get(pk=article.latest_revision_id or 0), content.read(old)
    taken = {name: source[name] for name in fields if name in source}
    data = content.read(newest) | taken
    if data == content.read(newest):
        raise Refused(_("Nothing was new: the newest version has the same already."))
    names = {"number": old.pk, "fields": joined(fields.values())}
    return data, _("Restored from revision %(number)s: %(fields)s.") % names


def add_revision(
    article: Article,
    data: content.Data,
    *,
    by: User | None,
    base: int | None,
    note: str,
    at: datetime,
    merged: int | None = None,
    restored_from: Revision | None = None,
) -> Revision:
    """Write a revision of a locked article and update its unpublished columns."""
    named = article.revisions.filter(pk__in=[base, merged])
    own = set(named.values_list("pk", flat=True))
    is_conflict = base != article.latest_revision_id
    revision = Revision.objects.create(
        article=article,
        base_id=base if base in own else None,
        merged_id=merged if merged in own else None,
        restored_from=restored_from,
        data=data,
        schema=content.SCHEMA,
        note=clean_line(note)[:500],
        created_by=by,
        created_at=at,
        is_conflict=is_conflict,
    )
    if is_conflict:
        return revision
    article.revisions.held().filter(pk=revision.merged_id or 0).update(
        goes_live_at=None, goes_live_parts=[], held_at=None, held_because="", held_details=[]
    )
    article.latest_revision = revision
    article.edited_at = at
    sync_unpublished(article, data)
    article.save()
    _write_contributors(article, data)
    outbox.announce("saved", article.pk, at=at)
    return revision


def sync_unpublished(article: Article, data: content.Data) -> None:
    """Copy the data into the columns of unpublished parts, for the desk's lists; saves no column.

    References to deleted rows are dropped here; the verbs that publish refuse them.
    """
    parts = [code for code in LANGUAGES if article.publication_in(code) == Publication.NONE]
    if article.shared_revision_id is None:
        parts.append(content.SHARED)
        data = _without_missing_references(data)
        write_relations(article, data)
    content.apply(article, data, parts=parts)


def _without_missing_references(data: content.Data) -> content.Data:
    """The data without a deleted section or lead image; up to two queries."""
    models: dict[str, Any] = {"section": Section, "lead_image": Image}
    lost = {
        name: None
        for name, model in models.items()
        if data[name] is not None and not model.objects.filter(pk=data[name]).exists()
    }
    return data | lost


def write_relations(article: Article, data: content.Data) -> None:
    """Replace the article's tags and bylines by those of the data, without deleted ones.

    The tags are locked first, in the order that `rules.lock` requires.
    """
    tags = Tag.objects.locked(data["tags"])
    wanted = [entry["author"] for entry in data["bylines"]]
    authors = set(Author.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    article.bylines.all().delete()
    Byline.objects.bulk_create(
        Byline(article=article, author_id=entry["author"], role=entry["role"], position=position)
        for position, entry in enumerate(data["bylines"])
        if entry["author"] in authors
    )
    current = dict.fromkeys(tags[number].pk for number in data["tags"] if number in tags)
    article.tagged_items.all().delete()
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=article, tag_id=tag) for tag in current
    )


def _write_contributors(article: Article, data: content.Data) -> None:
    wanted = [entry["author"] for entry in data["bylines"]]
    users = Author.objects.filter(pk__in=wanted, user__isnull=False).values_list("user", flat=True)
    article.contributors.set(list(users))
