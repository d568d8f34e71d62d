"""The broadcast notices of a page at a moment, and the verbs that save and close statuses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from articles.broadcast.link_targets import Target, find_targets
from articles.broadcast.links import safe_link
from articles.broadcast.models import (
    RECURRENCE_FIELDS,
    BroadcastStatus,
    Scope,
    kind_choices,
    kind_label,
    recurrence_of,
)
from articles.broadcast.recurrence import Recurrence
from articles.conf import LANGUAGES
from articles.errors import NotAllowed, WrongState
from articles.languages import formats_of
from articles.models import SiteState

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User

ANNOUNCEMENT_PERIOD: Final = timedelta(hours=24)
"""A live broadcast is announced this long before its start."""

LABEL_KINDS: Final = ("trial", "off_air")
"""Kinds that are shown as a label above the headline, one at a time."""

EDITOR_KINDS: Final = ("live", "breaking")
"""Kinds that editors may set; the others need `delete_broadcaststatus`."""

_SCOPE_RANK = {Scope.ARTICLE: 0, Scope.SECTION: 1, Scope.SITE: 2}


@dataclass(frozen=True, slots=True)
class StatusView:
    """A cached status without its model; `labels` and `texts` by language.

    Of a weekly one `starts_at` and `ends_at` are those of an occurrence: see `occurring`.
    """

    pk: int
    kind: str
    labels: dict[str, str]
    texts: dict[str, str]
    link: str
    starts_at: datetime
    ends_at: datetime | None
    scope: str
    section_id: int | None
    article_id: int | None
    priority: int
    target: Target | None = None
    """The article of this site that `link` leads to, if any."""
    recurrence: Recurrence | None = None
    """When it is on the air, of a weekly one."""

    def occurring(self, *, at: datetime) -> StatusView | None:
        """With the times of what is on at the moment, else of what is next; None if it is over."""
        if self.recurrence is None:
            return None if self.is_over(at=at) else self
        found = self.recurrence.occurrence(at=at)
        return found and replace(self, starts_at=found.starts_at, ends_at=found.ends_at)

    def is_current(self, *, at: datetime) -> bool:
        """Whether it has started and not ended at the moment."""
        return self.starts_at <= at and not self.is_over(at=at)

    def is_over(self, *, at: datetime) -> bool:
        """Whether its time has ended."""
        return self.ends_at is not None and self.ends_at <= at

    def visible_link(self, *, at: datetime) -> str:
        """The link; "" while the article that it leads to is not visible."""
        return self.link if self.target is None or self.target.is_visible(at=at) else ""

    def is_announced(self, *, at: datetime) -> bool:
        """Whether it is a live broadcast that starts within the next 24 hours."""
        return self.kind == "live" and at < self.starts_at <= at + ANNOUNCEMENT_PERIOD

    def is_shown_in(self, language: str) -> bool:
        """Whether it has a text in the language, or needs none."""
        if self.kind in LABEL_KINDS or self.texts.get(language):
            return True
        return not any(self.texts.values())

    def applies_to(self, *, section_id: int | None, article_id: int | None) -> bool:
        """Whether the page is in its scope."""
        if self.scope == Scope.SITE:
            return True
        if self.scope == Scope.SECTION:
            return self.section_id is not None and self.section_id == section_id
        return self.article_id is not None and self.article_id == article_id


@dataclass(frozen=True, slots=True)
class Notice:
    """A status in one language; `is_later` if it has not started."""

    kind: str
    label: str
    text: str
    link: str
    is_later: bool = False

    def as_json(self) -> dict[str, Any]:
        """The notice for open pages: {kind, label, text, link, later}."""
        return {
            "kind": self.kind,
            "label": self.label,
            "text": self.text,
            "link": self.link,
            "later": self.is_later,
        }


@dataclass(frozen=True, slots=True)
class PageNotices:
    """The notices of one page: the label above its headline, the breaking bar, the live strip."""

    label: Notice | None = None
    breaking: Notice | None = None
    live: Notice | None = None
    next_change_at: datetime | None = None
    section_id: int | None = None
    article_id: int | None = None

    @property
    def query(self) -> str:
        """The query string of the view `broadcast_status` for this page: "" or "?section=3"."""
        place = {"section": self.section_id, "article": self.article_id}
        words = urlencode({name: pk for name, pk in place.items() if pk is not None})
        return f"?{words}" if words else ""


def load_statuses(*, at: datetime | None = None) -> tuple[StatusView, ...]:
    """All current and upcoming statuses at the moment (default: now), weekly ones as they begin.

    One query, and one more if any of them leads to an article.
    """
    names = [f"{field}_{language}" for field in ("label", "text") for language in LANGUAGES]
    rows = list(
        BroadcastStatus.objects.not_over(at=at)
        .order_by("pk")
        .values(
            *("pk", "kind", "link", "scope", "section_id", "article_id", "priority"),
            *(*RECURRENCE_FIELDS, *names),
        )
    )
    known = find_targets(row["link"] for row in rows)
    return tuple(_view(row, known.get(row["link"])) for row in rows)


def _view(row: dict[str, Any], target: Target | None) -> StatusView:
    labels = {language: row.pop(f"label_{language}") or "" for language in LANGUAGES}
    texts = {language: row.pop(f"text_{language}") or "" for language in LANGUAGES}
    link = safe_link(row["link"])
    recurrence = recurrence_of(row)
    times = {"starts_at": recurrence.starts_at, "ends_at": recurrence.ends_at}
    return StatusView(
        **row | times | {"link": link},
        labels=labels,
        texts=texts,
        target=target,
        recurrence=recurrence if recurrence.weekdays else None,
    )


def page_notices(
    statuses: Iterable[StatusView],
    *,
    at: datetime,
    section_id: int | None = None,
    article_id: int | None = None,
    language: str | None = None,
) -> PageNotices:
    """The notices of a page at the moment in the language (default: the active one); no query.

    Of each kind, and of the label kinds together, the most specific scope wins (article,
    section, site), then the higher priority. A live broadcast of the next 24 hours is announced
    where none is current. Texts never fall back to another language; an empty label is the
    kind's own.
    """
    language = language or get_language() or LANGUAGES[0]
    here = [
        occurring
        for status in statuses
        if status.applies_to(section_id=section_id, article_id=article_id)
        and status.is_shown_in(language)
        and (occurring := status.occurring(at=at)) is not None
    ]
    current = [status for status in here if status.is_current(at=at)]
    live = _most_specific(current, "live") or _next_announced(
        [s for s in here if s.is_announced(at=at)]
    )
    return PageNotices(
        label=_notice(_most_specific(current, *LABEL_KINDS), language, at),
        breaking=_notice(_most_specific(current, "breaking"), language, at),
        live=_notice(live, language, at),
        next_change_at=_next_change(here, at),
        section_id=section_id,
        article_id=article_id,
    )


def _most_specific(statuses: Iterable[StatusView], *kinds: str) -> StatusView | None:
    return min(
        (status for status in statuses if status.kind in kinds),
        key=lambda status: (_SCOPE_RANK[Scope(status.scope)], -status.priority, -status.pk),
        default=None,
    )


def _next_announced(statuses: Iterable[StatusView]) -> StatusView | None:
    return min(
        statuses,
        key=lambda status: (status.starts_at, _SCOPE_RANK[Scope(status.scope)], status.pk),
        default=None,
    )


def _notice(status: StatusView | None, language: str, at: datetime) -> Notice | None:
    if status is None:
        return None
    label = status.labels.get(language) or kind_label(status.kind, language)
    text = status.texts.get(language, "")
    link = status.visible_link(at=at)
    if status.is_current(at=at):
        return Notice(status.kind, label, text, link)
    with override(language):
        later = pgettext("broadcast status", "Later, at %(time)s") % {
            "time": _time(status.starts_at, at, language)
        }
    return Notice(status.kind, later, text or label, link, is_later=True)


def _time(moment: datetime, at: datetime, language: str) -> str:
    """The time of day, with the date if it differs from that of `at`."""
    local, today = timezone.localtime(moment), timezone.localtime(at).date()
    formats = formats_of(language)
    return formats.clock_time(local) if local.date() == today else formats.date_and_time(local)


def _next_change(statuses: Iterable[StatusView], at: datetime) -> datetime | None:
    moments = [
        moment
        for status in statuses
        for moment in (status.starts_at, status.ends_at, *_moments_of(status.target))
        if moment is not None and moment > at
    ]
    return min(moments, default=None)


def _moments_of(target: Target | None) -> tuple[datetime | None, ...]:
    return target.moments if target else ()


def kinds_for(user: User) -> frozenset[str]:
    """The kinds that the user may set: all with `delete_broadcaststatus`, else EDITOR_KINDS."""
    if user.has_perm("articles_broadcast.delete_broadcaststatus"):
        return frozenset(kind for kind, _label in kind_choices())
    if user.has_perm("articles_broadcast.add_broadcaststatus"):
        return frozenset(EDITOR_KINDS)
    return frozenset()


def save_status(status: BroadcastStatus, *, by: User | None = None) -> BroadcastStatus:
    """Validate and save the status in one transaction, serialised with other saves.

    Raises ValidationError, and NotAllowed for a kind that `by` may not set. `by` becomes the
    creator of a new status.
    """
    if by is not None and status.kind not in kinds_for(by):
        raise NotAllowed()
    with transaction.atomic():
        if status.pk is None:
            status.created_by = by
        status.full_clean()
        status.save()
    return status


def close(
    status: BroadcastStatus, *, by: User | None = None, at: datetime | None = None
) -> BroadcastStatus:
    """End the status at the moment (default: now) and return a fresh copy.

    Of a weekly one that is this time alone: it comes again. Raises WrongState if it is not
    current, NotAllowed as `save_status`.
    """
    at = at or timezone.now()
    if by is not None and status.kind not in kinds_for(by):
        raise NotAllowed()
    with transaction.atomic():
        SiteState.objects.lock()
        fresh = BroadcastStatus.objects.get(pk=status.pk)
        if not fresh.is_current(at=at):
            raise WrongState(_("“%(status)s” is not on at the moment.") % {"status": fresh})
        column = "ended_at" if fresh.weekdays else "ends_at"
        setattr(fresh, column, at)
        fresh.save(update_fields=[column, "changed_at"])
    return fresh
