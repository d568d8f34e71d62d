"""What can be moved in the calendar: deadlines, events, scheduled publications.

Each by what it is otherwise changed by, with its refusals; the state of an article is written by
`articles.workflow` alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import workflow
from articles.conf import LANGUAGES
from articles.errors import BadMoment, Conflict, NotAllowed, Refused, WrongState
from articles.models import Article
from articles.primary_keys import is_primary_key
from articles.workflow import rules
from newsroom.accounts.models import User
from newsroom.planning import assignments
from newsroom.planning.days import day_of, day_start, on_day
from newsroom.planning.models import OPEN, Assignment, Event, Status

_KEY: Final = re.compile(r"(deadline|event|publication)-(\d{1,19})(?:-[a-z]+)*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Movable:
    """Something that stands at a moment of the calendar and may be moved."""

    kind: str
    row: Any
    stands_at: datetime
    is_all_day: bool = False

    @property
    def title(self) -> str:
        """How it is called."""
        return str(self.row)

    def on(self, day: date) -> datetime:
        """Where it would stand on the day. Raises BadMoment, AmbiguousTime."""
        return day_start(day) if self.is_all_day else on_day(self.stands_at, day)


def find(key: str, user: Any, *, was: datetime | None = None, at: datetime) -> Movable | None:
    """What the key of a calendar's item names, if the user may see it; one query.

    `was` is the moment where the person saw it, which says of an article's languages which.
    """
    found = _KEY.fullmatch(key)
    if found is None or not is_primary_key(found[2]):
        return None
    kind, number = found[1], int(found[2])
    if kind == "deadline" and user.has_perm("planning.view_assignment"):
        return _deadline(Assignment.objects.filter(pk=number).first())
    if kind == "event" and user.has_perm("planning.view_event"):
        return _event(Event.objects.filter(pk=number).first())
    if kind == "publication" and user.has_perm("articles.view_article"):
        return _publication(Article.objects.without_bodies().filter(pk=number).first(), was, at)
    return None


def _deadline(row: Assignment | None) -> Movable | None:
    if row is None or row.due_at is None:
        return None
    return Movable("deadline", row, row.due_at)


def _event(row: Event | None) -> Movable | None:
    return None if row is None else Movable("event", row, row.starts_at, row.is_all_day)


def _publication(row: Article | None, was: datetime | None, at: datetime) -> Movable | None:
    """The article's publication at `was`, else its next one."""
    if row is None:
        return None
    awaited = (code for code in LANGUAGES if row.is_awaited(language=code, at=at))
    moments = sorted(moment for code in awaited if (moment := row.published_in(code)))
    if not moments:
        return None
    return Movable("publication", row, was if was in moments else moments[0])


def move(
    what: Movable, *, to: datetime, was: datetime, by: User, at: datetime | None = None
) -> None:
    """Move it from `was`, where the person saw it, to `to`.

    Raises Conflict when it stands elsewhere by now, NotAllowed, and what its own verb refuses.
    """
    at = at or timezone.now()
    with transaction.atomic():
        if what.kind == "deadline":
            _move_deadline(what.row, to=to, was=was, by=by, at=at)
        elif what.kind == "event":
            _move_event(what.row, to=to, was=was, by=by)
        else:
            _move_publication(what.row, to=to, was=was, by=by, at=at)


def _refuse_moved(stands_at: datetime | None, was: datetime) -> None:
    if stands_at != was:
        raise Conflict(_("Somebody moved it meanwhile. The calendar shows where it stands now."))


def _move_deadline(row: Assignment, *, to: datetime, was: datetime, by: User, at: datetime) -> None:
    row = assignments.lock(row)
    if not assignments.may_edit(by, row):
        raise NotAllowed()
    _refuse_moved(row.due_at, was)
    standing = row.standing(at=at)
    if standing not in OPEN:
        raise WrongState(
            _("The deadline stays while the assignment is: %(status)s.")
            % {"status": Status(standing).label}
        )
    if row.planned_at is not None and to > row.planned_at:
        raise BadMoment(_("It is due after its planned publication."))
    row.due_at = to
    row.save()


def _move_event(row: Event, *, to: datetime, was: datetime, by: User) -> None:
    """Its end moves along: so many days for whole days, else so many hours."""
    if not by.has_perm("planning.change_event"):
        raise NotAllowed()
    row = Event.objects.select_for_update(no_key=True).get(pk=row.pk)
    _refuse_moved(row.starts_at, was)
    if row.ends_at is not None:
        length = row.ends_at - row.starts_at
        days = day_of(row.ends_at) - day_of(row.starts_at)
        row.ends_at = day_start(day_of(to) + days) if row.is_all_day else to + length
    row.starts_at = day_start(day_of(to)) if row.is_all_day else to
    row.save()


def _move_publication(row: Article, *, to: datetime, was: datetime, by: User, at: datetime) -> None:
    """Schedule anew the languages that stand at `was`, with the text that is scheduled."""
    article = rules.lock(row)
    rules.check("schedule", article, by, at=at)
    codes = [
        code
        for code in LANGUAGES
        if article.is_awaited(language=code, at=at) and article.published_in(code) == was
    ]
    _refuse_moved(was if codes else None, was)
    if any(article.live_revision_in(code) != article.latest_revision_id for code in codes):
        # The verb schedules the newest text, which nobody who moves a line has looked at.
        raise Refused(
            _(
                "The article was edited after it was scheduled. Schedule it on its own page, "
                "where you see which text readers will get."
            )
        )
    workflow.schedule(article, moment=to, by=by, languages=codes, at=at)
