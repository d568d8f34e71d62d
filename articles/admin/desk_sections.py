"""What waits on the desk's first page: each section, to whom it is shown, and its rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles import signals, suggestions
from articles.admin.bounded_rows import Listing
from articles.models import Announcement, Article, Autosave, Transition
from articles.notifications.models import Mail, Notification
from articles.notifications.topics import OF_COMMENTS

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

MOST: Final = 100
"""Rows of a section that are counted."""
_OWN_ARTICLES: Final = 50
"""The last edited of a person's articles whose log is read."""
_ACTIVITY: Final = 8

type Rows = Callable[[Any, User, datetime], Any]
"""The articles of a section among the given ones, with `concerns_at`."""


class Section(NamedTuple):
    """A list of articles; `query` shows all of it in the article list, `key` is its key.

    It is shown to whoever has the permission, while there is something in it.
    """

    name: str
    key: str
    title: object
    permission: str
    query: str
    rows: Rows
    is_soonest_first: bool = False


_VIEW: Final = "articles.view_article"
_WRITE: Final = "articles.change_article"
_REVIEW: Final = "articles.review_article"
_PUBLISH: Final = "articles.publish_article"


def _held(rows: Any, user: User, at: datetime) -> Any:
    return rows.with_held_change_for(user).last_edited()


def _mine(rows: Any, user: User, at: datetime) -> Any:
    sent_back = Article.objects.sent_back_to(user).values("pk")
    return rows.of(user).in_work().exclude(pk__in=sent_back)


def _approved(rows: Any, user: User, at: datetime) -> Any:
    return rows.editable_by(user).in_work().in_effective_state("approved", at=at)


def _scheduled(rows: Any, user: User, at: datetime) -> Any:
    return rows.editable_by(user).next_scheduled(at=at)


def _changed(rows: Any, user: User, at: datetime) -> Any:
    return rows.editable_by(user).in_effective_state("changed", at=at).last_edited()


SECTIONS: Final = (
    Section(
        "sent_back",
        "1",
        _("Sent back to me"),
        _WRITE,
        "waiting=sent_back",
        lambda rows, user, at: rows.sent_back_to(user),
    ),
    Section(
        "review",
        "2",
        _("Waiting for review"),
        _REVIEW,
        "waiting=review",
        lambda rows, user, at: rows.editable_by(user).waiting_for_decision(),
        is_soonest_first=True,
    ),
    Section(
        "approved", "3", _("Approved, to be published"), _PUBLISH, "waiting=approved", _approved
    ),
    Section(
        "overdue",
        "4",
        _("Overdue"),
        _WRITE,
        "waiting=overdue",
        lambda rows, user, at: rows.overdue_for(user, at=at),
        is_soonest_first=True,
    ),
    Section("mine", "5", _("In work with me"), _WRITE, "waiting=mine", _mine),
    Section("scheduled", "6", _("Scheduled next"), _WRITE, "standing=scheduled", _scheduled, True),
    Section(
        "changes",
        "C",
        _("Scheduled changes"),
        _VIEW,
        "held=0",
        lambda rows, user, at: rows.with_waiting_change_for(user),
        is_soonest_first=True,
    ),
    Section(
        "changed", "7", _("Live with unpublished changes"), _PUBLISH, "standing=changed", _changed
    ),
    Section("held", "H", _("Scheduled changes set aside"), _VIEW, "held=1", _held),
    Section(
        "beside",
        "V",
        _("Versions to be merged"),
        _VIEW,
        "beside=1",
        lambda rows, user, at: rows.unmerged_for(user),
    ),
    Section(
        "suggested",
        "9",
        _("Suggested edits to decide"),
        _VIEW,
        "suggested=1",
        lambda rows, user, at: suggestions.to_decide(rows, user),
    ),
    Section(
        "decided",
        "E",
        _("Your suggested edits that were decided"),
        _VIEW,
        "suggested=0",
        lambda rows, user, at: suggestions.decided_of(rows, user, at=at),
    ),
)
"""The sections that list articles, in the order in which they matter."""


def shown_to(user: User) -> list[Section]:
    """The sections that the role can act in; no query once the permissions are read."""
    return [section for section in SECTIONS if user.has_perm(section.permission)]


def listings(user: User, *, at: datetime) -> Mapping[str, Listing]:
    """What `bounded_rows.read` needs for all that the first page shows; no query.

    Besides the sections: "notes" (entries of the log that sent an article back), "in_work" (what
    the person may edit), "mentions", "unsaved", "failed" (announcements), "unsent"
    (mails), "activity" (of the log).
    """
    rows = Article.objects.all()
    found = {
        section.name: Listing(
            section.rows(rows, user, at), "concerns_at", MOST, section.is_soonest_first
        )
        for section in shown_to(user)
    }
    if user.has_perm(_WRITE):
        found["notes"] = Listing(rows.sent_back_to(user), "concerns_at", MOST, key="last_move")
        found["in_work"] = Listing(rows.editable_by(user).in_work(), "concerns_at", MOST)
    if user.has_perm(_VIEW):
        told = Notification.objects.unread_by(user).filter(kind__in=OF_COMMENTS)
        found["mentions"] = Listing(told, "at", MOST)
        found["unsaved"] = Listing(
            Autosave.objects.of(user).unsaved().with_changes(), "saved_at", MOST
        )
        found["activity"] = Listing(_log_of(user), "at", _ACTIVITY)
    answers: Any = signals.first_page.send(sender=Article, user=user, at=at)
    for _listener, more in answers:
        found |= {name: Listing(listed, moment, MOST) for name, (listed, moment) in more.items()}
    if user.has_perm("articles.view_announcement"):
        found["failed"] = Listing(Announcement.objects.failed(), "failed_at", MOST)
    if user.has_perm("articles_notifications.view_mail"):
        found["unsent"] = Listing(Mail.objects.given_up(), "due_at", MOST)
    return found


def _log_of(user: User) -> Any:
    """The log of all articles for those who edit all or see the log, else of one's own."""
    rows = Transition.objects.all()
    if user.has_perm("articles.edit_any_article") or user.has_perm("articles.view_transition"):
        newest = rows.order_by("-pk").values("pk")[:_ACTIVITY]
        return rows.filter(pk__in=newest)
    own = Article.objects.of(user).order_by("-edited_at", "-pk").values("pk")
    return rows.filter(article__in=own[:_OWN_ARTICLES])
