from collections.abc import Callable

import pytest
from django.test import Client

from articles.models import Article
from newsroom.accounts.models import User

SignIn = Callable[[User], Client]


def models(client: Client) -> set[str]:
    apps = client.get("/admin/").context["app_list"]
    return {model["object_name"] for app in apps for model in app["models"]}


WRITERS = {"Article", "Assignment", "Author", "Event", "Image", "Section", "Tag"}


def test_journalist_sees_what_is_written_with(signed_in: SignIn, journalist: User) -> None:
    assert models(signed_in(journalist)) == WRITERS


def test_editor_sees_statuses_as_well(signed_in: SignIn, editor: User) -> None:
    assert models(signed_in(editor)) >= WRITERS | {"BroadcastStatus"}
    assert not models(signed_in(editor)) & {"User", "Transition"}


def test_administrator_sees_users_and_the_log(signed_in: SignIn, administrator: User) -> None:
    assert models(signed_in(administrator)) >= {"User", "Transition", "Tag"}


@pytest.mark.parametrize(
    "path",
    ["accounts/user/", "accounts/user/add/", "articles/transition/", "articles/section/add/"],
)
def test_journalist_is_kept_out(signed_in: SignIn, journalist: User, path: str) -> None:
    assert signed_in(journalist).get(f"/admin/{path}").status_code == 403


def test_administrator_writes_no_article(
    signed_in: SignIn, administrator: User, draft: Article
) -> None:
    client = signed_in(administrator)

    statuses = [
        client.get("/admin/articles/article/add/").status_code,
        client.post(f"/admin/articles/article/{draft.pk}/change/", {}).status_code,
    ]

    assert statuses == [403, 403]


def test_log_is_read_and_never_written(
    signed_in: SignIn, administrator: User, draft: Article
) -> None:
    client = signed_in(administrator)
    row = draft.transitions.get()
    url = f"/admin/articles/transition/{row.pk}/"

    statuses = [
        client.get("/admin/articles/transition/").status_code,
        client.post(f"{url}change/", {"note": "x"}).status_code,
        client.post(f"{url}delete/", {"post": "yes"}).status_code,
    ]

    assert statuses == [200, 404, 404]


def test_nobody_signed_out_reaches_the_desk(client: Client, draft: Article) -> None:
    paths = ("", f"articles/article/{draft.pk}/change/")

    assert {client.get(f"/admin/{path}").status_code for path in paths} == {302}
    assert client.get("/admin/articles/article/complete/tags/").status_code == 401


def test_dashboard_lists_what_waits_for_the_editor(
    signed_in: SignIn, editor: User, submitted: Article
) -> None:
    html = signed_in(editor).get("/admin/").content.decode()

    assert f"/admin/articles/article/{submitted.pk}/change/" in html


def test_dashboard_shows_a_journalist_only_own_articles(
    signed_in: SignIn, colleague: User, submitted: Article
) -> None:
    html = signed_in(colleague).get("/admin/").content.decode()

    assert f"/admin/articles/article/{submitted.pk}/change/" not in html


def test_editor_does_not_tie_accounts_to_authors(
    signed_in: SignIn, editor: User, sara: object, journalist: User
) -> None:
    html = signed_in(editor).get("/admin/articles/author/add/").content.decode()

    assert 'name="user"' not in html


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_desk_speaks_the_language_of_its_address(
    signed_in: SignIn, chief: User, prefix: str
) -> None:
    html = signed_in(chief).get(f"{prefix}/admin/").content.decode()

    assert ('<html lang="en" dir="ltr"' if prefix else '<html lang="ar" dir="rtl"') in html
