"""Scheduled changes of published articles: adding, applying, holding and cancelling them.

Each change is applied in a transaction of its own, by `manage.py due` or a background thread,
never inside a reader's request. What was published after it was scheduled is kept: the change
is merged with it (three-way, by field and block), and held where both changed the same.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from django.db import OperationalError, transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from articles import content, merging, outbox
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.models import Article, Revision, SiteState
from articles.workflow import lineage, live, rules, transitions

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

logger = logging.getLogger(__name__)


class RebasedChange(NamedTuple):
    """A scheduled change merged with the live content."""

    data: content.Data
    parts: list[str]
    """The parts that it still changes, without those whose live revision contains it."""
    conflicts: list[str]
    """Names of fields that both the change and a newer live revision changed."""
    is_merged: bool
    """Whether `data` differs from the revision's own, since something else went live."""


def update_next_due() -> None:
    """Store the moment of the next pending change in `SiteState`, which every page reads."""
    state = SiteState.objects.lock()
    state.next_due_at = Revision.objects.waiting().aggregate(first=Min("goes_live_at"))["first"]
    state.save(update_fields=["next_due_at"])


def add(
    article: Article,
    revision: Revision,
    parts: Sequence[str],
    moment: datetime,
    *,
    significant: bool,
    by: User,
    at: datetime,
) -> None:
    """Schedule the parts of the revision for `moment`.

    Raises Outdated as `live.refuse_unmerged`, Refused as `live.refuse_unshowable`, for a
    revision that is live already, and for one that changes nothing, unless it is `significant`
    or follows another pending change, which it would take back.
    """
    live.refuse_unmerged(article, revision, parts=parts)
    live.refuse_unshowable(content.read(revision), parts=parts)
    if revision.applied_at is not None or not _revisions_to_replace(article, revision, parts):
        raise Refused(_("Readers see this revision already."))
    others = article.revisions.waiting().exclude(pk=revision.pk)
    is_news = significant or others.exists() or live.has_changes(article, revision, parts=parts)
    if not is_news:
        raise Refused(_("Nothing was new: readers see the same text as before."))
    revision.goes_live_at = moment
    revision.goes_live_parts = list(parts)
    revision.goes_live_is_significant = significant
    revision.goes_live_by = by
    revision.held_at, revision.held_because, revision.held_details = None, "", []
    revision.save()
    _remove_superseded(article, article.revisions.held(), dict.fromkeys(parts, revision.pk), at=at)
    update_next_due()


def _remove_superseded(
    article: Article, changes: Iterable[Revision], upon: Mapping[str, int], *, at: datetime
) -> bool:
    """Unschedule changes that the revisions in `upon` contain in all their parts.

    `upon` is the id of the live or next live revision by part. Returns whether there were any;
    one query when there are changes at all.
    """
    changes = list(changes)
    _line, sources = lineage.parents_and_sources(article) if changes else ({}, {})
    settled = False
    for revision in changes:
        parts = revision.goes_live_parts
        if all(revision.pk in lineage.ancestors(sources, upon.get(part, 0)) for part in parts):
            _unschedule(revision)
            revision.save()
            _log(article, "superseded", revision, parts, at=at)
            settled = True
    return settled


def _revisions_to_replace(article: Article, revision: Revision, parts: Iterable[str]) -> list[int]:
    return [number for number in lineage.live_revisions(article, parts) if number != revision.pk]


def cancel(article: Article, *, languages: Sequence[str] | None = None) -> list[int]:
    """Cancel the scheduled changes of the languages (default: of all parts).

    A change of several parts stays scheduled for the others while a language is published.
    Returns the ids of the revisions that no longer go live; they stay in the history.
    """
    cancelled = []
    for revision in article.revisions.scheduled():
        left = [part for part in revision.goes_live_parts if part not in (languages or LANGUAGES)]
        if languages is not None and left and article.published_languages():
            revision.goes_live_parts = left
        else:
            _unschedule(revision)
            cancelled.append(revision.pk)
        revision.save()
    return cancelled


def _unschedule(revision: Revision) -> None:
    revision.goes_live_at = None
    revision.goes_live_parts = []
    revision.held_at, revision.held_because, revision.held_details = None, "", []


def hold_conflicting(article: Article, *, at: datetime) -> None:
    """Hold scheduled changes that conflict with what went live; call it after publication.

    The desk learns of a conflict at once instead of at the change's moment. Changes that what
    went live contains leave the schedule.
    """
    seen = lineage.live_by_part(article, (*LANGUAGES, content.SHARED))
    changed = _remove_superseded(article, article.revisions.scheduled(), seen, at=at)
    for revision in article.revisions.waiting():
        rebased = rebase(article, revision)
        if rebased.conflicts:
            _hold(article, revision, "conflict", rebased.conflicts, at=at)
            changed = True
    if changed:
        update_next_due()


def rebase(article: Article, revision: Revision) -> RebasedChange:
    """The change merged with the live revisions of its parts; a query, and one for each of those.

    A part whose live revision contains the change is left out, since applying it would take
    back later edits; a revision restored from before the change does not contain it.
    """
    data = content.read(revision)
    line, sources = lineage.parents_and_sources(article)
    known = lineage.ancestors(line, revision.pk)
    published = _publishable_parts(article, revision)
    live_now = lineage.live_by_part(article, published)
    newer = {part: number for part, number in live_now.items() if number not in known}
    contained = {
        part for part, number in newer.items() if revision.pk in lineage.ancestors(sources, number)
    }
    parts = [part for part in published if part not in contained]
    beside = {part: number for part, number in newer.items() if part in parts}
    if not beside:
        return RebasedChange(data, parts, [], is_merged=False)
    bases = {
        number: lineage.common_base(article, line, revision.pk, number, sources=sources)
        for number in set(beside.values())
    }
    return _merge_with_live(article, data, parts, beside, bases)


def _merge_with_live(
    article: Article,
    data: content.Data,
    parts: list[str],
    beside: dict[str, int],
    bases: dict[int, content.Data | None],
) -> RebasedChange:
    rows = article.revisions.in_bulk(set(beside.values()))
    base, now = dict(data), dict(data)
    conflicts: list[str] = []
    for part, number in beside.items():
        was = bases[number] or {}
        seen = content.read(rows[number])
        for name in content.part_fields(part):
            # Languages share the expiry of a revision; where theirs differ by now, one must choose.
            if name in now and now[name] != data[name] and now[name] != seen[name]:
                conflicts.append(name)
            now[name] = seen[name]
            base.pop(name, None)
            if name in was:
                base[name] = was[name]
    fields = {name for part in beside for name in content.part_fields(part)}
    merge = merging.merge(base, now, data)
    conflicts += [conflict.field for conflict in merge.conflicts]
    # What a language has in common with another is not changed for it by what went live there.
    alone = {name for part in parts if part not in beside for name in content.part_fields(part)}
    conflicts += [name for name in sorted(alone & fields) if merge.data[name] != data[name]]
    return RebasedChange(merge.data, parts, list(dict.fromkeys(conflicts)), is_merged=True)


def apply_due(*, at: datetime) -> int:
    """Apply every due change, each in its own transaction; returns how many were applied.

    Two queries when nothing is due. Safe to call concurrently. A change that cannot be applied
    is held and logged, and does not stop the others.
    """
    due = list(Revision.objects.due(at=at).values_list("pk", flat=True))
    applied = sum(_apply_or_hold(pk, at=at) for pk in due)
    # Also when nothing was waiting: a moment that nothing answers to is cleared.
    if due or SiteState.objects.filter(next_due_at__lte=at).exists():
        with transaction.atomic():
            update_next_due()
    return applied


def _apply_or_hold(pk: int, *, at: datetime) -> bool:
    """Apply the change, or hold it whatever it raises; returns whether it was applied."""
    try:
        return _apply(pk, at=at)
    except Refused as refusal:
        reason, details = "refused", [str(refusal)]
    except OperationalError:
        # The database cannot be written now; the change is as good as before and waits.
        logger.exception("scheduled change waits for the database revision=%s", pk)
        return False
    except Exception:
        logger.exception("scheduled change failed revision=%s", pk)
        reason, details = "error", []
    with transaction.atomic():
        article, revision = _lock_due(pk, at=at)
        if revision is not None:
            _hold(article, revision, reason, details, at=at)
    return False


def _lock_due(pk: int, *, at: datetime) -> tuple[Article, Revision | None]:
    """Lock the change's article; the change is None when it is no longer due. Three queries."""
    number = Revision.objects.values_list("article", flat=True).get(pk=pk)
    article = rules.lock(Article(pk=number))
    return article, article.revisions.due(at=at).filter(pk=pk).first()


def _apply(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        article, revision = _lock_due(pk, at=at)
        if revision is None:
            return False
        if not article.published_languages():
            raise Refused(_("No language that it changes is published."))
        rebased = rebase(article, revision)
        if rebased.conflicts:
            _hold(article, revision, "conflict", rebased.conflicts, at=at)
            return False
        moment = revision.goes_live_at or at
        revision.applied_at = at
        revision.save(update_fields=["applied_at"])
        parts = rebased.parts
        if not parts:
            _log(article, "superseded", revision, revision.goes_live_parts, at=moment)
            return False
        chosen = (
            _add_merged_revision(article, revision, rebased, at=at)
            if rebased.is_merged
            else revision
        )
        live.refuse_embargo_or_expiry(content.read(chosen), moment, at=at)
        live.put_live(article, chosen, parts=parts)
        live.refuse_broken_embargo(article)
        if revision.goes_live_is_significant:
            for language in set(parts) & set(LANGUAGES):
                # One that waits for its own moment will be new to its readers then.
                if article.is_visible(language=language, at=at):
                    setattr(article, f"updated_at_{language}", moment)
        article.save()
        _log(article, "update", chosen, parts, at=moment, by=revision.goes_live_by)
        outbox.announce("updated", article.pk, at=at)
        return True


def _publishable_parts(article: Article, revision: Revision) -> list[str]:
    """The parts of the change that can go live: published languages and the shared part."""
    published = article.published_languages()
    return [
        part for part in revision.goes_live_parts if part == content.SHARED or part in published
    ]


def _add_merged_revision(
    article: Article, revision: Revision, rebased: RebasedChange, *, at: datetime
) -> Revision:
    """Save the merged change as a revision; it becomes the newest unless editing went on."""
    numbers = lineage.live_revisions(article, rebased.parts)
    line = lineage.parents(article)
    known = lineage.ancestors(line, revision.pk)
    newer = max(number for number in numbers if number not in known)
    merged = Revision.objects.create(
        article=article,
        base=revision,
        merged_id=newer,
        data=rebased.data,
        schema=content.SCHEMA,
        note=_("Merged with what was published since."),
        created_by=revision.goes_live_by,
        created_at=at,
        applied_at=at,
    )
    below = known.union(*(lineage.ancestors(line, number) for number in numbers))
    if article.latest_revision_id in below:
        article.latest_revision = merged
        article.edited_at = at
    return merged


def _hold(
    article: Article, revision: Revision, because: str, details: list[str], *, at: datetime
) -> None:
    logger.warning(
        "scheduled change held article=%s revision=%s because=%s", article.pk, revision.pk, because
    )
    revision.held_at = at
    revision.held_because = because
    revision.held_details = details
    revision.save(update_fields=["held_at", "held_because", "held_details"])
    parts = revision.goes_live_parts
    _log(article, "hold", revision, parts, at=at, because=because, names=details)


def _log(
    article: Article,
    verb: str,
    revision: Revision,
    parts: Sequence[str],
    *,
    at: datetime,
    by: User | None = None,
    **more: object,
) -> None:
    languages = [part for part in parts if part != content.SHARED]
    details = {"languages": languages, "shared": content.SHARED in parts} | more
    transitions.log(article, verb, by=by, at=at, revision=revision, details=details)
