"""Two people in one form: what the first saved is not undone unseen by the second."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles.models import Author
from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]


def shown(client: Client, address: str) -> dict[str, Any]:
    """The form as it was shown, ready to be sent."""
    form = client.get(address).context["adminform"].form
    return {name: form[name].value() for name in form.fields if form[name].value() is not None}


@pytest.fixture
def address(author: Author) -> str:
    return f"/admin/articles/author/{author.pk}/change/"


@pytest.fixture
def stale(signed_in: SignIn, chief: User, editor: User, address: str) -> dict[str, Any]:
    """The chief's form with a new role, after the editor saved another biography."""
    sent = shown(signed_in(chief), address) | {"role_ar": "مراسل أول"}
    client = signed_in(editor)
    client.post(address, shown(client, address) | {"bio_ar": "سيرة جديدة"})
    return sent


def test_form_of_a_row_that_was_saved_meanwhile_is_refused_with_what_stands_there(
    signed_in: SignIn, chief: User, author: Author, address: str, stale: dict[str, Any]
) -> None:
    response = signed_in(chief).post(address, stale)

    author.refresh_from_db()
    assert (author.bio_ar, author.role_ar == "مراسل أول") == ("سيرة جديدة", False)
    errors = response.context["adminform"].form.errors
    assert set(errors) == {"bio_ar", "__all__"}
    assert "سيرة جديدة" in str(errors)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("gender", "f", "الآن: امرأة"),
        ("photo", "picture", "الآن: ميدان"),
        ("bio_ar", "0", "الآن: 0"),
    ],
)
def test_what_stands_there_is_said_as_the_form_shows_it(
    signed_in: SignIn, chief: User, author: Author, address: str, name: str, value: str, said: str
) -> None:
    sent = shown(signed_in(chief), address)
    picture = factories.ImageFactory(title="ميدان")
    Author.objects.filter(pk=author.pk).update(**{name: picture if value == "picture" else value})

    errors = signed_in(chief).post(address, sent).context["adminform"].form.errors

    assert said in str(errors[name])


def test_refused_form_sent_again_is_saved(
    signed_in: SignIn, chief: User, author: Author, address: str, stale: dict[str, Any]
) -> None:
    client = signed_in(chief)
    form = client.post(address, stale).context["adminform"].form

    client.post(address, stale | {"row_seen": form["row_seen"].value()})

    author.refresh_from_db()
    assert author.role_ar == "مراسل أول"


def test_form_of_a_row_that_nobody_else_saved_is_saved(
    signed_in: SignIn, chief: User, author: Author, address: str
) -> None:
    client = signed_in(chief)

    client.post(address, shown(client, address) | {"role_ar": "مراسل أول"})

    author.refresh_from_db()
    assert author.role_ar == "مراسل أول"


@pytest.mark.parametrize("seen", ["x", "[]", "5", '{"bio_ar": 5}', ""])
def test_forged_word_of_what_was_seen_breaks_nothing(
    signed_in: SignIn, chief: User, address: str, seen: str
) -> None:
    client = signed_in(chief)

    assert client.post(address, shown(client, address) | {"row_seen": seen}).status_code in (
        200,
        302,
    )
