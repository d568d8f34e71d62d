"""The verbs that publish: publish, schedule, unschedule, update, correct.

`seen` is what the user's page showed; Outdated when something was saved or done since. Each
language is a publication of its own, and a verb changes the named ones only (default: all).
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
from articles.text_checks.articles import refuse_text_faults
from articles.workflow import lineage, live, removal, rules, scheduled_changes, transitions
from articles.workflow.article_version import SeenVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

type Notes = Mapping[str, str]
"""A public note by language."""


def publish(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    seen: SeenVersion = None,
    approves: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Publish the newest revision now, in `languages` or all complete ones not visible yet.

    The shared part goes live with the first language only. A language that returns from
    withdrawal keeps its date. After an edit since the approval, `approves` must give a new one.
    Raises NotAllowed, WrongState, Outdated, NotApproved, Incomplete, BadMoment (embargo,
    expiry), Refused; of a draft also TextFaults, as `submit` does.
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
    seen: SeenVersion = None,
    approves: bool = False,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Publish from `moment` (aware) on; raises as `publish`, and BadMoment for the past.

    The language becomes visible by the clock; nothing has to run at the moment.
    """
    at = at or timezone.now()
    _refuse_past(moment, at=at)
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


def _refuse_past(moment: datetime | None, *, at: datetime) -> None:
    if moment is not None and moment <= at:
        raise BadMoment(_("This moment has passed."))


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
    revision = live.newest_revision(article)
    if article.state == State.DRAFT:
        # Whoever publishes a draft submits it as well.
        refuse_text_faults(article, revision)
    _approve_edited(article, by, approves=approves, at=at)
    targets = _languages_to_publish(article, revision, languages, at=at)
    parts = [*targets, *_shared_parts(article, targets, at=at)]
    live.refuse_embargo_or_expiry(content.read(revision), moment, at=at)
    live.refuse_unmerged(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    for language in targets:
        _open_publication(article, language, moment, keeps_first=verb == "publish", at=at)
    live.refuse_broken_embargo(article)
    before = transitions.set_state(article, State.PUBLISHED)
    article.approved_revision = None
    article.save()
    details = {"languages": targets, "shared": content.SHARED in parts}
    transitions.log(
        article,
        verb,
        by=by,
        at=at,
        from_state=before,
        note=note,
        details=details | {"moment": moment.isoformat()},
    )
    scheduled_changes.hold_conflicting(article, at=at)
    outbox.announce("published", article.pk, at=at)
    return article


def _approve_edited(article: Article, by: User, *, approves: bool, at: datetime) -> None:
    """Log a new approval after an edit; raises NotApproved without `approves`."""
    if not article.is_edited_since_approval:
        return
    if not approves:
        raise NotApproved(
            _("The article was edited after it was approved. Look at what changed and approve it.")
        )
    transitions.log(article, "approve", by=by, at=at)


def _languages_to_publish(
    article: Article, revision: Revision, languages: Sequence[str] | None, *, at: datetime
) -> list[str]:
    """The languages to publish. Raises Incomplete, or Refused when all are visible already."""
    live.refuse_unpublishable(revision)
    complete = content.complete_languages(content.read(revision))
    wanted = complete if languages is None else list(dict.fromkeys(languages))
    if not set(wanted) <= set(complete) or not wanted:
        raise Incomplete([_("headline and body in the chosen language")])
    waiting = [lang for lang in wanted if not article.is_visible(language=lang, at=at)]
    if not waiting:
        raise Refused(_("Readers see the article in this language already."))
    return waiting


def _shared_parts(article: Article, targets: Sequence[str], *, at: datetime) -> list[str]:
    """[SHARED] while no other language is visible or scheduled, else []."""
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


def _open_publication(
    article: Article, language: str, moment: datetime, *, keeps_first: bool, at: datetime
) -> None:
    """Set the publication columns of the language; one that was public keeps its first date."""
    returns = article.publication_in(language) == Publication.WITHDRAWN
    if not (keeps_first and returns):
        setattr(article, f"published_at_{language}", moment)
    if not article.was_public(language=language, at=at):
        setattr(article, f"first_published_at_{language}", moment)
    if keeps_first:
        setattr(article, f"withdrawal_note_{language}", "")
    setattr(article, f"publication_{language}", Publication.PUBLISHED)


def unschedule(
    article: Article, *, by: User, seen: SeenVersion = None, at: datetime | None = None
) -> Article:
    """Cancel scheduled publications and scheduled changes; the content stays.

    A language that was public before becomes withdrawn again; an article that never was
    returns to approved. Raises NotAllowed, WrongState, Outdated.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("unschedule", article, by, seen=seen, at=at)
        cancelled = scheduled_changes.cancel(article)
        awaited = [code for code in LANGUAGES if article.is_awaited(language=code, at=at)]
        before = article.state
        if awaited:
            approved = article.live_revision_in(awaited[0])
            removal.close_publications(article, awaited, at=at)
            if not article.published_languages():
                before = removal.set_resulting_state(article, State.APPROVED)
                article.approved_revision_id = approved
            article.save()
            removal.announce_removal(article, at=at)
        details = {"languages": awaited, "revisions": cancelled}
        transitions.log(article, "unschedule", by=by, at=at, from_state=before, details=details)
        scheduled_changes.update_next_due()
    return article


def update(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    shared: bool = True,
    moment: datetime | None = None,
    significant: bool = False,
    seen: SeenVersion = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Publish the newest revision's changes, now or at `moment` (see `scheduled_changes`).

    In `languages` (default: all published ones), and with `shared` in the shared part. Only a
    `significant` update sets `updated_at`. A revision without changes becomes live unlogged, or
    is Refused if it is. Raises NotAllowed, WrongState, Outdated, Incomplete, BadMoment, Refused.
    """
    at = at or timezone.now()
    _refuse_past(moment, at=at)
    with transaction.atomic():
        article = rules.begin("update", article, by, seen=seen, at=at)
        revision = live.newest_revision(article)
        targets = _languages_to_update(article, revision, languages, shared=shared, at=moment or at)
        parts = [*targets, *([content.SHARED] if shared else [])]
        if moment is not None:
            scheduled_changes.add(
                article, revision, parts, moment, significant=significant, by=by, at=at
            )
        elif significant or live.has_changes(article, revision, parts=parts):
            _replace(article, revision, parts, dated="updated_at" if significant else "", at=at)
        else:
            return _mark_as_published(article, revision, parts, at=at)
        details = {"languages": targets, "shared": shared, "significant": significant}
        details["moment"] = moment and moment.isoformat()
        transitions.log(article, "update", by=by, at=at, note=note, details=details)
    return article


def _languages_to_update(
    article: Article,
    revision: Revision,
    languages: Sequence[str] | None,
    *,
    shared: bool,
    at: datetime,
) -> list[str]:
    """The published languages to update. Raises Refused, Incomplete, BadMoment."""
    data = content.read(revision)
    published = article.published_languages()
    wanted = published if languages is None else list(dict.fromkeys(languages))
    if not set(wanted) <= set(published) or not (wanted or shared):
        raise Refused(_("Choose languages that are published."))
    live.refuse_embargo_or_expiry(data, at, at=at)
    live.refuse_incomplete(data, parts=[*wanted, content.SHARED])
    return wanted


def _replace(
    article: Article, revision: Revision, parts: Sequence[str], *, dated: str, at: datetime
) -> None:
    """Put the parts live now; `dated` names the datetime column to set, "" for none.

    It is set for visible languages only: a scheduled one will be new to its readers.
    """
    live.refuse_unmerged(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    for language in set(parts) & set(LANGUAGES):
        if dated and article.is_visible(language=language, at=at):
            setattr(article, f"{dated}_{language}", at)
    live.refuse_broken_embargo(article)
    article.save()
    scheduled_changes.hold_conflicting(article, at=at)
    outbox.announce("updated", article.pk, at=at)


def _mark_as_published(
    article: Article, revision: Revision, parts: Sequence[str], *, at: datetime
) -> Article:
    """Make the unchanged newest revision the live one; Refused when it is already."""
    if lineage.live_revisions(article, parts) == [revision.pk]:
        raise Refused(_("Nothing was new: readers see the same text as before."))
    live.refuse_unmerged(article, revision, parts=parts)
    live.put_live(article, revision, parts=parts)
    article.save()
    scheduled_changes.hold_conflicting(article, at=at)
    return article


def correct(
    article: Article,
    *,
    by: User,
    notes: Notes,
    languages: Sequence[str] | None = None,
    seen: SeenVersion = None,
    at: datetime | None = None,
) -> Article:
    """Publish the newest revision with a public, dated correction note, which is kept for good.

    `notes` needs one for every corrected language: `languages`, or all visible ones. The
    content may be unchanged; Refused for a repeated note without a change. Raises NotAllowed,
    WrongState, Outdated, Incomplete, BadMoment, Refused.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = rules.begin("correct", article, by, seen=seen, at=at)
        revision = live.newest_revision(article)
        wanted = _languages_to_correct(article, languages, at=at)
        # A correction is of some language: the shared part alone has no note.
        targets = _languages_to_update(article, revision, wanted, shared=False, at=at)
        texts = {language: clean_line(notes.get(language, "")) for language in targets}
        if not all(texts.values()):
            raise Incomplete([_("correction note in every published language")])
        fields = {f"note_{language}": text for language, text in texts.items()}
        parts = [*targets, content.SHARED]
        _refuse_repeated_correction(article, revision, fields, parts=parts)
        _replace(article, revision, parts, dated="corrected_at", at=at)
        Correction.objects.create(article=article, by=by, at=at, **fields)
        details = {"languages": targets, "shared": True}
        note = texts[targets[0]]
        transitions.log(article, "correct", by=by, at=at, note=note, details=details)
    return article


def _languages_to_correct(
    article: Article, languages: Sequence[str] | None, *, at: datetime
) -> Sequence[str]:
    """The languages to correct (default: all visible). Raises Refused for an invisible one."""
    seen = [code for code in LANGUAGES if article.is_visible(language=code, at=at)]
    published = article.published_languages()
    unseen = [code for code in languages or () if code in published and code not in seen]
    if unseen:
        raise Refused(
            _("Readers do not see the article in this language (%(language)s): update it instead.")
            % {"language": language_name(unseen[0])}
        )
    return seen if languages is None else languages


def _refuse_repeated_correction(
    article: Article, revision: Revision, notes: Notes, *, parts: Sequence[str]
) -> None:
    """Raise Refused when the article has this correction already and nothing changed."""
    is_repeated = Correction.objects.filter(article=article, **notes).exists()
    if is_repeated and not live.has_changes(article, revision, parts=parts):
        raise Refused(_("Readers see this correction already."))
