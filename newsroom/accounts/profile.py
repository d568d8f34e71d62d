"""What the desk says of a person: their rights in words, their work, when they were last here."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple

from django.utils.translation import gettext_lazy as _

from articles.languages import joined
from articles.models import Article, Author, Revision
from articles.models.public_pages import with_public_page
from articles.models.urls import listing_url
from newsroom.accounts.models import User
from newsroom.accounts.roles import ROLE_LABELS, SECTION_BOUND

SHOWN: Final = 20
"""Articles and assignments that a profile names; of more it says how many."""
_RIGHTS: Final = {
    "articles.add_article": _("writes articles and submits them"),
    "articles.edit_any_article": _("edits other people's articles"),
    "articles.review_article": _("approves articles and sends them back"),
    "articles.publish_article": _("publishes, schedules, corrects and withdraws"),
    "articles.kill_article": _("kills articles for good"),
    "planning.assign_assignment": _("gives work to others"),
    "articles_broadcast.change_broadcaststatus": _("sets broadcast statuses"),
    "articles.change_section": _("changes sections"),
    "articles.change_tag": _("renames, merges and retires tags"),
    "accounts.change_user": _("manages people and roles"),
    "audit.view_entry": _("reads the audit log"),
}
"""By permission: what whoever has it does."""


class Rights(NamedTuple):
    """The roles by name, the sections by name, and what the person does, where, in words."""

    roles: str
    sections: str
    everywhere: list[str]
    in_sections: list[str]


class Work(NamedTuple):
    """What somebody has in work: the first of the articles and assignments, and how many."""

    articles: list[Article]
    article_count: int
    assignments: list[Any]
    assignment_count: int


def rights_of(person: User) -> Rights:
    """What the person may do; three queries."""
    names = sorted(group.name for group in person.groups.all())
    sections = joined(map(str, person.sections.order_by("order", "pk")))
    held = person.get_all_permissions()
    bound = SECTION_BOUND if sections and not person.is_superuser else frozenset()
    return Rights(
        joined(str(ROLE_LABELS.get(name, name)) for name in names),
        sections,
        [str(said) for right, said in _RIGHTS.items() if right in held and right not in bound],
        [str(said) for right, said in _RIGHTS.items() if right in held and right in bound],
    )


def work_of(person: User, *, viewer: User, at: datetime) -> Work:
    """What the person has in work at the moment, as far as the viewer may see it; four queries."""
    own = Article.objects.of(person).in_work().without_bodies()
    articles: Any = own.order_by("-edited_at", "-pk")
    unfinished: Any = person.assignments.all()
    assignments = unfinished.unfinished(at=at).for_lists().due_first()
    if not viewer.has_perm("articles.view_article"):
        articles = articles.none()
    if not viewer.has_perm("planning.view_assignment"):
        assignments = assignments.none()
    return Work(
        list(articles[:SHOWN]), articles.count(), list(assignments[:SHOWN]), assignments.count()
    )


def last_active(person: User, *, at: datetime) -> object:
    """When the person was last here, in rough words, by sign-ins and saves; one query."""
    saves = Revision.objects.filter(created_by=person).order_by("-pk")
    moments = [person.last_login, saves.values_list("created_at", flat=True).first()]
    known = [moment for moment in moments if moment is not None]
    if not known:
        return _("never yet")
    ago = at - max(known)
    return next((said for limit, said in _AGO if ago < limit), _("more than three months ago"))


_AGO: Final[tuple[tuple[timedelta, object], ...]] = (
    (timedelta(days=1), _("within the last day")),
    (timedelta(days=7), _("within the last week")),
    (timedelta(days=31), _("within the last month")),
    (timedelta(days=92), _("within the last three months")),
)


def author_of(person: User) -> Author | None:
    """The author that the person is, with the photo; one query."""
    return Author.objects.filter(user=person).select_related("photo").first()


def public_page(author: Author | None, *, language: str, at: datetime) -> str:
    """The path of the author's page for readers; "" where there is none yet. One query."""
    if author is None:
        return ""
    rows = with_public_page(Author.objects.filter(pk=author.pk), language=language, at=at)
    return listing_url("author", author.slug, language) if rows.exists() else ""
