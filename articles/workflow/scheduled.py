"""Changes scheduled on live articles: planned, applied at their moment, held where they cannot be.

A change is applied in one short transaction of its own, by `manage.py due` or by
the process that notices first, never inside a reader's request. It never takes
back what was published after it was scheduled: it is merged with that, field by
field and block by block, and held where both changed the same.
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


class Rebased(NamedTuple):
    """A scheduled change brought upon what readers see now."""

    data: content.Data
    parts: list[str]
    """The parts that it still changes: readers see no newer version of them."""
    conflicts: list[str]
    """Names of fields that the change and something newer both changed."""
    is_merged: bool
    """Whether the data differs from the change's own, since something else went live."""


def plan() -> None:
    """Write when the next scheduled change is due into the row that every page reads."""
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
    """Schedule the parts of the newest revision; it waits there, and needs no worker.

    Raises Outdated as `live.refuse_older`, Refused for what is gone, when readers see
    it already, and when nothing is new in it, unless another change goes live before
    it, which it would take back, or readers are to be told of it (`significant`).
    """
    live.refuse_older(article, revision, parts=parts)
    live.refuse_gone(content.read(revision), parts=parts)
    if revision.applied_at is not None or not _replaced(article, revision, parts):
        raise Refused(_("Readers see this revision already."))
    others = article.revisions.waiting().exclude(pk=revision.pk)
    is_news = significant or others.exists() or live.is_new(article, revision, parts=parts)
    if not is_news:
        raise Refused(_("Nothing was new: readers see the same text as before."))
    revision.goes_live_at = moment
    revision.goes_live_parts = list(parts)
    revision.goes_live_is_significant = significant
    revision.goes_live_by = by
    revision.held_at, revision.held_because, revision.held_details = None, "", []
    revision.save()
    _settle(article, article.revisions.held(), dict.fromkeys(parts, revision.pk), at=at)
    plan()


def _settle(
    article: Article, changes: Iterable[Revision], upon: Mapping[str, int], *, at: datetime
) -> bool:
    """Take changes off the schedule that are part of what is live, or will be, in all their parts.

    `upon` is that revision (id) of each part. Returns whether there were any; a
    query when there are changes at all.
    """
    changes = list(changes)
    _line, sources = lineage.lines(article) if changes else ({}, {})
    settled = False
    for revision in changes:
        parts = revision.goes_live_parts
        if all(revision.pk in lineage.ancestors(sources, upon.get(part, 0)) for part in parts):
            _take_off(revision)
            revision.save()
            _log(article, "superseded", revision, parts, at=at)
            settled = True
    return settled


def _replaced(article: Article, revision: Revision, parts: Iterable[str]) -> list[int]:
    return [number for number in lineage.live_revisions(article, parts) if number != revision.pk]


def cancel(article: Article, *, languages: Sequence[str] | None = None) -> list[int]:
    """Take scheduled changes of the languages (default: of all parts) off the schedule.

    A change of several parts goes on in the others while a language is published.
    Returns the revisions (ids) that no longer go live; they stay in the history.
    """
    cancelled = []
    for revision in article.revisions.scheduled().select_for_update(of=("self",)):
        left = [part for part in revision.goes_live_parts if part not in (languages or LANGUAGES)]
        if languages is not None and left and article.published_languages():
            revision.goes_live_parts = left
        else:
            _take_off(revision)
            cancelled.append(revision.pk)
        revision.save()
    return cancelled


def _take_off(revision: Revision) -> None:
    revision.goes_live_at = None
    revision.goes_live_parts = []
    revision.held_at, revision.held_because, revision.held_details = None, "", []


def review(article: Article, *, at: datetime) -> None:
    """Hold the article's scheduled changes that what went live now conflicts with.

    So that the desk hears of it at once and not at the moment of the change. What
    is part of what went live now happens no more at its own moment.
    """
    everything = (*LANGUAGES, content.SHARED)
    seen = {
        part: number for part in everything for number in lineage.live_revisions(article, [part])
    }
    changed = _settle(article, article.revisions.scheduled(), seen, at=at)
    for revision in article.revisions.waiting():
        rebased = rebase(article, revision)
        if rebased.conflicts:
            _hold(article, revision, "conflict", rebased.conflicts, at=at)
            changed = True
    if changed:
        plan()


def rebase(article: Article, revision: Revision) -> Rebased:
    """The change upon what readers of its parts see now; a query and one for each newer version.

    A part of which a version is live whose text holds the change is left out: it
    would be taken back. A version that was restored from before the change does not.
    """
    data = content.read(revision)
    line, sources = lineage.lines(article)
    known = lineage.ancestors(line, revision.pk)
    published = _parts(article, revision)
    live_now = {part: lineage.live_revisions(article, [part]) for part in published}
    newer = {
        part: numbers[0]
        for part, numbers in live_now.items()
        if numbers and numbers[0] not in known
    }
    contained = {
        part for part, number in newer.items() if revision.pk in lineage.ancestors(sources, number)
    }
    parts = [part for part in published if part not in contained]
    beside = {part: number for part, number in newer.items() if part in parts}
    if not beside:
        return Rebased(data, parts, [], is_merged=False)
    bases = {
        number: lineage.common_base(article, line, revision.pk, number, sources=sources)
        for number in set(beside.values())
    }
    return _merged_upon(article, data, parts, beside, bases)


def _merged_upon(
    article: Article,
    data: content.Data,
    parts: list[str],
    beside: dict[str, int],
    bases: dict[int, content.Data | None],
) -> Rebased:
    rows = article.revisions.in_bulk(set(beside.values()))
    base, now = dict(data), dict(data)
    conflicts: list[str] = []
    for part, number in beside.items():
        was = bases[number] or {}
        seen = content.read(rows[number])
        for name in content.fields_of(part):
            # Languages share the expiry of a revision; where theirs differ by now, one must choose.
            if name in now and now[name] != data[name] and now[name] != seen[name]:
                conflicts.append(name)
            now[name] = seen[name]
            base.pop(name, None)
            if name in was:
                base[name] = was[name]
    fields = {name for part in beside for name in content.fields_of(part)}
    merge = merging.merge(base, now, data, fields=fields)
    conflicts += [conflict.field for conflict in merge.conflicts]
    # What a language has in common with another is not changed for it by what went live there.
    alone = {name for part in parts if part not in beside for name in content.fields_of(part)}
    conflicts += [name for name in sorted(alone & fields) if merge.data[name] != data[name]]
    return Rebased(merge.data, parts, list(dict.fromkeys(conflicts)), is_merged=True)


def apply_due(*, at: datetime) -> int:
    """Apply every change whose moment has come, each in its own transaction; returns how many.

    Two queries when nothing is due. Safe to call from many processes at once. A
    change that cannot be applied is held for the editors and logged, and stops
    no other.
    """
    due = list(Revision.objects.due(at=at).values_list("pk", flat=True))
    applied = sum(_apply_or_hold(pk, at=at) for pk in due)
    # Also when nothing was waiting: a moment that nothing answers to is cleared.
    if due or SiteState.objects.filter(next_due_at__lte=at).exists():
        with transaction.atomic():
            plan()
    return applied


def _apply_or_hold(pk: int, *, at: datetime) -> bool:
    """One bad change is set aside: it may be broken in any way, and stops nobody."""
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
        revision = Revision.objects.select_related("article").get(pk=pk)
        article = rules.lock(revision.article)
        _hold(article, revision, reason, details, at=at)
    return False


def _apply(pk: int, *, at: datetime) -> bool:
    with transaction.atomic():
        number = Revision.objects.values_list("article", flat=True).get(pk=pk)
        article = rules.lock(Article(pk=number))
        revision = article.revisions.due(at=at).filter(pk=pk).first()
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
        chosen = _merged(article, revision, rebased, at=at) if rebased.is_merged else revision
        live.refuse_moment(content.read(chosen), moment, at=at)
        live.put_live(article, chosen, parts=parts)
        live.refuse_embargo(article)
        if revision.goes_live_is_significant:
            for language in set(parts) & set(LANGUAGES):
                # One that waits for its own moment will be new to its readers then.
                if article.is_visible(language=language, at=at):
                    setattr(article, f"updated_at_{language}", moment)
        article.save()
        _log(article, "update", chosen, parts, at=moment, by=revision.goes_live_by)
        outbox.announce("updated", article.pk, at=at)
        return True


def _parts(article: Article, revision: Revision) -> list[str]:
    """The parts of the change that can go live: published languages, and what is shared."""
    published = article.published_languages()
    return [
        part for part in revision.goes_live_parts if part == content.SHARED or part in published
    ]


def _merged(article: Article, revision: Revision, rebased: Rebased, *, at: datetime) -> Revision:
    """The change upon what went live since, as a revision; the newest unless work went on."""
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
