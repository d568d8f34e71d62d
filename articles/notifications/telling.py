"""Telling people what happened, in the transaction in which it happens.

Everybody is told once of a happening, and nobody of what they did themselves.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import override

from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.models import Article
from articles.notifications import delivery
from articles.notifications.models import Mail, MailChoice, Notification
from articles.notifications.topics import OF_COMMENTS, TOPIC_OF, Channel, Kind

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


def notify(
    people: Iterable[int],
    kind: Kind,
    happening: str,
    *,
    at: datetime,
    by: User | None = None,
    article: Article | None = None,
    title: str = "",
    text: str = "",
    details: dict[str, Any] | None = None,
    place: str = "",
) -> None:
    """Tell the people (ids) what happened, but for `by`; in the transaction of the change.

    `happening` (at most 100 characters) names it: nobody is told of it twice. `place` is a path
    at the desk (see `desk_path`), by default the article's page; without an article `title` says
    what it is about. Mails go as each chose. Four queries at most, none without people.
    """
    wanted = set(people) - ({by.pk} if by else set())
    if not wanted:
        return
    if not place and article is not None:
        place = desk_path("articles_article_change", article.pk)
    said: dict[str, Any] = {"title": clean_line(title)[:300], "text": text, "place": place}
    said |= {"article": article, "by": by, "details": details or {}, "at": at}
    active = get_user_model().objects.filter(pk__in=wanted, is_active=True).order_by("pk")
    addresses = dict(active.values_list("pk", "email"))
    mails = _mails([pk for pk, email in addresses.items() if email], kind, happening, at=at)
    keys = {pk: mail.key for pk, mail in mails.items()}
    rows = [
        Notification(user_id=pk, kind=kind, happening=happening, mail_key=keys.get(pk, ""), **said)
        for pk in addresses
    ]
    Notification.objects.bulk_create(rows, ignore_conflicts=True)
    delivery.queue(mails.values())


def desk_path(name: str, *arguments: object) -> str:
    """The path of an admin URL in the first language, as `place` keeps it."""
    with override(LANGUAGES[0]):
        return reverse(f"admin:{name}", args=arguments)


def _mails(people: list[int], kind: Kind, happening: str, *, at: datetime) -> dict[int, Mail]:
    """The mails that tell those who want one; one query."""
    choices = MailChoice.objects.by_user(people)
    found = {pk: _mail(choice, kind, happening, at=at) for pk, choice in choices.items()}
    return {pk: mail for pk, mail in found.items() if mail is not None}


def _mail(choice: MailChoice, kind: Kind, happening: str, *, at: datetime) -> Mail | None:
    """The mail that tells the person: one of its own, the next digest, or none."""
    channel = choice.channel(TOPIC_OF[kind])
    if channel == Channel.ONCE:
        key = f"one:{choice.user_id}:{happening}"
        return Mail(user_id=choice.user_id, kind="notification", key=key, due_at=at)
    if channel == Channel.DIGEST:
        due_at = choice.next_digest(at)
        key = f"digest:{choice.user_id}:{due_at.timestamp():.0f}"
        return Mail(user_id=choice.user_id, kind="digest", key=key, due_at=due_at)
    return None


def of_suggestion(suggestion: int) -> str:
    """The happening that somebody suggests edits (id)."""
    return f"suggestion:{suggestion}"


def unread(user: User) -> int:
    """How much the user was told of and has not read; one query."""
    return Notification.objects.unread_by(user).count()


def unread_beside(opened: Article, user: User, *, at: datetime) -> int:
    """`unread` of a user who looks at the article; one query.

    What was told of that article is known then and settled (one more), except for its comments,
    which are read apart.
    """
    is_here = Q(article=opened) & ~Q(kind__in=OF_COMMENTS)
    rows = Notification.objects.unread_by(user)
    found = rows.aggregate(all=Count("pk"), here=Count("pk", filter=is_here))
    if found["here"]:
        rows.filter(is_here).settle(at=at)
    return int(found["all"] - found["here"])


def settle(happenings: Iterable[str], *, at: datetime, user: User | None = None) -> None:
    """These are no news any more, for the user or for everybody; one query, none for none."""
    wanted = list(happenings)
    if wanted:
        rows = Notification.objects.filter(happening__in=wanted)
        (rows.filter(user=user) if user else rows).settle(at=at)


def settle_review(article: Article, *, at: datetime) -> None:
    """The article waits for nobody's review any more; one query."""
    Notification.objects.filter(article=article, kind=Kind.WAITING).settle(at=at)


def retract(happening: str, *, but_for: Iterable[User] = ()) -> None:
    """Nobody is told of it any more, but for these people; what was mailed stays mailed.

    One query.
    """
    rows = Notification.objects.filter(happening=happening)
    rows.exclude(user__in=list(but_for)).delete()
