"""What a verb leaves behind besides the article: its line of the log, and what listeners hear."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from articles import workflow
from articles.models import Announcement, Article
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW

HOUR = timedelta(hours=1)
ENGLISH = {"headline_en": "A new fast line", "body_en": "<p>It opened.</p>"}
NEXT_YEAR = NOW.replace(year=2027)


class Life:
    """Every verb done to one article, each an hour after the one before and by the clock alone."""

    def __init__(self, people: dict[str, User], data: dict[str, Any]) -> None:
        self.people = people
        self.now = NOW
        with self.next_hour():
            self.article = workflow.create(by=people["sara"], data=data, note="أول نسخة")

    def next_hour(self) -> Any:
        self.now += HOUR
        return time_machine.travel(self.now, tick=False)

    def do(self, verb: str, who: str, **arguments: Any) -> Any:
        with self.next_hour():
            article = Article.objects.get(pk=self.article.pk)
            return getattr(workflow, verb)(article, by=self.people[who], **arguments)

    def save(self, who: str, **changes: Any) -> Any:
        with self.next_hour():
            return factories.revise(self.article, self.people[who], **changes)


@pytest.fixture
def life(journalist: User, editor: User, chief: User, content: Any) -> Life:
    people = {user.get_username(): user for user in (journalist, editor, chief)}
    life = Life(people, content(**ENGLISH))
    first = life.article.latest_revision
    life.do("submit", "sara", note="للغد")
    life.do("send_back", "mona", note="أضف مصدرا")
    life.do("submit", "sara")
    life.do("approve", "mona", note="جيد")
    life.do("schedule", "mona", languages=["ar"], moment=NEXT_YEAR)
    life.do("unschedule", "mona")
    life.do("publish", "mona", languages=["ar"], note="عاجل")
    life.do("schedule", "mona", languages=["en"], moment=NEXT_YEAR, note="للصباح")
    life.do("unschedule", "mona")
    life.save("mona", kicker_ar="ظهرا")
    life.do("update", "mona", significant=True, note="رقم جديد")
    life.do("correct", "mona", notes={"ar": "الصحيح ساعتان."})
    planned = life.save("mona", kicker_ar="مساء")
    life.do("update", "mona", shared=False, moment=NEXT_YEAR)
    life.do("withdraw", "mona", note="للمراجعة")
    life.do("publish", "mona", languages=["ar"])
    life.do("kill", "hassan", reason="تشهير")
    life.do("unkill", "hassan", note="لا تشهير")
    life.do("restore", "hassan", revision=first)
    life.first, life.planned = first.pk, planned.pk
    return life


def test_log_says_what_was_done_to_which_parts_and_why(life):
    one, all_of_it = {"languages": ["ar"]}, {"languages": ["ar"], "shared": True}
    first, second = (NOW + hours * HOUR for hours in (8, 17))
    later = {"moment": NEXT_YEAR.isoformat()}
    rows = life.article.transitions.order_by("pk").values_list("verb", "note", "details")
    assert list(rows) == [
        ("create", "أول نسخة", {}),
        ("submit", "للغد", {}),
        ("send_back", "أضف مصدرا", {}),
        ("submit", "", {}),
        ("approve", "جيد", {}),
        ("schedule", "", all_of_it | later),
        ("unschedule", "", one | {"revisions": []}),
        ("publish", "عاجل", all_of_it | {"moment": first.isoformat()}),
        ("schedule", "للصباح", {"languages": ["en"], "shared": False} | later),
        ("unschedule", "", {"languages": ["en"], "revisions": []}),
        ("update", "رقم جديد", all_of_it | {"significant": True, "moment": None}),
        ("correct", "الصحيح ساعتان.", all_of_it),
        ("update", "", one | {"shared": False, "significant": False} | later),
        ("withdraw", "للمراجعة", one | {"revisions": [life.planned]}),
        ("publish", "", all_of_it | {"moment": second.isoformat()}),
        ("kill", "تشهير", one | {"revisions": []}),
        ("unkill", "لا تشهير", {}),
        ("restore", f"استُعيدت من النسخة {life.first}.", {}),
    ]


def test_log_says_who_did_it_and_when_from_which_state_to_which_and_upon_which_version(life):
    versions = list(life.article.revisions.order_by("pk").values_list("pk", flat=True))
    columns = "by__username", "at", "from_state", "to_state", "revision"
    rows = life.article.transitions.order_by("pk").values_list(*columns)
    assert list(rows) == [
        (who, NOW + hours * HOUR, before, after, versions[index])
        for who, hours, before, after, index in [
            ("sara", 1, "", "draft", 0),
            ("sara", 2, "draft", "submitted", 0),
            ("mona", 3, "submitted", "draft", 0),
            ("sara", 4, "draft", "submitted", 0),
            ("mona", 5, "submitted", "approved", 0),
            ("mona", 6, "approved", "published", 0),
            ("mona", 7, "published", "approved", 0),
            ("mona", 8, "approved", "published", 0),
            ("mona", 9, "published", "published", 0),
            ("mona", 10, "published", "published", 0),
            ("mona", 12, "published", "published", 1),
            ("mona", 13, "published", "published", 1),
            ("mona", 15, "published", "published", 2),
            ("mona", 16, "published", "withdrawn", 2),
            ("mona", 17, "withdrawn", "published", 2),
            ("hassan", 18, "published", "killed", 2),
            ("hassan", 19, "killed", "withdrawn", 2),
            ("hassan", 20, "withdrawn", "withdrawn", 3),
        ]
    ]


def test_listeners_hear_of_every_save_and_of_what_readers_see(life):
    rows = Announcement.objects.filter(article=life.article).order_by("pk")
    assert list(rows.values_list("event", "at")) == [
        (event, NOW + hours * HOUR)
        for event, hours in [
            ("saved", 1),
            ("published", 6),
            ("withdrawn", 7),
            ("published", 8),
            ("published", 9),
            ("updated", 10),
            ("saved", 11),
            ("updated", 12),
            ("updated", 13),
            ("saved", 14),
            ("withdrawn", 16),
            ("published", 17),
            ("withdrawn", 18),
            ("saved", 20),
        ]
    ]
