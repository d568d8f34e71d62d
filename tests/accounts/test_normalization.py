"""One account and one password, however a keyboard spells them."""

import sys
import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth import authenticate
from django.contrib.auth.hashers import PBKDF2PasswordHasher, identify_hasher, make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.migrations.loader import MigrationLoader
from django.test import Client

from newsroom.accounts.models import User
from newsroom.accounts.passwords import LegacyPasswordHasher, NormalizedPasswordHasher
from newsroom.settings import PASSWORD_HASHERS
from tests.accounts.test_admin import form

SignIn = Callable[[User], Client]
DECOMPOSED = unicodedata.normalize("NFD", "آمال")


@pytest.fixture
def ours(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The hashers of the site, at the price of one step."""
    settings.PASSWORD_HASHERS = PASSWORD_HASHERS
    for hasher in (PBKDF2PasswordHasher, LegacyPasswordHasher, NormalizedPasswordHasher):
        monkeypatch.setattr(hasher, "iterations", 1)


@pytest.fixture
def twin(db: None) -> User:
    """An account from before keys were unique."""
    user = User.objects.create_user("twin", password="secret-for-tests")
    User.objects.filter(pk=user.pk).update(username="SARA", key=None)
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("نيل-٢٠٢٦", "نيل-2026"),
        ("نيل-2026", "نيل-٢٠٢٦"),
        ("نيل-2026", "نيل-۲۰۲۶"),
        (f"{DECOMPOSED}-x", "آمال-x"),
        ("آمال-x", f"{DECOMPOSED}-x"),
    ],
)
def test_password_is_the_same_from_every_keyboard(
    ours: None, db: None, stored: str, typed: str
) -> None:
    user = User.objects.create_user("nadia", password=stored)
    assert authenticate(username="nadia", password=typed) == user


@pytest.mark.parametrize("typed", ["Secret-7", "احمد-secret-7", "secret-8"])
def test_other_password_stays_another(ours: None, db: None, typed: str) -> None:
    User.objects.create_user("nadia", password="أحمد-secret-7")
    assert authenticate(username="nadia", password=typed) is None


@pytest.mark.parametrize(("stored", "typed"), [("نيل-٢٠٢٦", "نيل-٢٠٢٦"), ("نيل-2026", "نيل-٢٠٢٦")])
def test_password_from_before_is_right_and_stored_anew(
    ours: None, db: None, stored: str, typed: str
) -> None:
    user = User.objects.create_user("nadia")
    old = make_password(stored, hasher="pbkdf2_sha256")
    User.objects.filter(pk=user.pk).update(password=old)
    assert authenticate(username="nadia", password=typed) == user
    user.refresh_from_db()
    assert identify_hasher(user.password).algorithm == "pbkdf2_sha256_nfkc"
    assert user.check_password("نيل-2026")


def test_wrong_password_from_before_is_wrong(ours: None, db: None) -> None:
    user = User(username="nadia", password=make_password("نيل-٢٠٢٦", hasher="pbkdf2_sha256"))
    user.save()
    assert authenticate(username="nadia", password="نيل-2025") is None


def test_common_password_is_common_in_arabic_digits() -> None:
    with pytest.raises(ValidationError, match=r"."):
        validate_password("password١٢٣")


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("محرر٢٠٢٦", "محرر2026"),
        ("آمال", DECOMPOSED),
        ("أحمد", "احمد"),
        ("nadia", "Nadia"),
        ("nadia", "\u200fnadia "),
    ],
)
def test_username_signs_in_in_every_spelling(db: None, name: str, typed: str) -> None:
    user = User.objects.create_user(name, password="secret-for-tests")
    assert authenticate(username=typed, password="secret-for-tests") == user


def test_username_that_differs_by_a_sign_is_another(db: None) -> None:
    users = [User.objects.create_user(name) for name in ("a.b", "ab", "a_b", "a@b")]
    assert len({user.key for user in users}) == 4


def test_name_of_nobody_signs_nobody_in(db: None) -> None:
    assert authenticate(username="nadia", password="secret-for-tests") is None


@pytest.mark.parametrize("name", ["احمد", "أحمد٢", "Ahmad2"])
def test_second_account_of_one_name_is_not_made(db: None, name: str) -> None:
    for first in ("أحمد", "احمد2", "ahmad٢"):
        User.objects.create_user(first)
    with pytest.raises(IntegrityError):
        User.objects.create_user(name)


def test_desk_names_the_account_that_reads_the_same(signed_in: SignIn, administrator: User) -> None:
    User.objects.create_user("أحمد", first_name="أحمد", last_name="الشريف")
    words = {"usable_password": "true", "password1": "long-enough-7", "password2": "long-enough-7"}
    response = signed_in(administrator).post(
        "/en/admin/accounts/user/add/", {"username": "احمد", "groups": [1]} | words
    )
    said = str(response.context["adminform"].form.errors["username"])
    assert "“أحمد”" in said
    assert "أحمد الشريف" in said


def test_twin_from_before_signs_in_as_it_is_spelled(twin: User, journalist: User) -> None:
    found = [authenticate(username=name, password="secret-for-tests") for name in ("SARA", "sara")]
    assert found == [twin, journalist]


def test_twin_from_before_gets_the_key_once_its_name_is_free(twin: User, journalist: User) -> None:
    twin.save()
    assert twin.key is None
    journalist.username = "sara.m"
    journalist.save()
    twin.save()
    assert (journalist.key, twin.key) == ("sara.m", "sara")


def test_accounts_of_one_name_stay_two_when_keys_come(twin: User, journalist: User) -> None:
    User.objects.update(key=None)
    User.objects.filter(pk=twin.pk).update(is_active=False)
    MigrationLoader(None)
    sys.modules["newsroom.accounts.migrations.0006_username_keys"].fill(apps, None)
    keys = dict(User.objects.values_list("username", "key"))
    assert keys == {"sara": "sara", "SARA": None}


@pytest.mark.parametrize(
    "mail", ["سارة@مثال.مصر", "sara@مثال.مصر", "s.a+b@example.com", "म@मेल.भारत"]
)
def test_address_in_any_script_is_taken(
    signed_in: SignIn, administrator: User, journalist: User, mail: str
) -> None:
    address = f"/admin/accounts/user/{journalist.pk}/change/"
    html = signed_in(administrator).get(address).content.decode()
    signed_in(administrator).post(address, form(journalist, email=f"\u200f{mail}"))
    journalist.refresh_from_db()
    journalist.full_clean()
    assert journalist.email == mail
    assert 'type="email"' not in html


@pytest.mark.parametrize(
    "mail",
    ["سارة", "سارة@", "@مثال.مصر", "سا رة@مثال.مصر", "a@b@مثال", ".a@b.c", "سا\u202eرة@مثال.مصر"],
)
def test_what_is_no_address_is_refused(db: None, mail: str) -> None:
    user = User(username="nadia", password="x", email=mail)
    with pytest.raises(ValidationError) as refused:
        user.full_clean()
    assert set(refused.value.message_dict) == {"email"}
