"""Readers of environment variables; an invalid value raises ImproperlyConfigured."""

import os
import re
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

_TRUE = frozenset({"1", "true", "yes", "on"})
_FALSE = frozenset({"0", "false", "no", "off", ""})
_MAIL = re.compile(r"[^\s:@/]+@[^\s:@/]+")
_CONTACT = re.compile(r"(?:mailto:[^\s@]+@|https://|tel:)\S+")


def text(name: str, default: str = "") -> str:
    """The variable's text, stripped; `default` when it is unset."""
    return os.environ.get(name, default).strip()


def by_language(
    name: str, languages: list[tuple[str, Any]], default: str, **defaults: str
) -> dict[str, str]:
    """NAME_AR, NAME_EN and so on for the codes of `languages`, a Django setting, as a dictionary.

    An unset one is that of its language among the `defaults`, or else `default`.
    """
    return {
        code: text(f"{name}_{code.upper()}", defaults.get(code, default))
        for code, _name in languages
    }


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def contacts(name: str) -> list[str]:
    """Comma-separated contact URIs; ImproperlyConfigured for anything else.

    `mailto:`, `https:` or `tel:`; a bare mail address gets its `mailto:`.
    """
    written = [f"mailto:{word}" if _MAIL.fullmatch(word) else word for word in words(name)]
    for word in written:
        if not _CONTACT.fullmatch(word):
            raise ImproperlyConfigured(f"{name} must name mailto:, https: or tel:, not {word!r}.")
    return written


def boolean(name: str, *, default: bool) -> bool:
    """1/true/yes/on or 0/false/no/off, any case; ImproperlyConfigured on anything else."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in _TRUE:
        return True
    if value.strip().lower() in _FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be true or false, not {value!r}.")


def integer(name: str, default: int, *, least: int, most: int) -> int:
    """A whole number in [least, most]; ImproperlyConfigured outside it."""
    value = text(name, str(default))
    try:
        number = int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.") from None
    if not least <= number <= most:
        raise ImproperlyConfigured(f"{name} must lie between {least} and {most}, not {number}.")
    return number


def choice(name: str, default: str, *, of: tuple[str, ...]) -> str:
    """One of the words in `of`; ImproperlyConfigured on anything else."""
    value = text(name, default)
    if value not in of:
        raise ImproperlyConfigured(f"{name} must be one of {', '.join(of)}, not {value!r}.")
    return value


def choices(name: str, default: str, *, of: tuple[str, ...]) -> list[str]:
    """Comma-separated words out of `of`, in its order; ImproperlyConfigured on anything else."""
    chosen = words(name, default)
    for word in chosen:
        if word not in of:
            raise ImproperlyConfigured(f"{name} must name {', '.join(of)}, not {word!r}.")
    return [word for word in of if word in chosen]


def secret(name: str) -> str:
    """The variable, or the first line of the file named by NAME_FILE; "" when neither is set."""
    path = text(f"{name}_FILE")
    if not path:
        return text(name)
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error}") from error


def database(name: str, *, sqlite: Path) -> dict[str, Any]:
    """The database of the URL in `name` (NAME_FILE too), or SQLite at the path `sqlite`.

    SQLite runs with a write-ahead log, IMMEDIATE transactions and a 20 s busy
    timeout, so that two editors saving at once wait instead of failing.
    """
    url = secret(name)
    if url and not url.startswith("sqlite"):
        return dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    path = url.removeprefix("sqlite:///") if url else str(sqlite)
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": (
                "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=268435456;"
                "PRAGMA journal_size_limit=67108864; PRAGMA cache_size=-32000;"
            ),
        },
    }
