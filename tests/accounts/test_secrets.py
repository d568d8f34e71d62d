"""What second factors rest on stands in the database unreadable, and is read under former keys."""

from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.utils import translation

from newsroom.accounts import secrets
from newsroom.accounts.models import User
from tests.accounts.test_second_factor import SECRET, code

pytestmark = pytest.mark.django_db
FORMER = "the-key-of-last-year-with-fifty-characters-at-least-x"


@pytest.fixture(autouse=True)
def _no_code_is_used() -> None:
    cache.clear()


def stored(user: User) -> str:
    return str(list(Authenticator.objects.filter(user=user).values_list("data", flat=True)))


def test_secrets_of_apps_and_recovery_codes_do_not_stand_in_the_database(editor: User) -> None:
    totp.TOTP.activate(editor, SECRET)
    codes = RecoveryCodes.activate(editor)
    seed = secrets.decrypt(codes.instance.data["seed"])
    assert SECRET not in stored(editor)
    assert seed not in stored(editor)
    assert Authenticator.objects.get(user=editor, type="totp").wrap().validate_code(code())


def test_same_secret_is_stored_in_other_letters_every_time() -> None:
    assert secrets.encrypt(SECRET) != secrets.encrypt(SECRET)


def test_former_key_is_read_until_everything_is_encrypted_anew(editor: User, settings: Any) -> None:
    now = settings.SECRET_KEY
    settings.SECRET_KEY = FORMER
    totp.TOTP.activate(editor, SECRET)
    codes = RecoveryCodes.activate(editor).get_unused_codes()
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = now, [FORMER]
    assert Authenticator.objects.get(type="totp").wrap().validate_code(code())
    said = StringIO()
    with translation.override("en"):
        call_command("encrypt_secrets", stdout=said)
    settings.SECRET_KEY_FALLBACKS = []
    assert said.getvalue().split()[0] == "2"
    assert Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes() == codes
    assert secrets.encrypt_all(Authenticator.objects.all()) == (0, 0)


def test_secret_from_before_there_was_encryption_is_read_and_encrypted(editor: User) -> None:
    row = Authenticator.objects.create(user=editor, type="totp", data={"secret": SECRET})
    assert row.wrap().validate_code(code())
    secrets.encrypt_all(Authenticator.objects.all())
    assert SECRET not in stored(editor)
    assert secrets.decrypt(Authenticator.objects.get().data["secret"]) == SECRET


def test_secret_under_a_key_that_is_gone_is_named_and_left_as_it_is(
    editor: User, settings: Any
) -> None:
    totp.TOTP.activate(editor, SECRET)
    before = stored(editor)
    settings.SECRET_KEY = FORMER
    with pytest.raises(CommandError):
        call_command("encrypt_secrets", stdout=StringIO())
    assert stored(editor) == before
