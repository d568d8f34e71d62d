"""The verbs that change what readers see.

Each takes `seen`, what stood on the screen, and refuses when something was saved
or done since. Languages are named or all: each is a publication of
its own, and a verb leaves those it does not name as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, outbox
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES, language_name
from articles.errors import BadMoment, Incomplete, NotApproved, Refused
from articles.models import Article, Correction, Revision
from articles.models.article import Publication, State
from articles.workflow import lineage, live, removal, rules, scheduled, transitions
from articles.workflow.seen import Screen

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

type Notes = Mapping[str, str]
"""A public note by language."""


def publish(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    seen: Screen = None,
    approves: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """The newest revision goes live now, in `languages` or all complete ones not visible yet.

    What exists once per article goes live with the first language only. A
    language that returns from withdrawal keeps its first date. An article that
    was edited after its approval needs a new one: `approves` gives it. Raises
    NotAllowed, WrongState, Outdated, NotApproved, Incomplete, BadMoment
    (embargo, expiry), Refused.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("publish", article, by, seen=seen, at=at)
        return _publish(
            "publish", article, at, by=by, at=at, languages=languages, approves=approves, note=note
        )


def schedule(
    article: Article,
    *,
    moment: datetime,
    by: User,
    languages: Sequence[str] | None = None,
    seen: Screen = None,
    approves: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Like publish, visible from `moment` (aware) on, by the clock alone; BadMoment in the past."""
    at = at or timezone.now()
    if moment <= at:
        raise BadMoment(_("This moment has passed."))
    with transaction.atomic():
        article = rules.begin("schedule", article, by, seen=seen, at=at)
        return _publish(
            "schedule",
            article,
            moment,
            by=by,
            at=at,
            languages=languages,
            approves=approves,
            note=note,
        )


def _publish(
    verb: str,
    article: Article,
    moment: datetime,
    *,
    by: User,
    at: datetime,
    languages: Sequence[str] | None,
    approves: bool,
    note: str,
) -> Article:
    revision = live.chosen(article)
    _approve_edited(article, by, approves=approves, at=at)
    targets = _targets(article, revision, languages, at=at)
    parts = [*targets, *_shared_with(article, targets, at=at)]
    live.refuse_moment(content.read(revision), moment, at=at)
    live.refuse_older(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    for language in targets:
        _open(article, language, moment, keeps_first=verb == "publish", at=at)
    live.refuse_embargo(article)
    before = transitions.move(article, State.PUBLISHED)
    article.approved_revision = None
    article.save()
    details = {"languages": targets, "shared": content.SHARED in parts}
    transitions.log(
        article,
        verb,
        by=by,
        at=at,
        from_state=before,
        revision=revision,
        note=note,
        details=details | {"moment": moment.isoformat()},
    )
    scheduled.review(article, at=at)
    outbox.announce("published", article.pk, at=at)
    return article


def _approve_edited(article: Article, by: User, *, approves: bool, at: datetime) -> None:
    """An approval names a revision; a text that was edited since needs another one."""
    if not article.is_edited_since_approval:
        return
    if not approves:
        raise NotApproved(
            _("The article was edited after it was approved. Look at what changed and approve it.")
        )
    transitions.log(article, "approve", by=by, at=at)


def _targets(
    article: Article, revision: Revision, languages: Sequence[str] | None, *, at: datetime
) -> list[str]:
    """The languages to publish: those asked for, or every complete one not visible yet."""
    live.refuse_gaps(revision)
    complete = content.languages(content.read(revision))
    wanted = complete if languages is None else list(dict.fromkeys(languages))
    if not set(wanted) <= set(complete) or not wanted:
        raise Incomplete([_("headline and body in the chosen language")])
    waiting = [lang for lang in wanted if not article.is_visible(language=lang, at=at)]
    if not waiting:
        raise Refused(_("Readers see the article in this language already."))
    return waiting


def _shared_with(article: Article, targets: Sequence[str], *, at: datetime) -> list[str]:
    """What exists once goes live with a language while readers see no other, now or later."""
    others = [
        language
        for language in LANGUAGES
        if language not in targets
        and (
            article.is_visible(language=language, at=at)
            or article.is_awaited(language=language, at=at)
        )
    ]
    return [] if others else [content.SHARED]


def _open(
    article: Article, language: str, moment: datetime, *, keeps_first: bool, at: datetime
) -> None:
    """Publish the language from the moment on; one that readers knew keeps its first date."""
    returns = article.publication_in(language) == Publication.WITHDRAWN
    if not (keeps_first and returns and article.was_public(language=language, at=at)):
        setattr(article, f"published_at_{language}", moment)
    if not article.was_public(language=language, at=at):
        setattr(article, f"first_published_at_{language}", moment)
    if keeps_first:
        setattr(article, f"withdrawal_note_{language}", "")
    setattr(article, f"publication_{language}", Publication.PUBLISHED)


def unschedule(
    article: Article, *, by: User, seen: Screen = None, at: datetime | None = None
) -> Article:
    """Cancel what is scheduled: publications of languages, and changes of a live article.

    A language that readers knew before is withdrawn as before; an article that
    no reader has seen returns to approved. Its text stays.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("unschedule", article, by, seen=seen, at=at)
        cancelled = scheduled.cancel(article)
        awaited = [code for code in LANGUAGES if article.is_awaited(language=code, at=at)]
        before = article.state
        if awaited:
            approved = article.live_revision_in(awaited[0])
            removal.close(article, awaited, at=at)
            if not article.published_languages():
                before = removal.settle(article, State.APPROVED)
                article.approved_revision_id = approved
            article.save()
            removal.announce(article, at=at)
        details = {"languages": awaited, "revisions": cancelled}
        transitions.log(article, "unschedule", by=by, at=at, from_state=before, details=details)
        scheduled.plan()
    return article


def update(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    shared: bool = True,
    moment: datetime | None = None,
    significant: bool = False,
    seen: Screen = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """The newest revision replaces what readers see, now or at `moment` (see `scheduled`).

    In `languages`, or all published ones, and with `shared` in what exists once
    (section, kind, picture, tags, byline). Only a `significant` update shows readers
    «آخر تحديث». What is neither new nor significant is no update, to be logged or
    announced: it is Refused, or a newer version of the same text counts as published.
    """
    at = at or timezone.now()
    if moment is not None and moment <= at:
        raise BadMoment(_("This moment has passed."))
    with transaction.atomic():
        article = rules.begin("update", article, by, seen=seen, at=at)
        revision = live.chosen(article)
        targets = _updatable(article, revision, languages, shared=shared, at=moment or at)
        parts = [*targets, *([content.SHARED] if shared else [])]
        if moment is not None:
            scheduled.add(article, revision, parts, moment, significant=significant, by=by, at=at)
        elif significant or live.is_new(article, revision, parts=parts):
            _replace(article, revision, parts, dated="updated_at" if significant else "", at=at)
        else:
            return _count_as_published(article, revision, parts, at=at)
        details = {"languages": targets, "shared": shared, "significant": significant}
        details["moment"] = moment and moment.isoformat()
        transitions.log(
            article, "update", by=by, at=at, revision=revision, note=note, details=details
        )
    return article


def _updatable(
    article: Article,
    revision: Revision,
    languages: Sequence[str] | None,
    *,
    shared: bool,
    at: datetime,
) -> list[str]:
    """The published languages to change, all of which the revision must still hold."""
    data = content.read(revision)
    published = article.published_languages()
    wanted = published if languages is None else list(dict.fromkeys(languages))
    if not set(wanted) <= set(published) or not (wanted or shared):
        raise Refused(_("Choose languages that are published."))
    live.refuse_moment(data, at, at=at)
    live.refuse_incomplete(data, parts=[*wanted, content.SHARED])
    return wanted


def _replace(
    article: Article, revision: Revision, parts: Sequence[str], *, dated: str, at: datetime
) -> None:
    """Put the parts live now; `dated` is the moment of their languages that readers are shown.

    Only a language that readers see by now is dated: one that waits for its moment
    will be new to them then.
    """
    live.refuse_older(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    for language in set(parts) & set(LANGUAGES):
        if dated and article.is_visible(language=language, at=at):
            setattr(article, f"{dated}_{language}", at)
    live.refuse_embargo(article)
    article.save()
    scheduled.review(article, at=at)
    outbox.announce("updated", article.pk, at=at)


def _count_as_published(
    article: Article, revision: Revision, parts: Sequence[str], *, at: datetime
) -> Article:
    """Note that readers see what the newest revision says; Refused when that is noted already."""
    if lineage.live_revisions(article, parts) == [revision.pk]:
        raise Refused(_("Nothing was new: readers see the same text as before."))
    live.refuse_older(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    article.save()
    scheduled.review(article, at=at)
    return article


def correct(
    article: Article,
    *,
    by: User,
    notes: Notes,
    languages: Sequence[str] | None = None,
    seen: Screen = None,
    at: datetime | None = None,
) -> Article:
    """An update with a public, dated note of what was wrong, kept for ever.

    `notes` needs one in every language that is corrected: `languages`, or all that
    readers see; one that nobody sees yet is updated instead. The text may be as before,
    since a note alone is news to readers; Refused when they have read just this one.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("correct", article, by, seen=seen, at=at)
        revision = live.chosen(article)
        wanted = _correctable(article, languages, at=at)
        targets = _updatable(article, revision, wanted, shared=True, at=at)
        texts = {language: clean_line(notes.get(language, "")) for language in targets}
        if not targets or not all(texts.values()):
            raise Incomplete([_("correction note in every published language")])
        fields = {f"note_{language}": text for language, text in texts.items()}
        parts = [*targets, content.SHARED]
        _refuse_said(article, revision, fields, parts=parts)
        _replace(article, revision, parts, dated="corrected_at", at=at)
        Correction.objects.create(article=article, by=by, at=at, **fields)
        details = {"languages": targets, "shared": True}
        note = texts[targets[0]]
        transitions.log(
            article, "correct", by=by, at=at, revision=revision, note=note, details=details
        )
    return article


def _correctable(
    article: Article, languages: Sequence[str] | None, *, at: datetime
) -> Sequence[str]:
    """The languages to correct: those asked for, or every one that readers see. Raises Refused."""
    seen = [code for code in LANGUAGES if article.is_visible(language=code, at=at)]
    published = article.published_languages()
    unseen = [code for code in languages or () if code in published and code not in seen]
    if unseen:
        raise Refused(
            _("Readers do not see the article in this language (%(language)s): update it instead.")
            % {"language": language_name(unseen[0])}
        )
    return seen if languages is None else languages


def _refuse_said(
    article: Article, revision: Revision, notes: Notes, *, parts: Sequence[str]
) -> None:
    """Raise Refused for a correction that is there in these words, of the same text."""
    is_said = Correction.objects.filter(article=article, **notes).exists()
    if is_said and not live.is_new(article, revision, parts=parts):
        raise Refused(_("Readers see this correction already."))
