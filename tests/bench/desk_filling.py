"""A newsroom around made-up articles: people, work under way, what is planned and told, the log.

What people work on at a time, and what is planned around today, is as much in any archive; what
is behind them (articles, entries of the log, assignments, notifications) goes back as far as the
archive does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Final, NamedTuple

from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F

from articles.arabic.slugs import slugify
from articles.broadcast.models import BroadcastStatus
from articles.comments.models import Comment, CommentThread
from articles.lists.models import SavedFilter
from articles.models import (
    Announcement,
    Article,
    Correction,
    Revision,
    Tag,
    TagMerge,
    Transition,
)
from articles.models.article import Publication, State
from articles.notifications.models import Notification
from articles.search.models import ZeroResultQuery
from newsroom.accounts.models import User
from newsroom.audit.chain import Head, chain_hash, head
from newsroom.audit.models import Entry, Seal
from newsroom.audit.recording import name_key
from newsroom.planning.models import Assignment, Event

ROLES: Final = ("editor", "chief", "admin")
"""Whose pages are measured; each is also the name of the account."""
UNDER_WAY: Final = 12
"""Articles of each state that people work on at a time, and changes of each kind that wait."""
DRAFTS: Final = 60
VERSIONS: Final = 200
"""Versions of the newest article."""
_BATCH: Final = 2_000
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


class Newsroom(NamedTuple):
    """How much there is of what grows, and when it is."""

    articles: int
    entries: int
    at: datetime
    people: list[int]
    """Of accounts, the ids; the first ones are those of `ROLES`."""

    def person(self, number: int) -> int:
        """Whose the thing of that number is: every fifth is the editor's, and so on."""
        place = number % 5
        return self.people[place] if place < len(ROLES) else self.people[number % len(self.people)]

    def back(self, number: int) -> datetime:
        """The moment of the thing of that number: two an hour, the newest first."""
        return self.at - number * _HOUR / 2


def fill_around(articles: int, entries: int, *, at: datetime) -> None:
    """Add all of it to an archive of as many articles, which `filling.fill` made."""
    newsroom = Newsroom(articles, entries, at, _people(articles))
    _edited(newsroom)
    _states(newsroom)
    _changes(newsroom)
    _versions(newsroom)
    for model, rows in (
        (Transition, _transitions(newsroom)),
        (Correction, _corrections(newsroom)),
        (Announcement, _announcements(newsroom)),
        (Event, _events(newsroom)),
        (Assignment, _assignments(newsroom)),
        (BroadcastStatus, _broadcasts(newsroom)),
        (Notification, _notifications(newsroom)),
        (ZeroResultQuery, _searches(newsroom)),
        (SavedFilter, _filters(newsroom)),
        (TagMerge, _merges(newsroom)),
        (Entry, _entries(newsroom)),
        (Seal, _seals()),
    ):
        _add(model, rows)
    _comments(newsroom)
    _alike()


def _add(model: type[models.Model], rows: Iterable[models.Model]) -> list[Any]:
    made: list[Any] = []
    for batch in batched(rows, _BATCH, strict=False):
        made += model._default_manager.bulk_create(batch)
    return made


def _people(articles: int) -> list[int]:
    """Those of the roles, and others; one for each fifty articles, sixty at least."""
    names = [*ROLES, *(f"person-{n}" for n in range(max(60, articles // 50)))]
    made = [
        User(username=name, key=name, first_name=f"اسم {n}", password="!")
        for n, name in enumerate(names)
    ]
    people = _add(User, made)
    groups = {group.name: group for group in Group.objects.all()}
    through = User.groups.through
    _add(
        through,
        (
            through(user_id=person.pk, group_id=groups[name if n < 3 else "journalist"].pk)
            for n, (name, person) in enumerate(zip(names, people, strict=True))
        ),
    )
    return [person.pk for person in people]


def _edited(newsroom: Newsroom) -> None:
    """Every article was last edited when it was published, by whoever wrote it."""
    Article.objects.update(edited_at=F("published_at_ar"), created_at=F("published_at_ar"))
    for number in range(5):
        rows = Article.objects.annotate(rest=F("pk") % 5).filter(rest=number)
        rows.update(created_by=newsroom.person(number))
    Revision.objects.update(created_by=newsroom.people[3])


def _states(newsroom: Newsroom) -> None:
    """Of the newest articles some are in work and scheduled, of the older ones some are gone."""
    nothing = {f"{name}_ar": None for name in ("published_at", "first_published_at")}
    nothing |= {"live_revision_ar": None, "publication_ar": Publication.NONE}
    soon = newsroom.at + _DAY
    gone = max(UNDER_WAY, newsroom.articles // 100)
    over = {"embargo_until": newsroom.at - _HOUR}
    blocks: list[tuple[int, dict[str, Any]]] = [
        (UNDER_WAY, {"published_at_ar": soon, "first_published_at_ar": soon}),
        (DRAFTS - UNDER_WAY, nothing | {"state": State.DRAFT}),
        (UNDER_WAY, nothing | over | {"state": State.DRAFT}),
        (UNDER_WAY, nothing | {"state": State.SUBMITTED}),
        (
            UNDER_WAY,
            nothing | {"state": State.APPROVED, "approved_revision": F("latest_revision")},
        ),
        (UNDER_WAY, nothing | {"state": State.APPROVED}),
        (gone, {"expires_at_ar": F("published_at_ar") + _HOUR}),
        (gone, {"publication_ar": Publication.WITHDRAWN, "state": State.WITHDRAWN}),
        (gone // 5, {"publication_ar": Publication.WITHDRAWN, "state": State.KILLED}),
    ]
    newest = newsroom.articles - 1  # the newest of all is the one with many versions
    for count, changes in blocks:
        Article.objects.filter(pk__lte=newest, pk__gt=newest - count).update(**changes)
        newest -= count


def _published(newsroom: Newsroom, count: int) -> list[int]:
    """The ids of the newest articles that readers see."""
    rows = Article.objects.visible(language="ar", at=newsroom.at).order_by("-pk")
    return list(rows.values_list("pk", flat=True)[:count])


def _changes(newsroom: Newsroom) -> None:
    """Newer versions of live articles: unpublished, waiting, set aside, to be merged."""
    numbers = _published(newsroom, 4 * UNDER_WAY + 1)[1:]
    soon = {"goes_live_at": newsroom.at + _DAY, "goes_live_parts": ["ar"]}
    kinds: list[dict[str, Any]] = [
        {},
        soon,
        soon | {"held_at": newsroom.at, "held_because": "refused"},
        {"is_conflict": True},
    ]
    for place, pk in enumerate(numbers):
        base = Revision.objects.get(article=pk)
        newer = Revision.objects.create(
            article_id=pk,
            base=base,
            data=base.data | {"kicker_ar": "جديد"},
            created_at=newsroom.at,
            created_by_id=newsroom.person(pk),
            **kinds[place % len(kinds)],
        )
        if not newer.is_conflict:
            Article.objects.filter(pk=pk).update(latest_revision=newer)


def _versions(newsroom: Newsroom) -> None:
    """The newest article was saved many times, a little of it changed each time."""
    first = Revision.objects.get(article=newsroom.articles)
    made = _add(
        Revision,
        (
            Revision(
                article_id=newsroom.articles,
                base=first,
                data=first.data | {"kicker_ar": f"نسخة {number}"},
                created_by_id=newsroom.person(number),
                created_at=newsroom.back(VERSIONS - number),
            )
            for number in range(1, VERSIONS)
        ),
    )
    Article.objects.filter(pk=newsroom.articles).update(latest_revision=made[-1])


def _transitions(newsroom: Newsroom) -> Iterator[Transition]:
    """Three entries of the log for each article; some were sent back last."""
    steps = [("create", "", "draft"), ("submit", "draft", "submitted")]
    for pk in range(1, newsroom.articles + 1):
        back = ("send_back", "submitted", "draft"), ("publish", "draft", "published")
        for verb, old, new in (*steps, back[newsroom.articles - pk >= DRAFTS]):
            yield Transition(
                article_id=pk,
                verb=verb,
                from_state=old,
                to_state=new,
                by_id=newsroom.person(pk),
                at=newsroom.back(newsroom.articles - pk),
                note="راجع المصدر." if verb == "send_back" else "",
            )


def _corrections(newsroom: Newsroom) -> Iterator[Correction]:
    for pk in _published(newsroom, max(60, newsroom.articles // 30)):
        yield Correction(article_id=pk, note_ar="ورد الرقم خطأ.", at=newsroom.back(pk))


def _announcements(newsroom: Newsroom) -> Iterator[Announcement]:
    """Delivered ones of all, and a few that were given up."""
    for pk in range(1, newsroom.articles + 1):
        moment = newsroom.back(newsroom.articles - pk)
        yield Announcement(article_id=pk, event="published", at=moment, delivered_at=moment)
    for pk in range(1, UNDER_WAY):
        yield Announcement(article_id=pk, event="updated", at=newsroom.at, failed_at=newsroom.at)


def _days(newsroom: Newsroom, each: int) -> Iterator[tuple[int, datetime]]:
    """`each` things a day, from twenty days ahead back as far as the articles go at fifteen a day.

    Yields their number and moment.
    """
    for number in range((newsroom.articles // 15 + 20) * each):
        yield number, newsroom.at + 20 * _DAY - number * _DAY / each


def _events(newsroom: Newsroom) -> Iterator[Event]:
    for number, moment in _days(newsroom, 2):
        yield Event(title_ar=f"مؤتمر {number}", starts_at=moment, ends_at=moment + 2 * _HOUR)


def _assignments(newsroom: Newsroom) -> Iterator[Assignment]:
    """What was due is done; of the rest a third is nobody's yet."""
    for number, moment in _days(newsroom, 3):
        status = (
            "done" if moment < newsroom.at - _DAY else ("idea", "assigned", "working")[number % 3]
        )
        who = None if status == "idea" else newsroom.person(number)
        yield Assignment(
            title=f"تكليف {number}",
            due_at=moment,
            assignee_id=who,
            status=status,
            section_id=_section(number),
        )


def _section(number: int) -> int:
    rows = vars(_section).setdefault("rows", [])
    if not rows:
        rows += Article._meta.get_field("section").related_model._default_manager.values_list(
            "pk", flat=True
        )
    return int(rows[number % len(rows)])


def _broadcasts(newsroom: Newsroom) -> Iterator[BroadcastStatus]:
    for number, moment in _days(newsroom, 1):
        kind = ("live", "off_air")[number % 2]
        yield BroadcastStatus(kind=kind, text_ar="نقل", starts_at=moment, ends_at=moment + _HOUR)


def _notifications(newsroom: Newsroom) -> Iterator[Notification]:
    """Three of each article; the newest ones are unread."""
    for number in range(3 * newsroom.articles):
        moment = newsroom.back(number)
        yield Notification(
            user_id=newsroom.person(number),
            kind=("sent_back", "approved", "published", "mention")[number % 4],
            happening=f"made:{number}",
            article_id=newsroom.articles - number // 3,
            place="/admin/",
            at=moment,
            read_at=None if number < 10 * DRAFTS else moment,
        )


def _searches(newsroom: Newsroom) -> Iterator[ZeroResultQuery]:
    """Forty a day, for as long as the newsroom keeps them."""
    for number in range(40 * min(90, newsroom.articles // 15)):
        day = (newsroom.at - number // 40 * _DAY).date()
        yield ZeroResultQuery(day=day, language="ar", key=f"م{number}", query="م", count=2)


def _filters(newsroom: Newsroom) -> Iterator[SavedFilter]:
    for number in range(20 * len(ROLES)):
        user = newsroom.people[number % len(ROLES)]
        yield SavedFilter(user_id=user, name=f"مرشح {number}", query="standing=live")


def _merges(newsroom: Newsroom) -> Iterator[TagMerge]:
    into = Tag.objects.order_by("pk")[0]
    for number in range(max(60, newsroom.articles // 50)):
        yield TagMerge(merged=10**9 + number, into=into, at=newsroom.back(number))


def _entries(newsroom: Newsroom) -> Iterator[Entry]:
    """The log, the oldest first: half of articles, the rest of tags, sign-ins and assignments."""
    kinds = ("articles.article", "articles.article", "articles.tag", "accounts.user")
    actions = ("change", "publish", "change", "sign_in")
    for number in range(newsroom.entries, 0, -1):
        name = f"عنوان {number}" if number % 4 < 2 else f"اسم {number}"
        entry = Entry(
            at=newsroom.back(number),
            actor_id=newsroom.person(number),
            actor=f"person-{number % 60}",
            address=f"10.0.0.{number % 250}",
            action=actions[number % 4],
            kind=kinds[number % 4],
            object_id=str(1 + number % newsroom.articles),
            object_name=name,
            object_key=name_key(name),
            changes={"state": ["draft", "published"], "headline_ar": [None, name]},
        )
        entry.digest = entry.computed_digest()
        yield entry


def _seals() -> Iterator[Seal]:
    last = head()
    rows = Entry.objects.unsealed().order_by("pk").values_list("pk", "digest")
    for pk, digest in list(rows):
        position = last.position + 1
        last = Head(position, chain_hash(last.chain_hash, position, pk, digest))
        yield Seal(position=position, entry_id=pk, digest=digest, chain_hash=last.chain_hash)


def _comments(newsroom: Newsroom) -> None:
    """A discussion of every fourth article, of two comments."""
    threads = _add(
        CommentThread,
        (
            CommentThread(article_id=pk, field="body_ar", changed_at=newsroom.at)
            for pk in range(4, newsroom.articles + 1, 4)
        ),
    )
    _add(
        Comment,
        (
            Comment(
                thread=thread,
                author_id=newsroom.people[person],
                text="من أين؟",
                key=f"{thread.pk}-{person}",
                written_at=newsroom.at,
            )
            for thread in threads
            for person in (0, 1)
        ),
    )


def _alike() -> None:
    """Tags of which each lacks the last letter of another: a page full of those that may be one."""
    named = Tag.objects.order_by("pk").values_list("name_ar", flat=True)[:DRAFTS]
    rows = [Tag(name_ar=name[:-1], slug_ar=slugify(name[:-1])) for name in named]
    Tag.objects.bulk_create(rows, ignore_conflicts=True)
