"""One article, the people of the newsroom and the clock, as `test_walks.py` walks through them."""

from copy import deepcopy
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from articles import workflow
from articles.errors import Refused
from articles.models import Article, Revision
from tests.conftest import NOW
from tests.workflow.decisions import CODES, Change, Decided, Edition, Text

SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
hours = st.integers(1, 6).map(lambda n: n * HOUR)
some_languages = st.sampled_from([None, ["ar"], ["en"], ["ar", "en"]])


class Desk(RuleBasedStateMachine):
    """What people do to one article, and what is decided by it."""

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
        self.known: dict[int, Text] = {}
        self.kept: dict[int, Any] = {}
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    # What people do ---------------------------------------------------------------------------

    @initialize(
        codes=st.sampled_from([["ar", "en"]] * 4 + [["ar"], ["en"]]),
        expires=st.sampled_from([None] * 5 + [2 * HOUR]),
        is_live=st.sampled_from([True, True, False]),
    )
    def begin(self, codes: list[str], expires: timedelta | None, is_live: bool) -> None:
        data = self.content(codes, "news", expires, None)
        article = workflow.create(by=self.people["editor"], data=data, at=self.now)
        self.pk = article.pk
        self.remember(article.latest_revision)
        if is_live:
            self.publish(None, None, approves=False)

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

    def remember(self, revision: Any, *, old: Text | None = None) -> None:
        """A new newest version: made upon the last one, and by text upon `old` if restored."""
        last = self.texts[-1:]
        above = [old] if old else last
        self.texts.append(self.noted(revision, seen=last, sources=above))

    def noted(self, revision: Any, *, seen: list[Text], sources: list[Text]) -> Text:
        data = revision.data
        self.kept[revision.pk] = deepcopy(data)
        moments = {
            name: datetime.fromisoformat(data[name]) if data[name] else None
            for name in ("expires_at", "embargo_until")
        }
        headlines = {code: data[f"headline_{code}"] for code in CODES}
        text = Text(
            revision.pk,
            headlines,
            data["kind"],
            seen=frozenset({revision.pk}).union(*(each.seen for each in seen)),
            sources=frozenset({revision.pk}).union(*(each.sources for each in sources)),
            **moments,
        )
        self.known[revision.pk] = text
        return text

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

    def row(self) -> dict[str, Any]:
        """The row of the article as the database has it, of which a walk reads hundreds."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {Article._meta.db_table} WHERE id = %s", [self.pk])
            names = [column[0] for column in cursor.description or ()]
            return dict(zip(names, cursor.fetchone() or (), strict=True))

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
        self.remember(revision, old=old)

    @rule(
        verb=st.sampled_from(["submit", "submit", "approve", "approve", "send_back"]),
        back=st.sampled_from([None, None, 0, 1]),
    )
    def review(self, verb: str, back: int | None = None) -> None:
        """`back` versions before the newest one stood on the screen; None where there is none."""
        note = {"note": "عد"} if verb == "send_back" else {}
        seen = None if back is None else self.texts[max(0, len(self.texts) - 1 - back)].pk
        if self.do(verb, "editor", seen=seen, **note):
            assert seen in (None, self.newest.pk)
            self.decided.approved = self.newest.pk if verb == "approve" else None
            assert self.row()["approved_revision_id"] == self.decided.approved

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
        moment = self.now + after + len(self.known) * SECOND if after else None
        if not self.do("update", languages=languages, shared=shared, moment=moment):
            return
        chosen = self.published() if languages is None else languages
        change = Change(self.newest, list(chosen), shared)
        if moment:
            self.moments.add(moment)
            self.decided.changes[self.newest.pk] = change
        else:
            self.put_live(change)

    @precondition(lambda self: self.published())
    @rule(languages=some_languages)
    def correct(self, languages: Any) -> None:
        notes = dict.fromkeys(CODES, "تصويب")
        if self.do("correct", languages=languages, notes=notes):
            editions = self.decided.editions
            seen = [code for code in CODES if editions[code].is_visible(self.now)]
            assert set(languages or ()) <= set(seen)
            self.put_live(Change(self.newest, list(languages or seen), shared=True))

    def published(self) -> list[str]:
        return [code for code in CODES if self.decided.editions[code].state == "published"]

    def put_live(self, change: Change) -> None:
        for code in change.languages:
            assert change.text.headlines[code]
            self.decided.editions[code].text = change.text
        if change.shared:
            self.decided.shared = change.text

    @precondition(lambda self: self.published())
    @rule()
    def unschedule(self) -> None:
        article = Article.objects.get(pk=self.pk)
        if self.do("unschedule"):
            self.decided.changes.clear()
            awaited = [c for c in CODES if self.decided.editions[c].is_awaited(self.now)]
            if awaited:
                self.decided.approved = article.live_revision_in(awaited[0])
            for code in awaited:
                self.close(code)

    @precondition(lambda self: self.published())
    @rule(languages=some_languages)
    def withdraw(self, languages: Any) -> None:
        chosen = self.published() if languages is None else languages
        if self.do("withdraw", languages=languages):
            for code in chosen:
                self.close(code)
            for pk, change in list(self.decided.changes.items()):
                change.languages = [code for code in change.languages if code not in chosen]
                if not (change.languages or (change.shared and self.published())):
                    del self.decided.changes[pk]

    @rule(is_meant=st.sampled_from([False] * 5 + [True]))
    def kill(self, is_meant: bool) -> None:
        chosen = self.published()
        if is_meant and self.do("kill", reason="تشهير"):
            self.decided.is_killed = True
            for code in chosen:
                self.close(code)
            self.decided.changes.clear()

    @precondition(lambda self: self.decided.is_killed)
    @rule()
    def unkill(self) -> None:
        if self.do("unkill"):
            self.decided.is_killed = False

    def close(self, code: str) -> None:
        edition = self.decided.editions[code]
        if edition.first_at is not None and edition.first_at <= self.now:
            if edition.is_awaited(self.now):
                edition.starts_at = edition.first_at
            edition.state = "withdrawn"
        else:
            self.decided.editions[code] = Edition()
