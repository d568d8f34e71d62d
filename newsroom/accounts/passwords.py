"""How passwords are stored and compared: in one spelling, whichever keyboard typed them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator

from newsroom.accounts.spelling import one_spelling


class OneSpelling(PBKDF2PasswordHasher):
    """Django's own hash, of the password in one spelling (`accounts.spelling`)."""

    algorithm = "pbkdf2_sha256_nfkc"

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return super().encode(one_spelling(password), salt, iterations)


class AsTyped(PBKDF2PasswordHasher):
    """Hashes from before there was one spelling: right as it is typed, or in one spelling.

    Django stores the password anew, by `OneSpelling`, when its owner signs in.
    """

    def verify(self, password: str, encoded: str) -> bool:
        spellings = dict.fromkeys((password, one_spelling(password)))
        return any(super(AsTyped, self).verify(each, encoded) for each in spellings)


class CommonPassword(CommonPasswordValidator):
    """Common passwords are common in Arabic digits too."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(one_spelling(password), user)
