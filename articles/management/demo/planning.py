"""The demo's plans: events and assignments around the day on which they are loaded."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from articles.conf import LANGUAGES
from articles.management.demo import sources
from articles.management.demo.accounts import DemoPeople
from articles.models import Article
from newsroom.accounts.models import User
from newsroom.planning.models import Assignment, Event


def load_plans(cast: DemoPeople, articles: dict[str, int], *, at: datetime) -> int:
    """Add the events and assignments unless there are any; returns how many it added.

    `articles` are the ids of the demo's articles by key.
    """
    if Event.objects.exists() or Assignment.objects.exists():
        return 0
    plans = sources.plans()
    events = {item["key"]: _event(item, cast, at) for item in plans["events"]}
    for item in plans["assignments"]:
        _assignment(item, cast, events, articles, at)
    return len(plans["events"]) + len(plans["assignments"])


def _moment(item: sources.Item, name: str, at: datetime) -> datetime | None:
    """`[days from today, hour, minute]` as a moment of the site's zone; None without it."""
    if name not in item:
        return None
    days, hour, minute = item[name]
    day = timezone.localtime(at).date() + timedelta(days=days)
    zone = timezone.get_default_timezone()
    return datetime.combine(day, time(hour, minute), tzinfo=zone)


def _event(item: sources.Item, cast: DemoPeople, at: datetime) -> Event:
    texts = {
        f"{name}_{language}": item[name].get(language, "")
        for name in ("title", "place")
        for language in LANGUAGES
        if name in item
    }
    event = Event(
        kind=item["kind"],
        status=item["status"],
        section_id=cast.sections[item["section"]],
        is_all_day=item.get("is_all_day", False),
        notes=item.get("notes", ""),
        created_by=cast.editor,
        **texts,
        **{f"{name}_at": _moment(item, name, at) for name in ("starts", "ends")},
    )
    event.full_clean()
    event.save()
    return event


def _assignment(
    item: sources.Item,
    cast: DemoPeople,
    events: dict[str, Event],
    articles: dict[str, int],
    at: datetime,
) -> None:
    people: dict[str, User] = {"journalist": cast.journalist, "editor": cast.editor}
    row = Assignment(
        title=item["title"],
        kind=item["kind"],
        section_id=cast.sections[item["section"]],
        event=events.get(item.get("event", "")),
        notes=item.get("notes", ""),
        assignee=people.get(item.get("who", "")),
        status=item["status"],
        due_at=_moment(item, "due", at),
        planned_at=_moment(item, "planned", at),
        article=_article(item, articles),
        created_by=cast.editor,
        created_at=at,
    )
    row.full_clean()
    row.save()
    if "note" in item:
        row.thread.create(author=cast.editor, text=item["note"], written_at=at)


def _article(item: sources.Item, articles: dict[str, int]) -> Any:
    number = articles.get(item.get("article", ""))
    return Article.objects.filter(pk=number).first() if number else None
