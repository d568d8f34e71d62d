"""Permissions and preconditions of the verbs, and the effective state of an article."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import content
from articles.conf import LANGUAGES, values
from articles.errors import NotAllowed, OutsideSections, Refused, SamePerson, WrongState
from articles.models import Article, Revision, Section, Transition
from articles.models.article import Publication, State
from articles.workflow.article_version import SeenVersion, refuse_outdated

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def with_unsettled(rows: Any) -> Any:
    """Annotate the articles with `has_unsettled`, which saves a query where they have none."""
    of_article = Revision.objects.filter(article=OuterRef("pk"))
    # Each by itself, for which there is an index: of both together PostgreSQL reads all revisions.
    either = Q(Exists(of_article.scheduled())) | Q(Exists(of_article.unmerged()))
    return rows.annotate(has_unsettled=either)


def may_have_unsettled(article: Article) -> bool:
    """Whether it may have scheduled or unmerged revisions; no query, so True if it is unknown."""
    return bool(getattr(article, "has_unsettled", True))


_OF_KILLS: Final = ("request_kill", "decline_kill", "kill", "unkill")
"""The last of these in an article's log says whether a kill waits to be confirmed."""


def _always(article: Article, at: datetime) -> bool:
    return True


def _is_live(article: Article, at: datetime) -> bool:
    return article.is_live(at=at)


def _has_unpublished_language(article: Article, at: datetime) -> bool:
    """Whether a complete language of the newest revision is not visible yet."""
    latest = article.latest_revision
    return latest is not None and any(
        not article.is_visible(language=language, at=at)
        for language in content.complete_languages(latest.data)
    )


def _has_scheduled(article: Article, at: datetime) -> bool:
    """Whether a language's publication or a change of the live article is scheduled."""
    if any(article.is_awaited(language=language, at=at) for language in LANGUAGES):
        return True
    return may_have_unsettled(article) and article.revisions.scheduled().exists()


def open_kill_request(article: Article) -> Transition | None:
    """The request that somebody else may confirm, from the log; None without one. One query.

    None, without a query, while the setting KILL_NEEDS_TWO is off.
    """
    if not values.KILL_NEEDS_TWO:
        return None
    rows = article.transitions.filter(verb__in=_OF_KILLS).select_related("by")
    last = rows.order_by("-pk").first()
    return last if last is not None and last.verb == "request_kill" else None


def _may_request_kill(article: Article, at: datetime) -> bool:
    return bool(values.KILL_NEEDS_TWO) and open_kill_request(article) is None


def _has_kill_request(article: Article, at: datetime) -> bool:
    return open_kill_request(article) is not None


def _may_be_killed(article: Article, at: datetime) -> bool:
    return not values.KILL_NEEDS_TWO or _has_kill_request(article, at)


def _is_not_the_requester(article: Article, user: User) -> bool:
    request = open_kill_request(article)
    return request is None or request.by_id != user.pk


def _anybody(article: Article, user: User) -> bool:
    return True


def _needs_approval(article: Article, at: datetime) -> bool:
    """Whether it is submitted, or was edited since its approval."""
    return article.state == State.SUBMITTED or article.is_edited_since_approval


@dataclass(frozen=True, slots=True)
class Rule:
    """The precondition of a verb: a permission, the states it starts from, further conditions."""

    label: object
    permission: str
    states: frozenset[str]
    condition: Callable[[Article, datetime], bool] = _always
    published_condition: Callable[[Article, datetime], bool] = _always
    """A further condition for an article that is published already."""
    person_condition: Callable[[Article, User], bool] = _anybody
    """Whether this person may, of those who have the permission; else SamePerson."""


def _states(*states: str) -> frozenset[str]:
    return frozenset(states)


_EDIT_ANY = "articles.edit_any_article"
_PUBLISH = "articles.publish_article"
_PUBLISHABLE = _states(
    State.DRAFT, State.SUBMITTED, State.APPROVED, State.WITHDRAWN, State.PUBLISHED
)
_NOT_KILLED = _states(*(state for state in State.values if state != State.KILLED))
VERBS: dict[str, Rule] = {
    "submit": Rule(
        gettext_lazy("Submit for review"), "articles.submit_article", _states(State.DRAFT)
    ),
    "send_back": Rule(
        gettext_lazy("Send back"),
        "articles.review_article",
        _states(State.SUBMITTED, State.APPROVED),
    ),
    "approve": Rule(
        gettext_lazy("Approve"),
        "articles.review_article",
        _states(State.SUBMITTED, State.APPROVED),
        _needs_approval,
    ),
    "publish": Rule(
        gettext_lazy("Publish now"),
        _PUBLISH,
        _PUBLISHABLE,
        published_condition=_has_unpublished_language,
    ),
    "schedule": Rule(
        gettext_lazy("Schedule"),
        _PUBLISH,
        _PUBLISHABLE,
        published_condition=_has_unpublished_language,
    ),
    "unschedule": Rule(
        gettext_lazy("Cancel the schedule"), _PUBLISH, _states(State.PUBLISHED), _has_scheduled
    ),
    "update": Rule(
        gettext_lazy("Publish the changes"), _PUBLISH, _states(State.PUBLISHED), _is_live
    ),
    "correct": Rule(
        gettext_lazy("Publish a correction"), _PUBLISH, _states(State.PUBLISHED), _is_live
    ),
    "withdraw": Rule(gettext_lazy("Withdraw"), _PUBLISH, _states(State.PUBLISHED)),
    "request_kill": Rule(
        gettext_lazy("Ask for a kill"), "articles.kill_article", _NOT_KILLED, _may_request_kill
    ),
    "kill": Rule(
        gettext_lazy("Kill"),
        "articles.kill_article",
        _NOT_KILLED,
        _may_be_killed,
        person_condition=_is_not_the_requester,
    ),
    "decline_kill": Rule(
        gettext_lazy("Do not kill"), "articles.kill_article", _NOT_KILLED, _has_kill_request
    ),
    "unkill": Rule(gettext_lazy("Undo the kill"), "articles.kill_article", _states(State.KILLED)),
    "restore": Rule(
        gettext_lazy("Restore a revision"),
        "articles.review_article",
        _NOT_KILLED,
    ),
}


def may_edit(user: User, article: Article) -> bool:
    """Whether the user may save revisions: `edit_any_article`, or one's own articles.

    Somebody bound to sections has the permission in these alone. Two queries at most.
    """
    if not user.has_perm("articles.change_article"):
        return False
    return user.has_perm(_EDIT_ANY, article) or is_own(user, article)


def is_own(user: User, article: Article) -> bool:
    """Whether the user created the article or stands in its byline; one query at most."""
    return article.created_by_id == user.pk or article.contributors.filter(pk=user.pk).exists()


def is_outside_sections(user: User, article: Article) -> bool:
    """Whether the user edits everybody's articles, but not in the section of this one."""
    return user.has_perm(_EDIT_ANY) and not user.has_perm(_EDIT_ANY, article)


def refuse_edit(user: User, article: Article) -> None:
    """Raise NotAllowed, or OutsideSections, when the user may not save revisions."""
    if not may_edit(user, article):
        raise OutsideSections() if is_outside_sections(user, article) else NotAllowed()


def refuse_move(user: User, article: Article, section: int | None) -> None:
    """Raise OutsideSections where the user would move another's article into this section.

    One's own goes wherever its author likes, and is published by who may do so there.
    """
    if user.has_perm(_EDIT_ANY, Section(pk=section)) or section in article.section_ids():
        return
    if not is_own(user, article):
        raise OutsideSections(
            _("You cannot move another's article into a section that is not yours.")
        )


def verbs_for(article: Article, user: User, *, at: datetime) -> list[str]:
    """The keys of VERBS that the user may do to the article at the moment, in order."""
    return [verb for verb, rule in VERBS.items() if _refusal(rule, article, user, at) is None]


def check(verb: str, article: Article, user: User, *, at: datetime) -> None:
    """Raise NotAllowed, WrongState or SamePerson when the user may not do the verb now."""
    refusal = _refusal(VERBS[verb], article, user, at)
    if refusal is not None:
        raise refusal


def begin(verb: str, article: Article, by: User, *, seen: SeenVersion, at: datetime) -> Article:
    """Lock and return the article, and check the verb; call it inside a transaction.

    `seen` is what the user's page showed. Raises NotAllowed, WrongState, Outdated.
    """
    article = lock(article)
    check(verb, article, by, at=at)
    refuse_outdated(article, seen)
    return article


def lock(article: Article) -> Article:
    """The current row, locked until the transaction ends.

    To avoid deadlocks every verb locks in one order: articles by primary key, then tags by
    primary key, then `SiteState`. FOR NO KEY UPDATE: others may refer to the article meanwhile.
    """
    rows = Article.objects.select_for_update(of=("self",), no_key=True)
    # Without a join: PostgreSQL would look for a newer save's revision among the older rows.
    locked: Article = rows.get(pk=article.pk)
    return locked


def _refusal(rule: Rule, article: Article, user: User, at: datetime) -> Refused | None:
    if not user.is_active or not user.has_perm(rule.permission):
        return NotAllowed()
    if not user.has_perm(rule.permission, article) or not may_edit(user, article):
        return OutsideSections() if is_outside_sections(user, article) else NotAllowed()
    published = article.state == State.PUBLISHED
    if (
        article.state not in rule.states
        or not rule.condition(article, at)
        or (published and not rule.published_condition(article, at))
    ):
        return WrongState(
            _("“%(verb)s” is not possible while the article is: %(state)s.")
            % {"verb": rule.label, "state": state_label(article, at=at)}
        )
    if not rule.person_condition(article, user):
        return SamePerson(_("You asked for this kill: somebody else must confirm it."))
    return None


EFFECTIVE_STATES: dict[str, object] = {
    **dict(State.choices),
    "edited": gettext_lazy("Approved, then edited"),
    "scheduled": gettext_lazy("Scheduled"),
    "live": gettext_lazy("Live"),
    "changed": gettext_lazy("Live with unpublished changes"),
    "expired": gettext_lazy("Expired"),
}
"""The labels of an article's effective states: the stored ones and the derived ones."""


def effective_state(article: Article, *, at: datetime) -> str:
    """The state at the moment, a key of EFFECTIVE_STATES; no query.

    For a published article it is derived from the clock and from unpublished changes.
    """
    if article.state == State.PUBLISHED:
        if article.is_expired(at=at):
            return "expired"
        if article.is_scheduled(at=at):
            return "scheduled"
        if article.has_unpublished_changes:
            return "changed"
        return "live"
    return "edited" if article.is_edited_since_approval else article.state


LANGUAGE_STATES: dict[str, object] = {
    "none": gettext_lazy("Not published"),
    "scheduled": EFFECTIVE_STATES["scheduled"],
    "live": EFFECTIVE_STATES["live"],
    "expired": EFFECTIVE_STATES["expired"],
    "withdrawn": EFFECTIVE_STATES["withdrawn"],
}
"""The labels of the effective states of one language."""


def effective_language_state(article: Article, language: str, *, at: datetime) -> str:
    """The state of the language at the moment, a key of LANGUAGE_STATES; no query."""
    publication = article.publication_in(language)
    if publication != Publication.PUBLISHED:
        return publication
    if article.is_visible(language=language, at=at):
        return "live"
    return "scheduled" if article.is_awaited(language=language, at=at) else "expired"


def state_label(article: Article, *, at: datetime) -> str:
    """The translated label of the effective state; no query."""
    return str(EFFECTIVE_STATES[effective_state(article, at=at)])
