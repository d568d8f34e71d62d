"""Secrets at rest: what the database holds of them is unreadable without SECRET_KEY.

They are encrypted with a key made from SECRET_KEY, and read with those of SECRET_KEY_FALLBACKS as
well, until `manage.py encrypt_secrets` has encrypted them anew.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

_MARK: Final = "fernet:"
"""Begins every encrypted text; what was stored before there was encryption has none."""
_FIELDS: Final = ("secret", "seed")
"""Names of secrets in `Authenticator.data`: of an app, and of recovery codes."""


class UnreadableSecretError(ValueError):
    """Encrypted with a key that is neither SECRET_KEY nor one of its fallbacks."""


def encrypt(text: str) -> str:
    """The text as it is stored, other letters every time."""
    return _MARK + _keys(settings.SECRET_KEY).encrypt(text.encode()).decode()


def decrypt(stored: str) -> str:
    """The text; one that was stored in clear as it is. Raises UnreadableSecretError."""
    if not stored.startswith(_MARK):
        return stored
    keys = _keys(settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    try:
        return keys.decrypt(stored.removeprefix(_MARK).encode()).decode()
    except InvalidToken:
        raise UnreadableSecretError from None


def is_current(stored: str) -> bool:
    """Whether the text is encrypted with the SECRET_KEY of today."""
    try:
        _keys(settings.SECRET_KEY).decrypt(stored.removeprefix(_MARK).encode())
    except InvalidToken:
        return False
    return stored.startswith(_MARK)


def encrypt_all(rows: Any) -> tuple[int, int]:
    """Encrypt the secrets of these `Authenticator` rows with the SECRET_KEY of today.

    Returns how many rows were, and how many cannot be read any more. One query, and one a row
    that is written; each row is locked, so in a transaction.
    """
    done = lost = 0
    for row in rows.select_for_update().order_by("pk"):
        old = {name: row.data[name] for name in _FIELDS if name in row.data}
        if all(is_current(text) for text in old.values()):
            continue
        try:
            new = {name: encrypt(decrypt(text)) for name, text in old.items()}
        except UnreadableSecretError:
            lost += 1
            continue
        # No signal: the secret itself is the same.
        rows.filter(pk=row.pk).update(data=row.data | new)
        done += 1
    return done, lost


@lru_cache(maxsize=8)
def _keys(*texts: str) -> MultiFernet:
    def key(text: str) -> Fernet:
        salt = "newsroom.accounts.secrets"
        made = salted_hmac(salt, "key", secret=text, algorithm="sha256").digest()
        return Fernet(base64.urlsafe_b64encode(made))

    return MultiFernet([key(text) for text in texts])
