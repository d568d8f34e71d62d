"""The admin list of queries without results."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from articles.search.models import ZeroResultQuery
from articles.search.zero_results import record
from newsroom.accounts.models import User

LIST = "/admin/articles_search/zeroresultquery/"
SignIn = Callable[[User], Client]


@pytest.fixture
def pistachios(db: None) -> ZeroResultQuery:
    record("زراعة الفستق", language="ar", at=timezone.now())
    return ZeroResultQuery.objects.get()


@pytest.mark.parametrize("who", ["editor", "chief", "administrator"])
def test_editors_see_what_was_not_found(
    signed_in: SignIn, request: pytest.FixtureRequest, pistachios: ZeroResultQuery, who: str
) -> None:
    response = signed_in(request.getfixturevalue(who)).get(LIST)

    assert response.status_code == 200
    assert [row.query for row in response.context["rows"]] == ["زراعة الفستق"]


def test_journalist_does_not(
    signed_in: SignIn, journalist: User, pistachios: ZeroResultQuery
) -> None:
    assert signed_in(journalist).get(LIST).status_code == 403


def test_row_leads_to_the_search(
    signed_in: SignIn, editor: User, pistachios: ZeroResultQuery
) -> None:
    response = signed_in(editor).get(LIST)

    url = response.context["rows"][0].url
    assert url.startswith("/search/?q=%D8%B2")
    assert f'href="{url}"' in response.content.decode()


def test_language_and_period_narrow_the_list(
    signed_in: SignIn, editor: User, pistachios: ZeroResultQuery
) -> None:
    client = signed_in(editor)

    found = [
        len(client.get(LIST, query).context["rows"])
        for query in ({"language": "ar", "days": "90"}, {"language": "en"}, {"days": "x"})
    ]

    assert found == [1, 0, 1]


def test_nothing_is_added_changed_or_deleted_by_hand(
    signed_in: SignIn, administrator: User, pistachios: ZeroResultQuery
) -> None:
    client = signed_in(administrator)

    statuses = [
        client.get(f"{LIST}add/").status_code,
        client.post(f"{LIST}{pistachios.pk}/change/", {"count": 9}).status_code,
        client.post(f"{LIST}{pistachios.pk}/delete/", {"post": "yes"}).status_code,
    ]

    assert statuses == [404, 404, 404]
