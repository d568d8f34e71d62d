"""Putting a revision live: the checks before it, and the columns it writes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from articles import content
from articles.conf import LANGUAGES, language_name
from articles.errors import BadMoment, Incomplete, Outdated, Refused
from articles.languages import joined
from articles.local_times import isolated, written_local
from articles.models import Article, Revision
from articles.workflow import lineage
from articles.workflow.saving import write_relations


def newest_revision(article: Article) -> Revision:
    """The newest revision, which a verb acts on. Raises Incomplete when there is none."""
    if article.latest_revision is None:
        raise Incomplete(content.missing_fields({}))
    return article.latest_revision


def refuse_unpublishable(revision: Revision) -> None:
    """Raise Incomplete for missing fields, Refused for references to deleted rows."""
    data = content.read(revision)
    gaps = content.missing_fields(data)
    if gaps:
        raise Incomplete(gaps)
    refuse_unshowable(data, parts=(*content.complete_languages(data), content.SHARED))


def refuse_incomplete(data: content.Data, *, parts: Iterable[str]) -> None:
    """Raise Incomplete when one of the parts has missing fields."""
    parts = list(parts)
    gaps = content.missing_fields(data) if content.SHARED in parts else []
    if gaps or not set(parts) - {content.SHARED} <= set(content.complete_languages(data)):
        raise Incomplete(gaps or [_("headline and body in every published language")])


def refuse_unshowable(data: content.Data, *, parts: Sequence[str]) -> None:
    """Raise Refused for references to deleted rows, Incomplete for pictures without their texts."""
    _refuse_missing_references(data, parts=parts)
    gaps = content.undescribed_pictures(data, parts=parts)
    if gaps:
        raise Incomplete(gaps)


def _refuse_missing_references(data: content.Data, *, parts: Iterable[str]) -> None:
    """Raise Refused when the parts refer to a deleted section, picture, author or tag."""
    gaps = content.missing_references(data, parts=parts)
    if gaps:
        raise Refused(
            _("This version names what no longer exists: %(names)s. Choose anew and save.")
            % {"names": joined(gaps)}
        )


def refuse_embargo_or_expiry(data: content.Data, moment: datetime, *, at: datetime) -> None:
    """Raise BadMoment when the embargo or expiry of `data` forbids publication at the moment."""
    embargo = content.moment(data, "embargo_until")
    if embargo is not None and moment < embargo:
        raise BadMoment(
            _("The article is under embargo until %(time)s.")
            % {"time": isolated(written_local(embargo))}
        )
    expires = content.moment(data, "expires_at")
    if expires is not None and expires <= max(moment, at):
        raise BadMoment(_("The article would have expired before anybody saw it."))


def refuse_broken_embargo(article: Article) -> None:
    """Raise BadMoment when a language is published before the embargo ends; precedes `save()`."""
    embargo = article.embargo_until
    for language in article.published_languages():
        moment = article.published_in(language)
        if embargo is not None and moment is not None and moment < embargo:
            raise BadMoment(
                _(
                    "The embargo ends at %(embargo)s, but the article is published since "
                    "%(moment)s (%(language)s). Remove the embargo or set an earlier one."
                )
                % {
                    "embargo": isolated(written_local(embargo)),
                    "moment": isolated(written_local(moment)),
                    "language": language_name(language),
                }
            )


def refuse_unmerged(article: Article, revision: Revision, *, parts: Sequence[str]) -> None:
    """Raise Outdated when a live revision of the parts is no ancestor of the revision; one query.

    Publishing the revision would take the live change back. This happens when a scheduled
    change was merged with a correction.
    """
    line = lineage.parents(article)
    known = lineage.ancestors(line, revision.pk)
    for number in lineage.live_revisions(article, parts):
        if number not in known:
            raise Outdated(
                _("Readers see a version that this one was not made upon. Merge the two first."),
                number=number,
            )


def changed_parts(article: Article) -> list[str]:
    """The published parts in which the newest revision differs from the live one; one query.

    None where the newest revision itself is live.

    A scheduled language counts as published.
    """
    latest = article.latest_revision
    if latest is None:
        return []
    published = _published_parts(article)
    parts = [part for part in (*LANGUAGES, content.SHARED) if part in published]
    return _changed_among(article, latest, parts)


def has_changes(article: Article, revision: Revision, *, parts: Sequence[str]) -> bool:
    """Whether the revision differs from the live ones in the published parts; one query."""
    return bool(_changed_among(article, revision, parts))


def _changed_among(article: Article, revision: Revision, parts: Sequence[str]) -> list[str]:
    """The parts in which the revision differs from the one that is live in them; one query."""
    data = content.read(revision)
    others = {
        part: number
        for part, number in lineage.live_by_part(article, parts).items()
        if number != revision.pk
    }
    rows = article.revisions.in_bulk(set(others.values())) if others else {}
    return [
        part
        for part, number in others.items()
        if not content.is_same(part, content.read(rows[number]), data)
    ]


def put_live(article: Article, revision: Revision, *, parts: Sequence[str]) -> None:
    """Make the revision the live one of the parts; the locked article is not saved.

    It also becomes the live revision of other published parts that it does not change, so that
    these do not count as unpublished. Writes tags and bylines. Raises Incomplete for missing
    fields (a merge can leave none) and for pictures without their texts, Refused for
    references to deleted rows.
    """
    data = content.read(revision)
    if data["section"] is None:
        data = data | {"section": article.section_id}
    refuse_incomplete(data, parts=parts)
    refuse_unshowable(data, parts=parts)
    content.apply(article, data, parts=parts)
    if content.SHARED in parts:
        write_relations(article, data)
        article.shared_revision = revision
    for language in LANGUAGES:
        if language in parts:
            setattr(article, f"live_revision_{language}", revision)
    _advance_unchanged_parts(article, revision, data, others=_published_parts(article) - set(parts))


def _published_parts(article: Article) -> set[str]:
    published = article.published_languages()
    return {*published, content.SHARED} if published else set()


def _advance_unchanged_parts(
    article: Article, revision: Revision, data: content.Data, *, others: set[str]
) -> None:
    live_now = lineage.live_by_part(article, others)
    if not live_now:
        return
    known = lineage.ancestors(lineage.parents(article), revision.pk)
    seen = article.revisions.in_bulk(known.intersection(live_now.values()))
    for part, number in live_now.items():
        if number in seen and content.is_same(part, content.read(seen[number]), data):
            name = "shared_revision" if part == content.SHARED else f"live_revision_{part}"
            setattr(article, name, revision)
