"""Twelve people who save, merge, publish and rename for a minute in one newsroom.

Run it on PostgreSQL (`DATABASE_URL`), on a database of no other use: it adds users,
tags and articles. Prints what was done and refused, and what must be nothing: errors,
listeners that failed, and saves that are no revision.
"""

from __future__ import annotations

import logging
import os
import random
import time
import traceback
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from django.core.management import call_command
from django.db import connections

from articles import outbox, workflow
from articles.errors import Refused
from articles.models import Announcement, Article, Revision, Section, Tag
from articles.workflow import redirects, tag_merges
from articles.workflow import tags as tag_verbs
from newsroom.accounts.models import User
from tests import factories

PEOPLE: Final = 12
ARTICLES: Final = 6
NAMES: Final = 30
SECONDS: Final = float(os.environ.get("BENCH_SECONDS", "60"))


def run() -> None:
    """Let them work, and say what came of it."""
    call_command("migrate", verbosity=0)
    people = [
        User.objects.create_superuser(f"contention-{time.time_ns()}-{n}", password="x")
        for n in range(PEOPLE)
    ]
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk)
    articles = [workflow.create(by=people[0], data=data).pk for _n in range(ARTICLES)]
    before = Revision.objects.count()
    failures = _Failures()
    logging.getLogger("articles").addHandler(failures)
    end = time.monotonic() + SECONDS
    with ThreadPoolExecutor(PEOPLE) as pool:
        work = [_Person(user, articles, data, section.pk, end) for user in people]
        found = list(pool.map(_Person.work, work))
    done: Counter[str] = sum((counts for counts, _errors in found), Counter())
    errors = [error for _counts, some in found for error in some]
    outbox.deliver(limit=100_000)
    kept = Revision.objects.count() - before
    lost = done["save"] + done["restore"] - kept
    print(f"{SECONDS:.0f} s, {PEOPLE} people: {dict(sorted(done.items()))}")
    print(f"errors {len(errors)}, saves that are no revision {lost}")
    print(f"listeners that failed {failures.count}")
    print(f"announcements pending {Announcement.objects.pending().count()}")
    kinds = Counter(error.strip().splitlines()[-1][:100] for error in errors)
    for kind, count in kinds.most_common(5):
        print(count, next(error for error in errors if kind in error)[-1500:])


class _Failures(logging.Handler):
    """Counts what listeners of the publications could not do; it is only logged."""

    count = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.count += record.levelno >= logging.ERROR


class _Person:
    """One of them, with a choice of what to do next."""

    def __init__(
        self, user: User, articles: list[int], data: dict[str, Any], section: int, end: float
    ) -> None:
        self.user, self.articles, self.data, self.section = user, articles, data, section
        self.end = end
        self.chance = random.Random(user.pk)

    def work(self) -> tuple[Counter[str], list[str]]:
        """Act until the time is over; what was done, and errors that are no refusals."""
        done: Counter[str] = Counter()
        errors: list[str] = []
        acts = [self.save, self.save, self.publish, self.update, self.withdraw, self.merge_tags]
        acts += [self.rename, self.restore]
        try:
            while time.monotonic() < self.end:
                act = self.chance.choice(acts)
                try:
                    act()
                    done[act.__name__] += 1
                except Refused:
                    done["refused"] += 1
                except Exception:
                    errors.append(traceback.format_exc())
        finally:
            connections.close_all()
        return done, errors

    def article(self) -> Article:
        found: Article = Article.objects.get(pk=self.chance.choice(self.articles))
        return found

    def tags(self) -> list[int]:
        names = [f"وسم {self.chance.randrange(NAMES)}" for _n in range(3)]
        return [tag.pk for tag in Tag.objects.named(names)]

    def save(self) -> None:
        article = self.article()
        data = self.data | {"tags": self.tags(), "kicker_ar": str(self.chance.random())}
        workflow.save(article, by=self.user, data=data, base=article.latest_revision_id)

    def restore(self) -> None:
        article = self.article()
        old = article.revisions.order_by("?").first()
        if old is None:
            raise Refused("")
        workflow.restore(article, revision=old, by=self.user)

    def publish(self) -> None:
        workflow.publish(self.article(), by=self.user)

    def update(self) -> None:
        workflow.update(self.article(), by=self.user)

    def withdraw(self) -> None:
        workflow.withdraw(self.article(), by=self.user)

    def merge_tags(self) -> None:
        chosen = list(Tag.objects.order_by("?")[:2])
        if chosen:
            tag_merges.merge(chosen[1:], into=chosen[0], by=self.user)

    def rename(self) -> None:
        tag = Tag.objects.order_by("?").first()
        if tag is None or self.chance.choice((True, False)):
            section = Section.objects.get(pk=self.section)
            section.slug = f"s-{self.chance.randrange(9)}"
            redirects.save_with_redirects(section)
            return
        tag.slug_ar = f"وسم-{self.chance.randrange(10**9)}"
        tag_verbs.save_tag(tag)
