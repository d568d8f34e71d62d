"""The people of the matrix, and a row of every kind for them to reach."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.frontpage import curation, documents
from articles.lists.models import SavedFilter
from articles.models import Announcement, Article, Author, Autosave, Section
from articles.newsletter.models import Letter, Subscription
from articles.notifications.models import Mail, Notification
from articles.search.models import SynonymGroup, ZeroResultQuery
from newsroom.accounts.models import User
from newsroom.audit.models import Entry
from newsroom.invitations.models import Invitation
from newsroom.planning.models import Assignment, Event
from tests import factories
from tests.conftest import person

PEOPLE = ("anonymous", "journalist", "editor", "chief", "admin", "editor of sport")
HOUR = timedelta(hours=1)


@dataclass
class Cast:
    """Somebody of every column of the matrix, and values for the places in addresses."""

    people: dict[str, User | AnonymousUser]
    places: dict[str, Any]


def make_cast() -> Cast:
    """Everybody and everything; articles are another's, those of `of sport` in that section."""
    economy = factories.SectionFactory(name_ar="اقتصاد", slug="economy")
    sport = factories.SectionFactory(name_ar="رياضة", slug="sport")
    author = factories.AuthorFactory(name_ar="كريم", slug="karim")
    owner = person("owner", "chief")
    people: dict[str, User | AnonymousUser] = {"anonymous": AnonymousUser()}
    for role in ("journalist", "editor", "chief", "admin"):
        people[role] = person(f"one-{role}", role)
    bound = person("one-of-sport", "editor")
    bound.sections.add(sport)
    people["editor of sport"] = User.objects.get(pk=bound.pk)
    places = _rows(economy, author, owner) | _articles(economy, author, owner)
    return Cast(people, places | {"of sport": _articles(sport, author, owner)})


def _articles(section: Section, author: Author, owner: User) -> dict[str, Any]:
    """Articles of the section: for each verb one in whose state it is possible."""
    data = factories.content(section=section.pk, author=author.pk)

    def make(*verbs: str, **more: Any) -> Article:
        article = workflow.create(by=owner, data=data)
        for verb in verbs:
            getattr(workflow, verb)(article, by=owner, **more)
        return Article.objects.get(pk=article.pk)

    draft, submitted, live = make(), make("submit"), make("publish")
    states = {
        "submit": draft,
        "publish": draft,
        "schedule": draft,
        "approve": submitted,
        "send_back": submitted,
        "update": live,
        "correct": live,
        "withdraw": live,
        "kill": draft,
        "request_kill": draft,
        "decline_kill": draft,
        "unkill": make("kill", reason="x"),
        "unschedule": make("schedule", moment=timezone.now() + HOUR),
    }
    beside = factories.save_beside(draft, owner, data, 0)
    return {
        **{f"article for {verb}": row.pk for verb, row in states.items()},
        "article": draft.pk,
        "live": live.pk,
        "slug": live.slug_ar,
        "revision": beside.pk,
        "revision number": draft.latest_revision_id,
        "restore number": draft.latest_revision_id,
        "desk pk": draft.pk,
        "articles pk": live.pk,
        "a pk": live.pk,
    }


def _rows(section: Section, author: Author, owner: User) -> dict[str, Any]:
    """A row of every other model that has a page."""
    tag = factories.TagFactory()
    return {
        **_dated_rows(section, author, owner, now=timezone.now()),
        **_rows_of_one(owner, now=timezone.now()),
        "author": author.pk,
        "image": factories.ImageFactory().pk,
        "section": section.pk,
        "tag": tag.pk,
        "synonymgroup": SynonymGroup.objects.create(words="كلمة، لفظ").pk,
        "user": owner.pk,
        "people pk": owner.pk,
        "suggestion number": 1,
        "sitemaps number": 0,
        "sections slug": section.slug,
        "tags slug": tag.slug_ar,
        "authors slug": author.slug,
        "passkeys pk": 1,
        "language": "ar",
        "source": "tags",
        "token": "x" * 43,
        "unsubscribe key": "x" * 43,
        "name": "1/x.webp",
        "what": "articles",
        "app_label": "articles",
    }


def _rows_of_one(owner: User, *, now: datetime) -> dict[str, Any]:
    """Rows that are somebody's own, and what is planned."""
    told = Notification.objects.create(
        user=owner, kind="assigned", happening="assignment:1", title="x", place="/admin/", at=now
    )
    Mail.objects.create(user=owner, kind="notification", key="x", status="failed", due_at=now)
    reader = Subscription.objects.create(
        topic="corrections", language="ar", address="reader@example.org", asked_at=now
    )
    Letter.objects.create(
        subscription=reader, kind="confirmation", key="x", status="failed", due_at=now
    )
    event = Event.objects.create(title_ar="مؤتمر", starts_at=now, created_by=owner)
    assignment = Assignment.objects.create(title="فكرة", due_at=now, created_by=owner)
    kept = SavedFilter.objects.create(user=owner, name="x", query="state=draft")
    return {
        "notifications pk": told.pk,
        "event": event.pk,
        "assignment": assignment.pk,
        "assignment verb": "take",
        "move key": f"assignment-{assignment.pk}",
        "bulk verb": "submit",
        "filters pk": kept.pk,
    }


def _dated_rows(section: Section, author: Author, owner: User, *, now: datetime) -> dict[str, Any]:
    """Rows that say when something is or was."""
    content = factories.content(section=section.pk, author=author.pk)
    live = factories.publish(by=owner, data=content, at=now)
    Announcement.objects.create(article=live, event="updated", failed_at=now)
    ZeroResultQuery.objects.create(query="x", language="ar", day=now.date(), count=1)
    invitation = Invitation(email="x@example.org", first_name="x", invited_by=owner)
    invitation.renew(at=now)
    invitation.save()
    unsaved = Autosave.objects.create(
        user=owner, form_key="0" * 32, number=1, fields={}, saved_at=now
    )
    status = BroadcastStatus.objects.create(
        kind="live", scope="site", starts_at=now, created_by=owner
    )
    home = curation.save(
        documents.default_home([]), section=None, language="ar", base=None, by=owner
    )
    waiting = curation.publish(home, by=owner, seen=None, moment=now + HOUR)
    return {
        "front section": 0,
        "front number": home.number,
        "waiting pk": waiting.pk,
        "entry": Entry.objects.earliest("pk").pk,
        "invitation": invitation.pk,
        "broadcaststatus": status.pk,
        "unsaved number": unsaved.pk,
        "discard number": unsaved.pk,
    }
