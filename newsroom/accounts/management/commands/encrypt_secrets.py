"""Encrypts what second factors rest on with the SECRET_KEY of today."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext_lazy, ngettext

from articles.base_command import TranslatedCommand
from newsroom.accounts import secrets


class Command(TranslatedCommand):
    """After it the former key is no longer needed in SECRET_KEY_FALLBACKS."""

    description = gettext_lazy(
        "Encrypts the secrets of second factors with the SECRET_KEY of today, so that the former "
        "one may leave SECRET_KEY_FALLBACKS."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        with transaction.atomic():
            done, lost = secrets.encrypt_all(Authenticator.objects.all())
        said = ngettext("%(count)s secret encrypted.", "%(count)s secrets encrypted.", done)
        self.stdout.write(said % {"count": done})
        if lost:
            said = ngettext(
                "%(count)s secret cannot be read with any key: remove that second factor.",
                "%(count)s secrets cannot be read with any key: remove these second factors.",
                lost,
            )
            raise CommandError(said % {"count": lost})
