"""Whatever a browser sends for the number of a row: a message in the form, never an error."""

from collections.abc import Callable

import pytest
from django.test import Client

from newsroom.accounts.models import User

FORGED = ["abc", "x #94", "9" * 23, "\x00", "1.5", "-1", "٣", str(2**63)]
PICKERS = [
    ("articles_broadcast/broadcaststatus", "article"),
    ("articles_broadcast/broadcaststatus", "section"),
    ("articles/author", "photo"),
    ("articles/author", "user"),
    ("articles/section", "parent"),
    ("accounts/user", "groups"),
]
LISTS = [
    "articles_broadcast/broadcaststatus",
    "accounts/user",
    "audit/entry",
    *(
        f"articles/{name}"
        for name in ("announcement", "article", "author", "image", "section", "tag", "transition")
    ),
]
QUESTIONS = ["pk__in", "section", "author", "section__id__exact", "id__exact"]
ACTIONS = [
    ("articles_broadcast/broadcaststatus", "close_now"),
    ("articles_broadcast/broadcaststatus", "delete_selected"),
    ("articles/image", "delete_selected"),
    ("articles/tag", "merge"),
    ("articles/announcement", "retry"),
]


@pytest.fixture
def desk(db: None, signed_in: Callable[[User], Client]) -> Client:
    return signed_in(User.objects.create_superuser("root"))


@pytest.mark.parametrize(("name", "field"), PICKERS)
def test_forged_row_is_refused_in_the_form(desk: Client, name: str, field: str) -> None:
    for number in FORGED:
        response = desk.post(f"/admin/{name}/add/", {"scope": field, field: number})
        assert response.status_code == 200
        assert response.context["adminform"].form.errors[field], number


@pytest.mark.parametrize(("name", "field"), PICKERS)
def test_forged_row_in_the_address_of_a_form_is_left_out(
    desk: Client, name: str, field: str
) -> None:
    assert {desk.get(f"/admin/{name}/add/", {field: text}).status_code for text in FORGED} == {200}


@pytest.mark.parametrize("name", LISTS)
def test_list_answers_forged_filters(desk: Client, name: str) -> None:
    asked = [{question: number} for question in QUESTIONS for number in FORGED]
    statuses = {desk.get(f"/admin/{name}/", query).status_code for query in asked}
    assert statuses <= {200, 302, 400}


@pytest.mark.parametrize(("name", "action"), ACTIONS)
def test_action_leaves_forged_rows_out(desk: Client, name: str, action: str) -> None:
    for number in FORGED:
        sent = {"action": action, "_selected_action": number, "index": "0"}
        assert desk.post(f"/admin/{name}/", sent).status_code in (200, 302), number


@pytest.mark.parametrize("number", ["9" * 23, "abc", "1," + "9" * 23])
def test_action_in_a_list_whose_filter_cannot_be_read_is_refused_in_words(
    desk: Client, number: str
) -> None:
    sent = {"action": "delete_selected", "_selected_action": "1", "index": "0"}
    response = desk.post(f"/admin/articles/image/?pk__in={number}", sent, follow=True)
    said = "لا يمكن قراءة مرشّح القائمة، ولم يُنفَّذ شيء. القائمة هنا من دونه."
    assert [str(message) for message in response.context["messages"]] == [said]
    assert response.status_code == 200


def test_list_says_that_it_stands_without_a_filter_that_cannot_be_read(desk: Client) -> None:
    response = desk.get("/admin/articles/image/", {"pk__in": "9" * 23}, follow=True)
    said = "لا يمكن قراءة مرشّح القائمة. القائمة هنا من دونه."
    assert [str(message) for message in response.context["messages"]] == [said]


def test_right_row_is_still_chosen(desk: Client, editor: User) -> None:
    page = desk.get("/admin/articles/author/add/", {"user": editor.pk}).content.decode()
    assert f'<option value="{editor.pk}" selected>' in page
