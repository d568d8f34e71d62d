"""The verbs that move an article and change what readers see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import content, lifecycle
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import BadMoment, Incomplete, Refused
from articles.models import Article, Correction, Revision
from articles.models.article import State
from articles.workflow import rules, transitions
from articles.workflow.due import plan, put_live
from articles.workflow.saving import lock

if TYPE_CHECKING:
    from newsroom.accounts.models import User

type Notes = Mapping[str, str]
"""A public note by language."""


def _begin(verb: str, article: Article, by: User, at: datetime) -> Article:
    """Lock the article and refuse what the person may not do; inside a transaction."""
    article = lock(article)
    rules.check(verb, article, by, at=at)
    return article


def _chosen(article: Article, revision: Revision | None) -> Revision:
    """The revision that shall go live: the given one of this article, or the newest."""
    if revision is not None:
        return article.revisions.get(pk=revision.pk)
    if article.latest_revision is None:
        raise Incomplete(content.missing({}))
    return article.latest_revision


def submit(article: Article, *, by: User, note: str = "", at: datetime | None = None) -> Article:
    """Ask for review. Raises Incomplete when something a reader needs is missing."""
    return _move("submit", article, State.SUBMITTED, by=by, note=note, at=at, complete=True)


def approve(article: Article, *, by: User, note: str = "", at: datetime | None = None) -> Article:
    """The piece is ready to be published."""
    return _move("approve", article, State.APPROVED, by=by, note=note, at=at, complete=True)


def send_back(article: Article, *, by: User, note: str, at: datetime | None = None) -> Article:
    """Back to draft, with a note that the author sees; raises Refused without one."""
    if not note.strip():
        raise Refused(_("Say in the note what the author should change."))
    return _move("send_back", article, State.DRAFT, by=by, note=note, at=at)


def _move(
    verb: str,
    article: Article,
    state: State,
    *,
    by: User,
    note: str,
    at: datetime | None,
    complete: bool = False,
) -> Article:
    at = at or timezone.now()
    with transaction.atomic():
        article = _begin(verb, article, by, at)
        gaps = content.missing(_chosen(article, None).data) if complete else []
        if gaps:
            raise Incomplete(gaps)
        before = transitions.move(article, state)
        article.save(update_fields=["state"])
        transitions.log(article, verb, by=by, at=at, from_state=before, note=note)
    return article


def publish(
    article: Article,
    *,
    by: User,
    languages: Sequence[str] | None = None,
    revision: Revision | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """A revision (default: the newest) goes live now, in `languages` or all complete ones.

    An article that returns from withdrawal keeps its first dates. Raises
    NotAllowed, WrongState, Incomplete, BadMoment (embargo, expiry).
    """
    at = at or timezone.now()
    return _publish(
        "publish", article, at, by=by, at=at, languages=languages, revision=revision, note=note
    )


def schedule(
    article: Article,
    *,
    moment: datetime,
    by: User,
    languages: Sequence[str] | None = None,
    revision: Revision | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Like publish, visible from `moment` (aware) on, by the clock alone; BadMoment in the past."""
    at = at or timezone.now()
    if moment <= at:
        raise BadMoment(_("This moment has passed."))
    return _publish(
        "schedule", article, moment, by=by, at=at, languages=languages, revision=revision, note=note
    )


def _publish(
    verb: str,
    article: Article,
    moment: datetime,
    *,
    by: User,
    at: datetime,
    languages: Sequence[str] | None,
    revision: Revision | None,
    note: str,
) -> Article:
    with transaction.atomic():
        article = _begin(verb, article, by, at)
        chosen = _chosen(article, revision)
        targets = _targets(article, chosen, languages, at=at)
        _check_moment(chosen.data, moment, at=at)
        returns = article.state == State.WITHDRAWN
        put_live(article, chosen, languages=targets)
        for language in LANGUAGES:
            setattr(article, f"withdrawal_note_{language}", "")
        for language in targets:
            published_at = article.published_in(language)
            if verb == "schedule" or not (returns and published_at and published_at <= at):
                setattr(article, f"published_at_{language}", moment)
        before = transitions.move(article, State.PUBLISHED)
        article.save()
        details = {"languages": targets, "moment": moment.isoformat()}
        transitions.log(
            article,
            verb,
            by=by,
            at=at,
            from_state=before,
            revision=chosen,
            note=note,
            details=details,
        )
        lifecycle.announce("published", article.pk, at=at)
    return article


def _targets(
    article: Article, revision: Revision, languages: Sequence[str] | None, *, at: datetime
) -> list[str]:
    """The languages to publish: those asked for, or every complete one not visible yet."""
    complete = content.languages(revision.data)
    gaps = content.missing(revision.data)
    if gaps:
        raise Incomplete(gaps)
    wanted = complete if languages is None else list(languages)
    if not set(wanted) <= set(complete) or not wanted:
        raise Incomplete([_("headline and body in the chosen language")])
    waiting = [lang for lang in wanted if not article.is_visible(language=lang, at=at)]
    if not waiting:
        raise Refused(_("Readers see the article in this language already."))
    return waiting


def _check_moment(data: content.Data, moment: datetime, *, at: datetime) -> None:
    embargo = content.moment(data, "embargo_until")
    if embargo is not None and moment < embargo:
        raise BadMoment(
            _("The article is under embargo until %(time)s.")
            % {"time": f"{timezone.localtime(embargo):%Y-%m-%d %H:%M}"}
        )
    expires = content.moment(data, "expires_at")
    if expires is not None and expires <= max(moment, at):
        raise BadMoment(_("The article would have expired before anybody saw it."))


def unschedule(article: Article, *, by: User, at: datetime | None = None) -> Article:
    """Cancel what is scheduled: changes of a live article, or a first publication.

    An article that no reader has seen returns to approved; its text stays.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = _begin("unschedule", article, by, at)
        before = article.state
        article.revisions.waiting().update(goes_live_at=None)
        if article.is_scheduled(at=at):
            for language in LANGUAGES:
                setattr(article, f"published_at_{language}", None)
            article.live_revision = None
            before = transitions.move(article, State.APPROVED)
            article.save()
            lifecycle.announce("withdrawn", article.pk, at=at)
        transitions.log(article, "unschedule", by=by, at=at, from_state=before)
        plan()
    return article


def update(
    article: Article,
    *,
    by: User,
    moment: datetime | None = None,
    significant: bool = False,
    revision: Revision | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """A revision (default: the newest) replaces what readers see, now or at `moment`.

    Only a `significant` update shows readers «آخر تحديث». A change with a moment
    waits in the revision and is applied without any worker.
    """
    at = at or timezone.now()
    if moment is not None and moment <= at:
        raise BadMoment(_("This moment has passed."))
    with transaction.atomic():
        article = _begin("update", article, by, at)
        chosen = _chosen(article, revision)
        visible = _updatable(article, chosen, at=moment or at)
        if moment is not None:
            _plan_change(article, chosen, visible, moment, significant=significant, by=by)
        else:
            put_live(article, chosen, languages=visible)
            if significant:
                article.updated_at = at
            article.save()
            lifecycle.announce("updated", article.pk, at=at)
        details = {"significant": significant, "moment": moment and moment.isoformat()}
        transitions.log(
            article, "update", by=by, at=at, revision=chosen, note=note, details=details
        )
    return article


def _updatable(article: Article, revision: Revision, *, at: datetime) -> list[str]:
    """The published languages, all of which the revision must still hold."""
    _check_moment(revision.data, at, at=at)
    published = [lang for lang in LANGUAGES if article.published_in(lang) is not None]
    gaps = content.missing(revision.data)
    if gaps or not set(published) <= set(content.languages(revision.data)):
        raise Incomplete(gaps or [_("headline and body in every published language")])
    return published


def _plan_change(
    article: Article,
    revision: Revision,
    languages: list[str],
    moment: datetime,
    *,
    significant: bool,
    by: User,
) -> None:
    if revision.applied_at is not None or revision.pk == article.live_revision_id:
        raise Refused(_("Readers see this revision already."))
    revision.goes_live_at = moment
    revision.goes_live_languages = languages
    revision.goes_live_is_significant = significant
    revision.goes_live_by = by
    revision.save()
    plan()


def correct(
    article: Article,
    *,
    by: User,
    notes: Notes,
    revision: Revision | None = None,
    at: datetime | None = None,
) -> Article:
    """An update with a public, dated note of what was wrong, kept for ever.

    `notes` needs one in every language that readers see.
    """
    at = at or timezone.now()
    with transaction.atomic():
        article = _begin("correct", article, by, at)
        chosen = _chosen(article, revision)
        languages = _updatable(article, chosen, at=at)
        texts = {language: clean_line(notes.get(language, "")) for language in languages}
        if not all(texts.values()):
            raise Incomplete([_("correction note in every published language")])
        put_live(article, chosen, languages=languages)
        article.corrected_at = at
        article.save()
        fields = {f"note_{language}": text for language, text in texts.items()}
        Correction.objects.create(article=article, by=by, at=at, **fields)
        note = next(iter(texts.values()))
        transitions.log(article, "correct", by=by, at=at, revision=chosen, note=note)
        lifecycle.announce("updated", article.pk, at=at)
    return article


def withdraw(
    article: Article,
    *,
    by: User,
    notes: Notes | None = None,
    note: str = "",
    at: datetime | None = None,
) -> Article:
    """Readers get 410 with the public note, if any; the article may return by `publish`."""
    at = at or timezone.now()
    with transaction.atomic():
        article = _begin("withdraw", article, by, at)
        for language in LANGUAGES:
            text = clean_line((notes or {}).get(language, ""))
            setattr(article, f"withdrawal_note_{language}", text)
        _remove("withdraw", article, State.WITHDRAWN, by=by, note=note, at=at)
    return article


def kill(article: Article, *, by: User, reason: str, at: datetime | None = None) -> Article:
    """Gone for good from every surface; the reason stays in the log. Refused without a reason."""
    at = at or timezone.now()
    if not reason.strip():
        raise Refused(_("Say why the article is killed."))
    with transaction.atomic():
        article = _begin("kill", article, by, at)
        _remove("kill", article, State.KILLED, by=by, note=reason, at=at)
    return article


def _remove(
    verb: str, article: Article, state: State, *, by: User, note: str, at: datetime
) -> None:
    before = transitions.move(article, state)
    article.save()
    article.revisions.waiting().update(goes_live_at=None)
    plan()
    transitions.log(article, verb, by=by, at=at, from_state=before, note=note)
    lifecycle.announce("withdrawn", article.pk, at=at)


def unkill(article: Article, *, by: User, note: str = "", at: datetime | None = None) -> Article:
    """A killed article that was once published is withdrawn again, any other a draft."""
    at = at or timezone.now()
    with transaction.atomic():
        article = _begin("unkill", article, by, at)
        state = State.WITHDRAWN if article.live_revision_id else State.DRAFT
        before = transitions.move(article, state)
        article.save(update_fields=["state"])
        transitions.log(article, "unkill", by=by, at=at, from_state=before, note=note)
    return article
