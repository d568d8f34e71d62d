"""The second factor: which roles must have one, and what is closed to them until they do.

An authenticator app or a passkey is one; recovery codes stand in for it. Whoever has one is
asked for it at every sign-in. Whoever must have one and has none is led to set it up.
"""

from __future__ import annotations

from typing import Any, Final

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.conf import LANGUAGES
from newsroom.accounts import secrets
from newsroom.accounts.models import User

_SETTLED: Final = "second_factor_settled"
"""The key of a session whose person needs no further factor under the setting it holds."""
_LAST_STEP: Final = "last_step"
"""In the data of an app: the step of time (half minutes since 1970) of the last code used."""
_FACTORS: Final = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors of the newsroom's people, in its words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second factor, and this is your only one. Add another first."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes stand in for an authenticator app or a passkey. Add one of them first."
        ),
        "incorrect_code": gettext_lazy("This did not work. Take the newest code, then try again."),
        "unreadable": gettext_lazy(
            "The newsroom cannot read what this second factor rests on any more. Ask an "
            "administrator to remove it, then set up a new one."
        ),
    }

    def get_totp_issuer(self) -> str:
        return self._get_site_name()

    def encrypt(self, text: str) -> str:
        return secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return secrets.decrypt(encrypted_text)
        except secrets.UnreadableSecretError:
            raise self.validation_error("unreadable") from None

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        user = User.objects.get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=user, type__in=_FACTORS)
        return not is_demanded(user) or others.exclude(pk=authenticator.pk).exists()

    def generate_authenticator_name(self, user: Any, type: str) -> str:  # noqa: A002 - its name there
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}

    def _get_site_name(self) -> str:
        names: dict[str, str] = settings.SITE_NAME
        return names[get_language() or LANGUAGES[0]]


def is_settled(request: HttpRequest) -> bool:
    """Whether the person has the second factor that a role of theirs demands; remembered."""
    wanted = ",".join(settings.SECOND_FACTOR_ROLES)
    if not wanted or request.session.get(_SETTLED) == wanted:
        return True
    user: Any = request.user
    if is_demanded(user) and not has_factor(user):
        return False
    request.session[_SETTLED] = wanted
    return True


def is_demanded(user: User) -> bool:
    """Whether a role of the person must have a second factor; one query at most.

    Superusers are administrators.
    """
    roles = settings.SECOND_FACTOR_ROLES
    if user.is_superuser and "admin" in roles:
        return True
    return bool(roles) and user.groups.filter(name__in=roles).exists()


def has_factor(user: User) -> bool:
    """Whether the person has an authenticator app or a passkey; one query."""
    return Authenticator.objects.filter(user=user, type__in=_FACTORS).exists()


def take_code(authenticator: Authenticator, code: str) -> None:
    """Use up a code of the app that is right: ValidationError where it, or a newer one, was used.

    The row keeps the half minute of the last one, so that no other worker takes it again (RFC 6238,
    5.2). Recovery codes are used up by themselves. Two queries.
    """
    if authenticator.type != Authenticator.Type.TOTP:
        return
    with transaction.atomic():
        row = Authenticator.objects.select_for_update().get(pk=authenticator.pk)
        secret = secrets.decrypt(row.data["secret"])
        steps = [
            step
            for step in totp.yield_hotp_counters_from_time()
            if totp.format_hotp_value(totp.hotp_value(secret, step)) == code
        ]
        if max(steps, default=0) <= row.data.get(_LAST_STEP, 0):
            raise SecondFactorAdapter().validation_error("incorrect_code")
        authenticator.data = row.data | {_LAST_STEP: max(steps)}
        Authenticator.objects.filter(pk=row.pk).update(data=authenticator.data)


def remove_all(user: User) -> None:
    """Take the person's factors away, for somebody who has lost them; they set up new ones."""
    Authenticator.objects.filter(user=user).delete()


def forget_settled(request: HttpRequest) -> None:
    """Have the next page of the session look again."""
    request.session.pop(_SETTLED, None)
