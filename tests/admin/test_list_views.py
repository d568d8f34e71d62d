"""A person's own view of the article list: saved filters, columns, density."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.lists.models import SavedFilter
from articles.models import Article
from newsroom.accounts.models import User

LIST = "/admin/articles/article/"
QUERY = "section=1&standing=submitted"
SignIn = Callable[[User], Client]


def names(client: Client, query: str = "") -> list[str]:
    return [str(each) for each, _here in client.get(f"{LIST}?{query}").context["saved_filters"]]


def save(client: Client, name: str, **more: Any) -> Any:
    return client.post(f"{LIST}filters/", {"name": name, "query": QUERY} | more)


def test_filter_is_saved_under_a_name_and_stands_above_the_list(
    signed_in: SignIn, editor: User
) -> None:
    client = signed_in(editor)
    answer = save(client, "ثقافة، بانتظار المراجعة")
    page = client.get(f"{LIST}?standing=submitted&section=1&p=1")
    assert answer["Location"] == f"{LIST}?{QUERY}"
    assert 'href="?section=1&amp;standing=submitted" aria-current="page"' in page.text


def test_filter_of_a_colleague_is_seen_only_when_it_is_shared(
    signed_in: SignIn, editor: User, journalist: User
) -> None:
    save(signed_in(editor), "لي وحدي")
    save(signed_in(editor), "للجميع", shared="on")
    assert names(signed_in(journalist)) == ["للجميع"]


def test_journalist_shares_no_filter(signed_in: SignIn, journalist: User, editor: User) -> None:
    save(signed_in(journalist), "مسوداتي", shared="on")
    assert names(signed_in(editor)) == []


def test_own_filter_is_renamed_and_deleted_and_others_filters_are_not(
    signed_in: SignIn, editor: User, journalist: User
) -> None:
    save(signed_in(editor), "الأول", shared="on")
    url = f"{LIST}filters/{SavedFilter.objects.get().pk}/"
    refused = signed_in(journalist).post(url, {"delete": "1"}).status_code
    client = signed_in(editor)
    client.post(url, {"name": "الثاني"})
    renamed = names(client)
    client.post(url, {"delete": "1"})
    assert (refused, renamed, names(client)) == (404, ["الثاني"], [])


def test_two_filters_of_one_person_do_not_get_one_name(signed_in: SignIn, editor: User) -> None:
    client = signed_in(editor)
    save(client, "الأول")
    save(client, "الثاني")
    second = SavedFilter.objects.get(name="الثاني")
    answer = client.post(f"{LIST}filters/{second.pk}/", {"name": "الأول"}, follow=True)
    assert [each.level_tag for each in answer.context["messages"]] == [
        "success",
        "success",
        "error",
    ]
    assert sorted(names(client)) == ["الأول", "الثاني"]


@pytest.mark.parametrize("sent", [{"name": ""}, {"query": ""}, {"query": "p=2"}])
def test_filter_without_name_or_choice_is_not_saved(
    signed_in: SignIn, editor: User, sent: dict[str, str]
) -> None:
    client = signed_in(editor)
    client.post(f"{LIST}filters/", {"name": "اسم", "query": QUERY} | sent)
    assert names(client) == []


def test_columns_and_density_are_remembered(
    signed_in: SignIn, editor: User, journalist: User, draft: Article
) -> None:
    sent = {"column": ["state_column"], "density": "compact", "query": QUERY}
    answer = signed_in(editor).post(f"{LIST}layout/", sent)
    mine = signed_in(editor).get(LIST).text
    others = signed_in(journalist).get(LIST).text
    assert answer["Location"] == f"{LIST}?{QUERY}"
    assert ("list-compact" in mine, "field-state_column" in mine) == (True, True)
    assert ("field-byline_column" in mine, "field-byline_column" in others) == (False, True)


def test_cells_of_a_list_carry_the_names_of_their_columns(
    signed_in: SignIn, administrator: User
) -> None:
    client = signed_in(administrator)
    html = client.get("/en/admin/accounts/user/").text
    assert '<td data-label="Roles"' in html or 'data-label="Roles" class' in html
    assert 'data-label="&lt;' not in client.get("/en/admin/articles/tag/").text
