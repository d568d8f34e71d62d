"""What a verb makes of a revision: checks that come before it goes live, and the writing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content
from articles.conf import LANGUAGES, language_name
from articles.errors import BadMoment, Incomplete, Outdated, Refused
from articles.models import Article, Revision
from articles.workflow import lineage
from articles.workflow.saving import write_relations


def chosen(article: Article) -> Revision:
    """The revision that a verb acts on: the newest. Raises Incomplete when there is none."""
    if article.latest_revision is None:
        raise Incomplete(content.missing({}))
    return article.latest_revision


def refuse_gaps(revision: Revision) -> None:
    """Raise Incomplete where a reader would miss something, Refused where a named row is gone."""
    data = content.read(revision)
    gaps = content.missing(data)
    if gaps:
        raise Incomplete(gaps)
    refuse_gone(data, parts=(*content.languages(data), content.SHARED))


def refuse_incomplete(data: content.Data, *, parts: Iterable[str]) -> None:
    """Raise Incomplete when readers of one of the parts would miss something."""
    parts = list(parts)
    gaps = content.missing(data) if content.SHARED in parts else []
    if gaps or not set(parts) - {content.SHARED} <= set(content.languages(data)):
        raise Incomplete(gaps or [_("headline and body in every published language")])


def refuse_gone(data: content.Data, *, parts: Iterable[str]) -> None:
    """Raise Refused when the parts name a section, picture, author or tag that was deleted."""
    gaps = content.gone(data, parts=parts)
    if gaps:
        raise Refused(
            _("This version names what no longer exists: %(names)s. Choose anew and save.")
            % {"names": "، ".join(gaps)}
        )


def refuse_moment(data: content.Data, moment: datetime, *, at: datetime) -> None:
    """Raise BadMoment when the data's embargo or expiry forbids going live at the moment."""
    embargo = content.moment(data, "embargo_until")
    if embargo is not None and moment < embargo:
        raise BadMoment(
            _("The article is under embargo until %(time)s.") % {"time": local(embargo)}
        )
    expires = content.moment(data, "expires_at")
    if expires is not None and expires <= max(moment, at):
        raise BadMoment(_("The article would have expired before anybody saw it."))


def refuse_embargo(article: Article) -> None:
    """Raise BadMoment for an embargo that ends after a language's moment; ask before saving."""
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
                    "embargo": local(embargo),
                    "moment": local(moment),
                    "language": language_name(language),
                }
            )


def refuse_older(article: Article, revision: Revision, *, parts: Sequence[str]) -> None:
    """Raise Outdated when something went live that the revision was not made upon; one query.

    A scheduled change that was merged with a correction can be such: the text in
    work does not hold it yet, and would take it back.
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
    """The published parts in which the newest revision differs from what readers see; two queries.

    A language that is scheduled counts as well: readers will see it as it was then.
    """
    latest = article.latest_revision
    if latest is None:
        return []
    published = _published_parts(article)
    parts = [part for part in (*LANGUAGES, content.SHARED) if part in published]
    return _differing(article, latest, parts)


def is_new(article: Article, revision: Revision, *, parts: Sequence[str]) -> bool:
    """Whether readers of the published parts would see something else by the revision; a query."""
    is_known = all(lineage.live_revisions(article, [part]) for part in parts)
    return not is_known or bool(_differing(article, revision, parts))


def _differing(article: Article, revision: Revision, parts: Sequence[str]) -> list[str]:
    """The parts in which the revision differs from the one that is live in them; one query."""
    data = content.read(revision)
    rows = article.revisions.in_bulk(lineage.live_revisions(article, parts))
    differing = []
    for part in parts:
        old = next((rows.get(number) for number in lineage.live_revisions(article, [part])), None)
        if old is not None and not content.is_same(part, content.read(old), data):
            differing.append(part)
    return differing


def put_live(article: Article, revision: Revision, *, parts: Sequence[str]) -> None:
    """Make the revision what readers of the parts see; the locked article is not saved yet.

    Other parts in which nothing changed count as seen in this revision too, so
    that the desk calls nothing unpublished that readers see already. Raises
    Incomplete when readers would miss something (two changes that were merged can
    leave nothing), Refused when it names what is gone.
    """
    data = content.read(revision)
    if data["section"] is None:
        data = data | {"section": article.section_id}
    refuse_incomplete(data, parts=parts)
    refuse_gone(data, parts=parts)
    content.apply(article, data, parts=parts)
    if content.SHARED in parts:
        write_relations(article, data)
        article.shared_revision = revision
    for language in LANGUAGES:
        if language in parts:
            setattr(article, f"live_revision_{language}", revision)
    _advance(article, revision, data, others=_published_parts(article) - set(parts))


def _published_parts(article: Article) -> set[str]:
    published = article.published_languages()
    return {*published, content.SHARED} if published else set()


def _advance(article: Article, revision: Revision, data: content.Data, *, others: set[str]) -> None:
    numbers = lineage.live_revisions(article, others)
    if not numbers:
        return
    known = lineage.ancestors(lineage.parents(article), revision.pk)
    seen = article.revisions.in_bulk([number for number in numbers if number in known])
    for part in others:
        number = lineage.live_revisions(article, [part])
        old = seen.get(number[0]) if number else None
        if old is not None and content.is_same(part, content.read(old), data):
            name = "shared_revision" if part == content.SHARED else f"live_revision_{part}"
            setattr(article, name, revision)


def local(moment: datetime) -> str:
    """The moment in the site's zone, for messages."""
    here = timezone.localtime(moment)
    return f"{here:%Y-%m-%d %H:%M:%S}" if here.second else f"{here:%Y-%m-%d %H:%M}"
