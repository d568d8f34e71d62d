from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.broadcast.models import BroadcastStatus
from articles.models import Section

Make = Callable[..., BroadcastStatus]


@pytest.fixture
def breaking(status: Make) -> BroadcastStatus:
    started = timezone.now() - timedelta(minutes=1)
    new = status(
        "breaking",
        starts_at=started,
        ends_at=started + timedelta(hours=1),
        link="/sections/economy/",
    )
    new.save()
    return new


def ask(client: Client, query: str = "") -> dict[str, Any]:
    answer: dict[str, Any] = client.get(f"/status.json{query}").json()
    return answer


def test_open_pages_learn_of_breaking_news(client: Client, breaking: BroadcastStatus) -> None:
    notice = ask(client)["breaking"]
    assert (notice["text"], notice["link"], notice["later"]) == ("نص", "/sections/economy/", False)


def test_open_pages_learn_when_it_changes(client: Client, breaking: BroadcastStatus) -> None:
    assert 3500 < ask(client)["next_change_seconds"] < 3600


def test_quiet_site_says_so(client: Client, db: None) -> None:
    assert set(ask(client).values()) == {None}


def test_english_pages_learn_what_is_said_in_english(
    client: Client, breaking: BroadcastStatus
) -> None:
    assert client.get("/en/status.json").json()["breaking"] is None


def test_section_pages_learn_of_their_own(client: Client, status: Make, section: Section) -> None:
    status("live", scope="section", section=section).save()
    assert ask(client)["live"] is None
    assert ask(client, f"?section={section.pk}")["live"] is not None


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "٣", "9" * 40, "%00", "1%27--"])
def test_place_that_is_no_number_counts_as_absent(
    client: Client, breaking: BroadcastStatus, value: str
) -> None:
    assert ask(client, f"?section={value}&article={value}")["breaking"] is not None


def test_answer_may_be_shared_for_five_seconds(client: Client, db: None) -> None:
    response = client.get("/status.json")
    assert response["Cache-Control"] == "public, max-age=5"
    assert not response.cookies


def test_question_costs_one_query(
    client: Client, breaking: BroadcastStatus, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(1):
        client.get("/status.json?section=1&article=2")
