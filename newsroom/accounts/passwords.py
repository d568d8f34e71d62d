"""Password hashers and a validator for normalised passwords (`accounts.normalization`)."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import CommonPasswordValidator

from newsroom.accounts.normalization import normalize_password


class NormalizedPasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 of the normalised password."""

    algorithm = "pbkdf2_sha256_nfkc"

    def encode(self, password: str, salt: str, iterations: int | None = None) -> str:
        return super().encode(normalize_password(password), salt, iterations)


class LegacyPasswordHasher(PBKDF2PasswordHasher):
    """PBKDF2 of a password that was not normalised; verifies it as typed or normalised.

    Django rehashes it with `NormalizedPasswordHasher` at the next login.
    """

    def verify(self, password: str, encoded: str) -> bool:
        spellings = dict.fromkeys((password, normalize_password(password)))
        return any(super(LegacyPasswordHasher, self).verify(each, encoded) for each in spellings)


class NormalizedCommonPasswordValidator(CommonPasswordValidator):
    """Refuses common passwords in Arabic digits too."""

    def validate(self, password: str, user: Any = None) -> None:
        super().validate(normalize_password(password), user)
