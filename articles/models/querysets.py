"""The QuerySet methods of articles.

Columns are named by language (`headline_ar`), since the bare ones of
modeltranslation follow whatever language was active when the row was written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Expression, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Concat, StrIndex
from django.utils import timezone

from articles.conf import LANGUAGES
from articles.models.cards import Card, card_columns, card_of
from articles.models.compiled import exact_columns
from articles.models.visibility import awaited_q, visible_q

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

BODIES = ("body", *(f"body_{code}" for code in LANGUAGES))


_FIRST_DAY = date(1900, 1, 1)
_LAST_DAY = date(2200, 1, 1)


def _midnight(day: date) -> datetime:
    """Of the site's zone; days that no calendar of a newsroom holds are brought back into it."""
    bounded = min(max(day, _FIRST_DAY), _LAST_DAY)
    return datetime.combine(bounded, time.min, tzinfo=timezone.get_default_timezone())


def _in_any_language(conditions: Iterable[Q]) -> Q:
    return reduce(or_, conditions)


def _changed() -> Q:
    """Published, but the newest revision is not the one that readers see of every part."""
    texts = _in_any_language(
        Q(**{f"publication_{code}": "published"})
        & ~Q(**{f"live_revision_{code}": F("latest_revision")})
        for code in LANGUAGES
    )
    return texts | ~Q(shared_revision=F("latest_revision"))


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

    def _concerning(self, user: User, revisions: Any, own: Any) -> Self:
        mine = self.editable_by(user).filter(pk__in=revisions.values("article"))
        return mine | self.filter(pk__in=own.values("article"))

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
        changed = _changed()
        current = published.filter(live)
        return current.exclude(changed) if state == "live" else current.filter(changed)

    def with_unpublished_text(self) -> Self:
        """Those whose newest revision holds something that readers do not see."""
        unread = _in_any_language(
            ~Q(**{f"publication_{code}": "published"}) & Q(**{f"headline_{code}__gt": ""})
            for code in LANGUAGES
        )
        return self.filter(~Q(state="published") | _changed() | unread)

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

    def card_values(self, *, language: str) -> models.QuerySet[Any, dict[str, Any]]:
        """The columns of `Card` by their names, for `card_of`; no query."""
        rows: models.QuerySet[Any, dict[str, Any]] = exact_columns(self).values(
            *card_columns(language).values()
        )
        return rows
