"""What is taken already is refused in words that name who has it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]


@pytest.fixture
def refused(signed_in: SignIn) -> Callable[..., str]:
    """The errors of the form at the address, posted by somebody with these changes."""

    def post(by: User, address: str, **changes: Any) -> str:
        client = signed_in(by)
        form = client.get(address).context["adminform"].form
        sent = {name: value for name, value in form.initial.items() if value is not None}
        response = client.post(address, sent | changes)
        assert response.status_code == 200
        inlines = [inline.formset.errors for inline in response.context["inline_admin_formsets"]]
        return f"{response.context['adminform'].form.errors}{inlines}"

    return post


def test_taken_address_names_the_section(refused: Any, chief: User, section: Any) -> None:
    row = factories.SectionFactory()
    errors = refused(chief, f"/admin/articles/section/{row.pk}/change/", slug="ECONOMY")
    assert "اقتصاد" in errors


def test_taken_address_names_the_author(refused: Any, chief: User, author: Any) -> None:
    row = factories.AuthorFactory()
    errors = refused(chief, f"/admin/articles/author/{row.pk}/change/", slug="karim")
    assert "كريم الشاذلي" in errors


def test_account_names_its_author(refused: Any, journalist: User, author: Any) -> None:
    root = User.objects.create_superuser("root")
    address = f"/admin/articles/author/{author.pk}/change/"
    assert "سارة محمود" in refused(root, address, user=journalist.pk)


@pytest.mark.parametrize("username", ["mona", "MONA"])
def test_taken_username_names_the_person(
    refused: Any, administrator: User, journalist: User, editor: User, username: str
) -> None:
    User.objects.filter(pk=editor.pk).update(first_name="منى", last_name="الشريف")
    changes = {"username": username, "groups": [1]}
    address = f"/admin/accounts/user/{journalist.pk}/change/"
    assert "منى الشريف" in refused(administrator, address, **changes)
    assert "منى الشريف" in refused(administrator, "/admin/accounts/user/add/", **changes)


def test_person_whose_name_differs_in_case_from_anothers_can_be_changed(
    signed_in: SignIn, administrator: User, journalist: User
) -> None:
    User.objects.create_user("SARA")
    sent = {"username": "sara", "first_name": "سارة", "groups": [journalist.groups.get().pk]}
    signed_in(administrator).post(f"/admin/accounts/user/{journalist.pk}/change/", sent)
    journalist.refresh_from_db()
    assert journalist.first_name == "سارة"
