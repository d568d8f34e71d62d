"""The bell, the list under it, and the choice of how one is told."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article
from articles.notifications import telling
from articles.notifications.models import DeskLanguage, MailChoice, Notification
from articles.notifications.topics import Channel, Kind, Topic
from newsroom.accounts.models import User
from tests.conftest import NOW
from tests.notifications.conftest import told

type SignIn = Callable[[User], Client]

PAGE = "/admin/articles/article/notifications/"


@pytest.fixture
def returned(submitted: Article, editor: User) -> Article:
    return workflow.send_back(submitted, by=editor, note="ينقصه المصدر.", at=NOW)


def test_bell_counts_what_is_unread_and_the_page_lists_it(
    signed_in: SignIn, returned: Article, journalist: User
) -> None:
    page = signed_in(journalist).get(PAGE).content.decode()
    assert "data-unread>1<" in page
    assert "ينقصه المصدر." in page


def test_notification_leads_to_its_place_in_the_language_of_the_desk_and_is_read(
    signed_in: SignIn, returned: Article, journalist: User
) -> None:
    row = Notification.objects.get(user=journalist)
    answer = signed_in(journalist).get(f"/en{PAGE}{row.pk}/")
    assert answer["Location"] == f"/en/admin/articles/article/{returned.pk}/change/"
    assert told(journalist) == []


def test_notification_of_somebody_else_is_not_there(
    signed_in: SignIn, returned: Article, journalist: User, editor: User
) -> None:
    row = Notification.objects.get(user=journalist)
    assert signed_in(editor).get(f"{PAGE}{row.pk}/").status_code == 404
    signed_in(editor).post(PAGE, {"notification": row.pk})
    assert told(journalist) == ["sent_back"]


def test_opening_the_article_settles_what_was_told_of_it_but_not_its_comments(
    signed_in: SignIn, returned: Article, journalist: User, editor: User
) -> None:
    more: dict[str, Any] = {"at": NOW, "by": editor, "article": returned, "text": "@sara"}
    telling.notify([journalist.pk], Kind.MENTION, "comment:9", **more)
    signed_in(journalist).get(f"/admin/articles/article/{returned.pk}/change/")
    assert told(journalist) == ["mention"]


def test_some_are_marked_as_read_and_then_all(
    signed_in: SignIn, journalist: User, editor: User
) -> None:
    for number in range(3):
        people = [journalist.pk]
        telling.notify(people, Kind.ASSIGNED, f"assignment:{number}", at=NOW, title=f"{number}")
    client = signed_in(journalist)
    first = Notification.objects.earliest("pk")
    client.post(PAGE, {"notification": [first.pk, "x", "9" * 30]})
    assert len(told(journalist)) == 2
    client.post(PAGE, {"everything": "1"})
    assert told(journalist) == []
    assert client.get(f"{PAGE}?all=1").content.decode().count("<time") == 3


def test_list_costs_the_same_queries_whatever_it_holds(
    signed_in: SignIn, returned: Article, journalist: User, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        more: dict[str, Any] = {"article": returned} if number % 2 else {"title": "مؤتمر"}
        telling.notify([journalist.pk], Kind.ASSIGNED, f"assignment:{number}", at=NOW, **more)
    client = signed_in(journalist)
    client.get(PAGE)
    with django_assert_max_num_queries(12):
        page = client.get(PAGE).content.decode()
    assert page.count("<time") == 50
    assert "page=2" in page


def test_each_topic_is_chosen_and_the_hour_of_the_daily_mail(
    signed_in: SignIn, journalist: User
) -> None:
    sent = dict.fromkeys(Topic.values, "desk") | {"comment": "digest", "hour": "18"}
    assert signed_in(journalist).post(f"{PAGE}settings/", sent).status_code == 302
    choice = MailChoice.objects.get(user=journalist)
    assert choice.hour == 18
    assert choice.channel(Topic.COMMENT) == Channel.DIGEST
    assert choice.channel(Topic.RETURNED) == Channel.DESK


def test_hour_that_no_day_has_is_refused(signed_in: SignIn, journalist: User) -> None:
    sent = dict.fromkeys(Topic.values, "desk") | {"hour": "24"}
    assert signed_in(journalist).post(f"{PAGE}settings/", sent).status_code == 200
    assert not MailChoice.objects.exists()


def test_page_remembers_in_which_language_and_where_the_desk_is_read(
    signed_in: SignIn, journalist: User
) -> None:
    signed_in(journalist).get(f"/en{PAGE}")
    row = DeskLanguage.objects.get(user=journalist)
    assert (row.language, row.origin) == ("en", "http://testserver")


def test_person_without_a_role_has_neither_bell_nor_list(signed_in: SignIn, db: None) -> None:
    client = signed_in(User.objects.create_user("new"))
    assert "data-unread" not in client.get("/admin/").content.decode()
    assert client.get(PAGE).status_code == 403
