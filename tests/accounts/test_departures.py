"""An account is deactivated: its sessions end, its open work goes to somebody."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client

from articles import workflow
from articles.models import Article, Transition
from articles.signals import handed_over
from newsroom.accounts.models import User
from newsroom.audit.models import Entry
from tests.accounts.test_sign_in import PASSWORD, SIGN_IN
from tests.conftest import NOW

USERS = "/admin/accounts/user/"
SignIn = Callable[[User], Client]
Leave = Callable[..., Any]


@pytest.fixture
def leave(signed_in: SignIn, administrator: User) -> Leave:
    """The administrator deactivates somebody."""

    def post(person: User, *, to: User | None = None, page: str = "deactivate") -> Any:
        sent = {"to": to.pk if to else ""}
        return signed_in(administrator).post(f"/en{USERS}{person.pk}/{page}/", sent, follow=True)

    return post


@pytest.fixture
def in_work(journalist: User, editor: User, content: Any) -> dict[str, Article]:
    """Articles of the journalist's in every state that counts here."""
    made = {
        name: workflow.create(by=journalist, data=content(), at=NOW)
        for name in ("draft", "submitted", "approved", "live")
    }
    for name in ("submitted", "approved"):
        workflow.submit(made[name], by=journalist, at=NOW)
    workflow.approve(made["approved"], by=editor, at=NOW)
    workflow.publish(made["live"], by=editor, at=NOW)
    return made


def test_open_work_goes_to_another_and_what_is_published_stays(
    leave: Leave, in_work: dict[str, Article], journalist: User, colleague: User
) -> None:
    leave(journalist, to=colleague)
    owners = {name: Article.objects.get(pk=row.pk).created_by for name, row in in_work.items()}
    assert owners == {
        "draft": colleague,
        "submitted": colleague,
        "approved": colleague,
        "live": journalist,
    }
    assert workflow.may_edit(colleague, Article.objects.get(pk=in_work["draft"].pk))


def test_hand_over_stands_in_the_log_of_each_article_and_in_the_audit_log(
    leave: Leave, in_work: dict[str, Article], journalist: User, colleague: User
) -> None:
    leave(journalist, to=colleague)
    row = in_work["draft"].transitions.get(verb="hand_over")
    assert (str(row.by), row.note, row.from_state == row.to_state) == (
        "laila",
        "From sara to adel",
        True,
    )
    actions = Entry.objects.filter(actor="laila").values_list("action", "changes")
    assert [action for action, _changes in actions].count("hand_over") == 3
    assert {"is_active": [True, False]} in [changes for _action, changes in actions]


def test_other_work_is_handed_over_by_its_own_listener(
    leave: Leave, journalist: User, colleague: User
) -> None:
    heard: list[Any] = []

    def listen(of: User, to: User, by: User, **_more: Any) -> None:
        heard.append((of, to, str(by)))

    handed_over.connect(listen)
    try:
        leave(journalist, to=colleague)
    finally:
        handed_over.disconnect(listen)
    assert heard == [(journalist, colleague, "laila")]


def test_nothing_is_done_by_halves(
    leave: Leave, in_work: dict[str, Article], journalist: User, colleague: User
) -> None:
    def fail(**_more: Any) -> None:
        raise OSError

    handed_over.connect(fail)
    try:
        with pytest.raises(OSError):  # noqa: PT011 - whatever a listener raises
            leave(journalist, to=colleague)
    finally:
        handed_over.disconnect(fail)
    journalist.refresh_from_db()
    assert journalist.is_active
    assert not Transition.objects.filter(verb="hand_over").exists()


def test_work_may_stay_where_it_is(
    leave: Leave, in_work: dict[str, Article], journalist: User
) -> None:
    leave(journalist)
    journalist.refresh_from_db()
    in_work["draft"].refresh_from_db()
    assert (journalist.is_active, in_work["draft"].created_by) == (False, journalist)


def test_page_names_what_is_in_work_and_who_may_take_it(
    signed_in: SignIn,
    administrator: User,
    in_work: dict[str, Article],
    journalist: User,
    colleague: User,
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in(administrator)
    with django_assert_max_num_queries(16):
        page = client.get(f"/en{USERS}{journalist.pk}/deactivate/")
    assert "3 articles in work" in page.content.decode()
    assert set(page.context["form"].fields["to"].queryset) == {
        colleague,
        User.objects.get(username="mona"),
    }


@pytest.mark.parametrize("who", ["journalist", "administrator", "nobody"])
def test_work_goes_to_nobody_who_does_not_write(
    leave: Leave, request: pytest.FixtureRequest, journalist: User, in_work: Any, who: str
) -> None:
    to = User(pk=999_999) if who == "nobody" else request.getfixturevalue(who)
    assert leave(journalist, to=to).context["form"].errors
    journalist.refresh_from_db()
    assert journalist.is_active


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/admin/", 302),
        ("/preview/desk/new/", 403),
        ("/preview/desk/{pk}/", 403),
        ("/admin/articles/article/{pk}/presence/", 401),
        ("/admin/articles/article/{pk}/autosave/", 401),
        ("/admin/account/", 302),
    ],
)
def test_every_session_is_over_at_its_next_request(
    leave: Leave, in_work: dict[str, Article], journalist: User, path: str, status: int
) -> None:
    browser = Client()
    browser.post(SIGN_IN, {"login": "sara", "password": PASSWORD})
    where = path.format(pk=in_work["draft"].pk)
    leave(journalist)
    assert browser.get(where).status_code == browser.post(where).status_code == status


def test_who_was_deactivated_comes_back_with_the_same_roles(leave: Leave, journalist: User) -> None:
    leave(journalist)
    refused = Client().post(SIGN_IN, {"login": "sara", "password": PASSWORD})
    leave(journalist, page="reactivate")
    allowed = Client().post(SIGN_IN, {"login": "sara", "password": PASSWORD})
    assert (refused.status_code, allowed.status_code) == (200, 302)
    assert journalist.groups.get().name == "journalist"


def test_nobody_deactivates_themselves(leave: Leave, administrator: User, chief: User) -> None:
    chief.groups.add(administrator.groups.get())
    page = leave(administrator).content.decode()
    administrator.refresh_from_db()
    assert "Ask another administrator" in page
    assert administrator.is_active


def test_last_administrator_is_not_deactivated(
    signed_in: SignIn, administrator: User, chief: User
) -> None:
    """By somebody whose own role has every permission, and is not that of administrators."""
    twin = Group.objects.create(name="people")
    twin.permissions.set(administrator.groups.get().permissions.all())
    chief.groups.set([twin])
    page = signed_in(chief).post(f"/en{USERS}{administrator.pk}/deactivate/", {"to": ""})
    administrator.refresh_from_db()
    assert "This is the last administrator" in page.content.decode()
    assert administrator.is_active


def test_last_administrator_keeps_the_role(
    signed_in: SignIn, administrator: User, chief: User
) -> None:
    """Whom two administrators who demote each other at once would leave without any."""
    twin = Group.objects.create(name="people")
    twin.permissions.set(Permission.objects.all())
    chief.groups.set([twin])
    sent = {"username": "laila", "is_staff": "on", "groups": [twin.pk]}
    page = signed_in(chief).post(f"{USERS}{administrator.pk}/change/", sent)
    assert "groups" in page.context["adminform"].form.errors
    assert administrator.groups.get().name == "admin"


@pytest.mark.parametrize("page", ["deactivate", "reactivate"])
def test_nobody_closes_or_opens_the_account_of_somebody_above(
    leave: Leave, db: None, page: str
) -> None:
    root = User.objects.create_superuser("root", is_active=page == "deactivate")
    assert leave(root, page=page).status_code == 403
    before = root.is_active
    root.refresh_from_db()
    assert root.is_active is before
