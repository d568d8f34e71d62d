"""The QuerySet methods of articles.

Columns are named by language (`headline_ar`), since the bare ones of
modeltranslation follow whatever language was active when the row was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Expression, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Cast, Concat, JSONObject, Least, StrIndex
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models.cards import (
    AUTHOR_COLUMN,
    AUTHOR_FIELDS,
    SPEAKING_KINDS,
    Card,
    card_columns,
    card_of,
)
from articles.models.compiled import exact_columns
from articles.models.visibility import awaited_q, visible_q

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

LATE = timedelta(minutes=5)
"""How long a due change may take before it is called overdue."""
READ_TOGETHER = ["latest_revision", "section"]
"""Relations that the desk reads with an article; an app that knows articles adds its own."""
BODIES = ("body", *(f"body_{code}" for code in LANGUAGES))


IN_WORK = ("draft", "submitted", "approved")
"""The stored states before a publication."""
_ASIDE = ("restore", "hold", "superseded")
"""Entries of the log that lead an article neither on nor back."""
_NEVER = datetime(9999, 12, 31, tzinfo=UTC)
_FIRST_DAY = date(1900, 1, 1)
_LAST_DAY = date(2200, 1, 1)


def _midnight(day: date) -> datetime:
    """Of the site's zone; days that no calendar of a newsroom holds are brought back into it."""
    bounded = min(max(day, _FIRST_DAY), _LAST_DAY)
    return datetime.combine(bounded, time.min, tzinfo=timezone.get_default_timezone())


def _in_any_language(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def in_work_q() -> Q:
    """Not published yet, and neither withdrawn nor killed.

    Not as `IN`, of which SQLite does not see that it is the condition of `article_in_work`.
    """
    return reduce(or_, (Q(state=state) for state in IN_WORK))


def changed_q() -> Q:
    """Published, but the newest revision is not the one that readers see of every part."""
    texts = _in_any_language(
        Q(**{f"publication_{code}": "published"})
        & ~Q(**{f"live_revision_{code}": F("latest_revision")})
        for code in LANGUAGES
    )
    return texts | ~Q(shared_revision=F("latest_revision"))


def is_changed() -> Case:
    """1 where `changed_q` holds, 0 elsewhere, as the index `article_is_changed` has it.

    PostgreSQL knows from the index how many articles hold what; of columns compared with one
    another it takes one row in a few thousand to be equal, and then reads the whole table.
    """
    return Case(When(changed_q(), then=1), default=0, output_field=models.SmallIntegerField())


def any_of(*rows: models.QuerySet[Any, Any]) -> models.QuerySet[Any, Any]:
    """For `pk__in`: what one of the querysets of a single column holds.

    Neither engine reads the indexes of each for an `OR` of `IN`s: PostgreSQL tries every row.
    """
    first, *others = (each.order_by() for each in rows)
    return first.union(*others, all=True)


class ArticleQuerySet(models.QuerySet[Any]):
    """Chainable filters and orders of articles; none runs a query but `cards`."""

    def visible(self, *, language: str, at: datetime | Expression | None = None) -> Self:
        """What readers of the language may see at the moment (default: now).

        The only way any public surface reads articles. What it means is defined
        once, in `articles.models.visibility`.
        """
        return self.filter(visible_q(language, at=at or timezone.now()))

    def newest_first(self, *, language: str) -> Self:
        """By the language's moment of publication, the latest first."""
        return self.order_by(f"-published_at_{language}", "-pk")

    def in_section(self, *sections: int) -> Self:
        """Articles of these sections (primary keys)."""
        return self.filter(section__in=sections)

    def tagged(self, tag: int) -> Self:
        """Articles that carry the tag (primary key)."""
        return self.filter(tagged_items__tag=tag)

    def by_author(self, author: int) -> Self:
        """Articles with the author (primary key) in the byline."""
        return self.filter(bylines__author=author)

    def editable_by(self, user: User) -> Self:
        """Articles the person works on: their own, or all for those who edit any.

        Own means: they created it or stand in its byline. For somebody bound to sections, their
        own and those of the sections; only then one query, of all sections.
        """
        permission = "articles.edit_any_article"
        if not user.has_perm(permission):
            return self.of(user)
        sections: Any = self.model._meta.get_field("section").related_model
        if user.has_perm(permission, sections()):
            return self
        rows = sections._default_manager.order_by("pk")
        return self.in_section(*(row.pk for row in rows if user.has_perm(permission, row))) | (
            self.of(user)
        )

    def of(self, user: User) -> Self:
        """The person's own articles: created by them, or with them in the byline."""
        through = self.model.contributors.through.objects
        return self.filter(
            Q(created_by=user) | Q(pk__in=through.filter(user=user).values("article"))
        )

    def with_held_change_for(self, user: User) -> Self:
        """Articles with a scheduled change set aside: the person's, or one they scheduled."""
        held = self._revisions().held()
        return self._concerning(user, held, held.filter(goes_live_by=user))

    def with_waiting_change_for(self, user: User) -> Self:
        """Articles with a change that waits for its moment: the person's, or one they scheduled.

        `concerns_at` is the moment of the first one.
        """
        waiting = self._revisions().waiting()
        rows = self._concerning(user, waiting, waiting.filter(goes_live_by=user))
        first = waiting.filter(article=OuterRef("pk")).values("goes_live_at")[:1]
        return rows.annotate(concerns_at=Subquery(first))

    def unmerged_for(self, user: User) -> Self:
        """Articles with a version beside the newest to merge: the person's, or one they wrote.

        `concerns_at` is when the latest of them was saved. A killed article is not edited.
        """
        beside = self._revisions().unmerged()
        rows = self._concerning(user, beside, beside.filter(created_by=user))
        latest = beside.newest_first().filter(article=OuterRef("pk")).values("created_at")[:1]
        return rows.exclude(state="killed").annotate(concerns_at=Subquery(latest))

    def last_edited(self) -> Self:
        """With the last edit as `concerns_at`, the moment for which a list names an article."""
        return self.annotate(concerns_at=F("edited_at"))

    def in_work(self) -> Self:
        """Not published yet, and neither withdrawn nor killed; `concerns_at` is the last edit."""
        return self.filter(in_work_q()).last_edited()

    def sent_back_to(self, user: User) -> Self:
        """The person's drafts that an editor sent back last.

        `concerns_at` is when, `last_move` the entry (id) of the log that says why.
        """
        last = self._last_moves()
        rows = self.of(user).in_work().filter(state="draft").with_last_move()
        sent_back: Self = rows.annotate(last_verb=Subquery(last.values("verb")[:1])).filter(
            last_verb="send_back"
        )
        return sent_back.annotate(concerns_at=Subquery(last.values("at")[:1]))

    def with_last_move(self) -> Self:
        """With `last_move`: the entry (id) of the log that led the article on or back last."""
        return self.annotate(last_move=Subquery(self._last_moves().values("pk")[:1]))

    def waiting_for_decision(self) -> Self:
        """Submitted, or edited since the approval; `concerns_at` is the last edit."""
        edited = Q(state="approved") & ~Q(approved_revision=F("latest_revision"))
        rows = self.in_work()
        return rows.filter(Q(state="submitted") | edited)

    def overdue_for(self, user: User, *, at: datetime) -> Self:
        """What should have gone out: texts in work whose embargo is over, and late changes.

        A change is late when its moment passed LATE ago and it is neither live nor set aside.
        `concerns_at` is the moment that passed.
        """
        late = self._revisions().waiting().filter(goes_live_at__lt=at - LATE)
        first = late.filter(article=OuterRef("pk")).order_by("goes_live_at")
        passed = in_work_q() & Q(embargo_until__lte=at)
        texts = self.model._default_manager.filter(passed).values("pk")
        rows = self.editable_by(user).filter(pk__in=any_of(texts, late.values("article")))
        change = Subquery(first.values("goes_live_at")[:1])
        moment = Case(
            When(passed, then=F("embargo_until")),
            default=change,
            output_field=models.DateTimeField(),
        )
        return rows.annotate(concerns_at=moment)

    def next_scheduled(self, *, at: datetime) -> Self:
        """In the effective state "scheduled"; `concerns_at` is the first moment that comes."""
        moments = [
            Case(
                When(awaited_q(code, at=at), then=F(f"published_at_{code}")),
                default=Value(_NEVER),
                output_field=models.DateTimeField(),
            )
            for code in LANGUAGES
        ]
        first = Least(*moments) if len(moments) > 1 else moments[0]
        return self.in_effective_state("scheduled", at=at).annotate(concerns_at=first)

    def _concerning(self, user: User, revisions: Any, own: Any) -> Self:
        articles = self.model._default_manager.filter(pk__in=revisions.values("article"))
        mine = articles.editable_by(user)
        return self.filter(pk__in=any_of(mine.values("pk"), own.values("article")))

    def _last_moves(self) -> Any:
        moves = self.model.transitions.rel.related_model._default_manager.exclude(verb__in=_ASIDE)
        return moves.filter(article=OuterRef("pk")).order_by("-pk")

    def _revisions(self) -> Any:
        return self.model.revisions.rel.related_model._default_manager

    def between(self, since: date | None, until: date | None, *, language: str) -> Self:
        """Published in the language from the first to the last day, both included, site time."""
        found = self
        if since:
            found = found.filter(**{f"published_at_{language}__gte": _midnight(since)})
        if until:
            day_after = _midnight(until) + timedelta(days=1)
            found = found.filter(**{f"published_at_{language}__lt": day_after})
        return found

    def in_effective_state(self, state: str, *, at: datetime) -> Self:
        """Those for which `workflow.rules.effective_state` is `state` at the moment."""
        edited = Q(state="approved") & ~Q(approved_revision=F("latest_revision"))
        if state == "approved":
            return self.filter(state="approved").exclude(edited)
        if state == "edited":
            return self.filter(edited)
        if state in ("draft", "submitted", "withdrawn", "killed"):
            return self.filter(state=state)
        published = self.filter(state="published")
        live = _in_any_language(visible_q(code, at=at) for code in LANGUAGES)
        awaited = _in_any_language(awaited_q(code, at=at) for code in LANGUAGES)
        if state == "expired":
            return published.exclude(live | awaited)
        if state == "scheduled":
            return published.filter(awaited).exclude(live)
        current = published.filter(live).alias(is_changed=is_changed())
        if state == "live":
            return current.filter(is_changed=0)
        # Both: SQLite knows the condition of an index again, and not its expression.
        return current.filter(changed_q(), is_changed=1)

    def with_unpublished_text(self) -> Self:
        """Those whose newest revision holds something that readers do not see."""
        unread = _in_any_language(
            ~Q(**{f"publication_{code}": "published"}) & Q(**{f"headline_{code}__gt": ""})
            for code in LANGUAGES
        )
        return self.filter(~Q(state="published") | changed_q() | unread)

    def in_order(self, numbers: Sequence[int]) -> Self:
        """The articles of these primary keys, in their order."""
        listed = Value(f",{','.join(map(str, numbers))},")
        own = Concat(Value(","), Cast("pk", models.CharField()), Value(","))
        return self.filter(pk__in=numbers).order_by(StrIndex(listed, own))

    def without_bodies(self) -> Self:
        """For lists of the desk: no body is read."""
        return self.defer(*BODIES)

    def cards(self, *, language: str) -> list[Card]:
        """The articles as cards of the language, in the queryset's order; one query, no body."""
        rows = self.card_values(language=language)
        return [card_of(row, language) for row in rows]

    def card_values(self, *more: str, language: str) -> models.QuerySet[Any, dict[str, Any]]:
        """What `card_of` makes a `Card` of, and the columns `more`, by their names; no query."""
        rows: models.QuerySet[Any, dict[str, Any]] = (
            exact_columns(self)
            .annotate(**{AUTHOR_COLUMN: self._card_author(language)})
            .values(*card_columns(language).values(), *more, AUTHOR_COLUMN)
        )
        return rows

    def _card_author(self, language: str) -> Case:
        """The first in the byline with a name in the language, for SPEAKING_KINDS alone."""
        bylines: Any = self.model._meta.get_field("bylines").related_model
        named = bylines._base_manager.filter(
            article=OuterRef("pk"), **{f"author__name_{language}__gt": ""}
        ).order_by("position", "pk")
        author = JSONObject(**{key: path.format(language) for key, path in AUTHOR_FIELDS.items()})
        first = Subquery(named.values(card=author)[:1])
        return Case(When(kind__in=SPEAKING_KINDS, then=first))
