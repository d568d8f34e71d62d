"""Walks through the verbs: readers see what somebody decided, and nothing else.

The model below is written from the newsroom's rules and knows nothing of how the
verbs work: it notes what each verb that succeeded has decided, and says at every
moment what readers of each language may see. `WALKS` sets how many walks there are.
"""

import os
from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import Http404
from django.test import RequestFactory
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from articles import workflow
from articles.errors import Refused
from articles.models import Article, Revision, reading
from articles.views.article import article as article_view
from tests.conftest import NOW
from tests.workflow.decisions import CODES, Change, Decided, Edition, Text

WALKS = int(os.environ.get("WALKS", "200"))
SHARDS = 8
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
hours = st.integers(1, 6).map(lambda n: n * HOUR)
some_languages = st.sampled_from([None, ["ar"], ["en"], ["ar", "en"]])


class Walk(RuleBasedStateMachine):
    """One article, the people of the newsroom, and the clock."""

    people: Any = None
    base: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.now = NOW
        self.moments: set[datetime] = {NOW}
        self.decided = Decided()
        self.texts: list[Text] = []
        self.kept: dict[int, Any] = {}
        self.count = 0

    def teardown(self) -> None:
        try:
            if self.texts:
                self.check_views()
        finally:
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    # What people do ---------------------------------------------------------------------------

    @initialize(
        codes=st.sampled_from([["ar", "en"]] * 4 + [["ar"], ["en"]]),
        expires=st.sampled_from([None] * 5 + [2 * HOUR]),
    )
    def begin(self, codes: list[str], expires: timedelta | None) -> None:
        data = self.content(codes, "news", expires, None)
        article = workflow.create(by=self.people["editor"], data=data, at=self.now)
        self.pk = article.pk
        self.remember(article.latest_revision)

    def content(
        self, codes: list[str], kind: str, expires: timedelta | None, embargo: timedelta | None
    ) -> dict[str, Any]:
        self.count += 1
        texts = {
            name: f"{code} {self.count}" if code in codes else ""
            for code in CODES
            for name in (f"headline_{code}", f"kicker_{code}")
        }
        bodies = {f"body_{code}": f"<p>{self.count}</p>" if code in codes else "" for code in CODES}
        moments = {
            "expires_at": self.now + expires if expires else None,
            "embargo_until": self.now + embargo if embargo else None,
        }
        self.moments |= {moment for moment in moments.values() if moment}
        return self.base | texts | bodies | moments | {"kind": kind}

    def remember(self, revision: Any) -> None:
        data = revision.data
        self.kept[revision.pk] = deepcopy(data)
        moments = {
            name: datetime.fromisoformat(data[name]) if data[name] else None
            for name in ("expires_at", "embargo_until")
        }
        headlines = {code: data[f"headline_{code}"] for code in CODES}
        self.texts.append(Text(revision.pk, headlines, data["kind"], **moments))

    def do(self, verb: str, who: str = "chief", **arguments: Any) -> bool:
        """Whether the verb was done; a refusal changes nothing."""
        article = Article.objects.get(pk=self.pk)
        before = self.row()
        try:
            with transaction.atomic():
                getattr(workflow, verb)(article, by=self.people[who], at=self.now, **arguments)
                connection.check_constraints()
        except Refused:
            assert self.row() == before
            return False
        return True

    def row(self) -> Any:
        return Article.objects.filter(pk=self.pk).values().get()

    @property
    def newest(self) -> Text:
        return self.texts[-1]

    @rule(
        codes=st.sampled_from([["ar", "en"]] * 5 + [["ar"], ["en"]]),
        kind=st.sampled_from(["news", "opinion"]),
        expires=st.sampled_from([None] * 7 + [HOUR, 3 * HOUR]),
        embargo=st.sampled_from([None] * 7 + [-HOUR, HOUR, 3 * HOUR]),
        who=st.sampled_from(["editor", "journalist"]),
    )
    def save(self, codes: Any, kind: str, expires: Any, embargo: Any, who: str) -> None:
        data = self.content(codes, kind, expires, embargo)
        article = Article.objects.get(pk=self.pk)
        try:
            revision = workflow.save(
                article, by=self.people[who], data=data, base=self.newest.pk, at=self.now
            )
        except Refused:
            return
        self.remember(revision)

    @rule()
    def save_on_an_old_base(self) -> None:
        data = self.content(["ar", "en"], "opinion", None, None)
        article = Article.objects.get(pk=self.pk)
        try:
            workflow.save(article, by=self.people["editor"], data=data, base=None, at=self.now)
        except Refused:
            return

    @rule(back=st.integers(0, 5))
    def restore(self, back: int) -> None:
        old = self.texts[max(0, len(self.texts) - 1 - back)]
        article = Article.objects.get(pk=self.pk)
        try:
            revision = workflow.restore(
                article,
                revision=Revision.objects.get(pk=old.pk),
                by=self.people["editor"],
                at=self.now,
            )
        except Refused:
            return
        self.remember(revision)

    @rule(verb=st.sampled_from(["submit", "submit", "approve", "approve", "send_back"]))
    def review(self, verb: str) -> None:
        note = {"note": "عد"} if verb == "send_back" else {}
        if self.do(verb, "editor", **note):
            self.decided.approved = self.newest.pk if verb == "approve" else None

    @rule(languages=some_languages, after=st.none() | hours, approves=st.booleans())
    def publish(self, languages: Any, after: timedelta | None, approves: bool) -> None:
        moment = self.now + after if after else self.now
        state = self.row()["state"]
        schedule = {"moment": moment} if after else {}
        verb = "schedule" if after else "publish"
        if not self.do(verb, languages=languages, approves=approves, **schedule):
            return
        self.moments.add(moment)
        new, editions = self.newest, self.decided.editions
        assert new.embargo_until is None or moment >= new.embargo_until
        assert state != "approved" or approves or self.decided.approved == new.pk
        complete = [code for code in CODES if new.headlines[code]]
        assert set(languages or ()) <= set(complete)
        targets = [
            code for code in languages or complete if not editions[code].is_visible(self.now)
        ]
        others = [editions[code] for code in CODES if code not in targets]
        if not any(one.is_visible(self.now) or one.is_awaited(self.now) for one in others):
            self.decided.shared = new
        for code in targets:
            self.open(editions[code], new, moment, returns=not after)

    def open(self, edition: Edition, text: Text, moment: datetime, *, returns: bool) -> None:
        was_public = edition.first_at is not None and edition.first_at <= self.now
        if not (returns and edition.state == "withdrawn" and was_public):
            edition.starts_at = moment
        if not was_public:
            edition.first_at = moment
        edition.state, edition.text = "published", text

    @rule(languages=some_languages, shared=st.booleans(), after=st.none() | hours)
    def update(self, languages: Any, shared: bool, after: timedelta | None) -> None:
        moment = self.now + after if after else None
        if not self.do("update", languages=languages, shared=shared, moment=moment):
            return
        chosen = self.published() if languages is None else languages
        change = Change(self.newest, list(chosen), shared)
        if moment:
            self.moments.add(moment)
            self.decided.changes[self.newest.pk] = change
        else:
            self.put_live(change)

    @rule(languages=some_languages)
    def correct(self, languages: Any) -> None:
        notes = dict.fromkeys(CODES, "تصويب")
        if self.do("correct", languages=languages, notes=notes):
            chosen = self.published() if languages is None else languages
            self.put_live(Change(self.newest, list(chosen), shared=True))

    def published(self) -> list[str]:
        return [code for code in CODES if self.decided.editions[code].state == "published"]

    def put_live(self, change: Change) -> None:
        for code in change.languages:
            assert change.text.headlines[code]
            self.decided.editions[code].text = change.text
        if change.shared:
            self.decided.shared = change.text

    @rule()
    def unschedule(self) -> None:
        if self.do("unschedule"):
            self.decided.changes.clear()
            awaited = [c for c in CODES if self.decided.editions[c].is_awaited(self.now)]
            if awaited:
                self.decided.approved = self.row()["approved_revision_id"]
            for code in awaited:
                self.close(code)

    @rule(languages=some_languages)
    def withdraw(self, languages: Any) -> None:
        chosen = self.published() if languages is None else languages
        if self.do("withdraw", languages=languages):
            for code in chosen:
                self.close(code)
            for pk, change in list(self.decided.changes.items()):
                change.languages = [code for code in change.languages if code not in chosen]
                if not change.languages:
                    del self.decided.changes[pk]

    @rule(is_meant=st.sampled_from([False] * 5 + [True]))
    def kill(self, is_meant: bool) -> None:
        chosen = self.published()
        if is_meant and self.do("kill", reason="تشهير"):
            for code in chosen:
                self.close(code)
            self.decided.changes.clear()

    @rule()
    def unkill(self) -> None:
        self.do("unkill")

    def close(self, code: str) -> None:
        edition = self.decided.editions[code]
        if edition.first_at is not None and edition.first_at <= self.now:
            if edition.is_awaited(self.now):
                edition.starts_at = edition.first_at
            edition.state = "withdrawn"
        else:
            self.decided.editions[code] = Edition()

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

    def check_due(self) -> None:
        workflow.apply_due(at=self.now)
        due = Revision.objects.filter(article=self.pk, pk__in=self.decided.changes)
        for revision in due.order_by("goes_live_at", "pk"):
            change = self.decided.changes[revision.pk]
            if revision.applied_at is not None:
                self.decided.changes.pop(revision.pk)
                self.put_live(self.newer_only(change))
            else:
                assert revision.goes_live_at > self.now or revision.held_at is not None

    def newer_only(self, change: Change) -> Change:
        """The parts of the change of which nothing newer is live."""
        editions, shared = self.decided.editions, self.decided.shared
        older = [
            code
            for code in change.languages
            if editions[code].state == "published"
            and (text := editions[code].text) is not None
            and text.pk < change.text.pk
        ]
        moves_shared = change.shared and (shared is None or shared.pk < change.text.pk)
        return Change(change.text, older, moves_shared)

    # What must hold ---------------------------------------------------------------------------

    @invariant()
    def readers_see_what_was_decided(self) -> None:
        if not self.texts:
            return
        article = Article.objects.get(pk=self.pk)
        near = {self.now, self.now - SECOND, self.now + SECOND}
        for code in CODES:
            edition = self.decided.editions[code]
            story = reading.story(self.pk, language=code)
            assert story is not None
            for at in near | self.moments | {moment - SECOND for moment in self.moments}:
                expected = edition.is_visible(at)
                assert article.is_visible(language=code, at=at) == expected, (code, at)
                assert story.is_visible(at=at) == expected
                assert story.was_public(at=at) == (edition.status(at) == 410 or expected)
                assert (code in story.languages(at=at)) == expected
            if edition.text is not None and edition.state != "none":
                assert story.headline == edition.text.headlines[code]
                assert story.kicker == edition.text.headlines[code]
                assert self.decided.shared is not None
                assert story.kind == self.decided.shared.kind
            rows = Article.objects.visible(language=code, at=self.now).filter(pk=self.pk)
            assert rows.exists() == edition.is_visible(self.now)

    @invariant()
    def nothing_saved_is_lost_or_changed(self) -> None:
        rows = Revision.objects.filter(pk__in=self.kept)
        assert dict(rows.values_list("pk", "data")) == self.kept

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
                newest = reading.newest(language="ar", at=at, limit=50)
                assert (self.pk in [card.pk for card in newest]) == (status == 200)


@pytest.fixture
def cast(editor: Any, chief: Any, journalist: Any, content: Any) -> None:
    """The people of the walks; the journalist stands in the byline."""
    author = journalist.author
    Walk.people = {"editor": editor, "chief": chief, "journalist": journalist}
    Walk.base = content(bylines=[{"author": author.pk, "role": "writer"}])


@pytest.mark.parametrize("shard", range(SHARDS))
def test_readers_see_what_was_decided_on_every_walk(cast: None, shard: int) -> None:
    @seed(shard)
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
