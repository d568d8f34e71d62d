"""Walks through the verbs: readers see what somebody decided, and nothing else.

The model (`desk_walk.py`, `decisions.py`) is written from the newsroom's rules and
knows nothing of how the verbs work: it notes what each verb that succeeded has
decided, and says at every moment what readers of each language may see. `WALKS` sets
how many walks there are.
"""

import os
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test

from articles import workflow
from articles.errors import Refused
from articles.models import Article, Revision, selectors
from articles.views.article import article as article_view
from tests.workflow.decisions import CODES, SHARED, Change, Text, outcome
from tests.workflow.desk_walk import HOUR, SECOND, Desk, some_languages

WALKS = int(os.environ.get("WALKS", "100"))
SHARDS = 8
one_thing = st.sampled_from(["kind", "headline_ar", "headline_en", "expires_at"])


class Walk(Desk):
    """The clock, the changes that are due, and what must hold after every step."""

    # The clock --------------------------------------------------------------------------------

    @rule(step=st.sampled_from([-SECOND, timedelta(0), SECOND, HOUR]), data=st.data())
    def wait(self, step: timedelta, data: Any) -> None:
        coming = sorted(moment for moment in self.moments if moment + step > self.now)
        self.now = data.draw(st.sampled_from(coming[:2])) + step if coming else self.now + HOUR

    @precondition(lambda self: self.decided.changes)
    @rule(languages=some_languages)
    def publish_something_newer_before_a_change(self, languages: Any) -> None:
        data = self.content(["ar", "en"], "opinion", None, None)
        article = Article.objects.get(pk=self.pk)
        editor = self.people["editor"]
        self.remember(
            workflow.save(article, by=editor, data=data, base=self.newest.pk, at=self.now)
        )
        chosen = self.published() if languages is None else languages
        if self.do("update", languages=languages):
            self.put_live(Change(self.newest, list(chosen), shared=True))
        self.now = max(self.now, *self.moments) + SECOND
        self.check_due()

    @precondition(lambda self: self.decided.changes)
    @rule()
    def apply_due(self) -> None:
        self.check_due()

    @precondition(lambda self: self.published())
    @rule(first=one_thing, second=one_thing, parts=some_languages, languages=some_languages)
    def correct_what_readers_see_before_a_change(
        self, first: str, second: str, parts: Any, languages: Any
    ) -> None:
        """A change is planned; readers' text is corrected meanwhile; the change is due."""
        pk = self.row()["shared_revision_id"]
        self.save_one_thing(first)
        self.update(parts, shared=True, after=2 * HOUR)
        article, editor = Article.objects.get(pk=self.pk), self.people["editor"]
        seen = Revision.objects.get(pk=pk)
        restored = workflow.restore(article, revision=seen, by=editor, at=self.now)
        self.remember(restored, old=self.known[pk])
        self.save_one_thing(second)
        self.correct(languages)
        self.now = max(self.now, *self.moments) + SECOND
        self.check_due()

    @precondition(lambda self: self.published())
    @rule(
        first=one_thing,
        parts=some_languages,
        shared=st.booleans(),
        verb=st.sampled_from(["unschedule", "unschedule", "withdraw", "withdraw", "kill"]),
        languages=some_languages,
    )
    def cancel_a_change_before_its_moment(
        self, first: str, parts: Any, shared: bool, verb: str, languages: Any
    ) -> None:
        """A change is planned and called off: its moment comes, and readers see what they saw."""
        self.save_one_thing(first)
        self.update(parts, shared=shared, after=2 * HOUR)
        if verb == "unschedule":
            self.unschedule()
        elif verb == "withdraw":
            self.withdraw(languages)
        else:
            self.kill(is_meant=True)
        self.now = max(self.now, *self.moments) + SECOND
        self.check_due()

    @precondition(lambda self: not self.published())
    @rule(what=one_thing, approves=st.booleans(), after=st.none() | st.just(HOUR))
    def edit_before_and_after_an_approval(self, what: str, approves: bool, after: Any) -> None:
        self.save_one_thing(what)
        self.review("submit")
        self.review("approve")
        self.save_one_thing(what)
        self.publish(None, after, approves)

    @rule(what=one_thing)
    def save_one_thing(self, what: str) -> None:
        fresh = self.content(["ar", "en"], "opinion", 9 * HOUR, None)
        names = [what, *(what.replace("headline", other) for other in ("kicker", "body"))]
        old = Revision.objects.get(pk=self.newest.pk).data
        data = old | {name: fresh[name] for name in names}
        article = Article.objects.get(pk=self.pk)
        try:
            self.remember(
                workflow.save(
                    article,
                    by=self.people["editor"],
                    data=data,
                    base=self.newest.pk,
                    at=self.now,
                )
            )
        except Refused:
            return

    def check_due(self) -> None:
        waiting = Revision.objects.filter(pk__in=self.decided.changes).due(at=self.now)
        for revision in waiting.order_by("goes_live_at"):
            change = self.decided.changes[revision.pk]
            live, lines = self.live(change)
            workflow.apply_due(at=revision.goes_live_at)
            revision.refresh_from_db()
            if revision.applied_at is None:
                assert revision.held_at is not None
                continue
            del self.decided.changes[revision.pk]
            self.put_outcome(outcome(change, live, lines, self.known))
        # What was called off, or never planned, changes nothing now.
        workflow.apply_due(at=self.now)

    def live(self, change: Change) -> tuple[dict[str, Text], dict[str, Text]]:
        """By part of the change: what readers see, and the version that it stands for."""
        article, editions = Article.objects.get(pk=self.pk), self.decided.editions
        parts = [code for code in change.languages if editions[code].state == "published"]
        texts: dict[str, Any] = {code: editions[code].text for code in parts}
        numbers = {code: article.live_revision_in(code) for code in parts}
        if change.shared:
            texts[SHARED], numbers[SHARED] = self.decided.shared, article.shared_revision_id
        return texts, {part: self.known[number] for part, number in numbers.items()}

    def put_outcome(self, found: dict[str, Text]) -> None:
        article = Article.objects.get(pk=self.pk)
        for part, text in found.items():
            is_shared = part == SHARED
            pk = article.shared_revision_id if is_shared else article.live_revision_in(part)
            if pk not in self.known:
                merged = Revision.objects.get(pk=pk)
                above = [self.known[merged.base_id], self.known[merged.merged_id]]
                self.noted(merged, seen=above, sources=above)
            if is_shared:
                self.decided.shared = text
            else:
                self.decided.editions[part].text = text
        if article.latest_revision_id != self.newest.pk:
            self.texts.append(self.known[article.latest_revision_id])

    # What must hold ---------------------------------------------------------------------------

    @invariant()
    def readers_see_what_was_decided(self) -> None:
        if not self.texts:
            return
        article = Article.objects.get(pk=self.pk)
        near = {self.now, self.now - SECOND, self.now + SECOND}
        for code in CODES:
            edition = self.decided.editions[code]
            detail = selectors.article_detail(self.pk, language=code)
            assert detail is not None
            for at in near | self.moments | {moment - SECOND for moment in self.moments}:
                expected = edition.is_visible(at)
                assert article.is_visible(language=code, at=at) == expected, (code, at)
                assert detail.is_visible(at=at) == expected
                assert detail.was_public(at=at) == (edition.status(at) == 410 or expected)
                assert (code in detail.visible_urls(at=at)) == expected
            if edition.text is not None and edition.state != "none":
                assert detail.headline == edition.text.headlines[code]
                assert detail.kicker == edition.text.headlines[code]
                assert self.decided.shared is not None
                assert detail.kind == self.decided.shared.kind
            rows = Article.objects.visible(language=code, at=self.now).filter(pk=self.pk)
            assert rows.exists() == edition.is_visible(self.now)

    @invariant()
    def what_waits_is_what_was_scheduled_and_not_called_off(self) -> None:
        if not self.texts:
            return
        rows = Revision.objects.filter(article=self.pk, goes_live_at__isnull=False)
        waiting = dict(rows.filter(applied_at=None).values_list("pk", "goes_live_parts"))
        changes = self.decided.changes
        assert set(waiting) <= set(changes)
        for pk, change in list(changes.items()):
            if pk in waiting:
                assert set(waiting[pk]) == change.parts
            else:
                assert self.is_superseded(change)
                del changes[pk]

    def is_superseded(self, change: Change) -> bool:
        """Whether readers see it already in each part, or will by another change that holds it."""
        _live, lines = self.live(change)
        others = [other for other in self.decided.changes.values() if other is not change]
        return all(
            any(
                change.text.pk in text.sources
                for text in (
                    *([lines[part]] if part in lines else []),
                    *(other.text for other in others if part in other.parts),
                )
            )
            for part in change.parts
        )

    @invariant()
    def approval_is_of_the_version_that_was_approved(self) -> None:
        row = self.row() if self.texts else None
        if row and row["state"] == "approved":
            assert row["approved_revision_id"] == self.decided.approved

    @invariant()
    def nothing_saved_is_lost_or_changed(self) -> None:
        rows = Revision.objects.filter(pk__in=self.kept)
        assert dict(rows.values_list("pk", "data")) == self.kept

    def teardown(self) -> None:
        try:
            if self.texts:
                self.check_views()
        finally:
            super().teardown()

    def check_views(self) -> None:
        """The real page at the moments around every decision, and what the lists show."""
        request = RequestFactory().get(f"/articles/{self.pk}/x/")
        for at in sorted({self.now, *sorted(self.moments)[:3]}):
            with time_machine.travel(at, tick=False):
                status = self.decided.editions["ar"].status(at)
                try:
                    answer = article_view(request, pk=self.pk, slug="x").status_code
                except Http404:
                    answer = 404
                assert answer == (301 if status == 200 else status), at
                newest = selectors.newest(language="ar", at=at, limit=50)
                assert (self.pk in [card.pk for card in newest]) == (status == 200)


@pytest.fixture
def cast(editor: Any, chief: Any, journalist: Any, content: Any) -> None:
    """The people of the walks; the journalist stands in the byline."""
    author = journalist.author
    Walk.people = {"editor": editor, "chief": chief, "journalist": journalist}
    Walk.base = content(bylines=[{"author": author.pk, "role": "writer"}])


@pytest.mark.no_cover  # no line is to be covered by chance alone
@pytest.mark.parametrize("shard", range(SHARDS))
def test_readers_see_what_was_decided_on_every_walk(cast: None, shard: int) -> None:
    # The engines walk on ways of their own.
    @seed(shard + SHARDS * (connection.vendor != "sqlite"))
    class Shard(Walk):
        pass

    run_state_machine_as_test(
        Shard,
        settings=settings(
            max_examples=max(1, WALKS // SHARDS),
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
