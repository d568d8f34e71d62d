"""Who acts at the moment, from where and by way of what: a context variable.

The middleware sets the request, commands set their name. Anything else is background work, named
by its thread.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


@dataclass
class Run:
    """Work on many rows at once, which is one entry: what it did is counted."""

    counts: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Origin:
    """Where what happens comes from: a request, or a command, which may be a `Run`."""

    request: HttpRequest | None = None
    via: str = ""
    run: Run | None = None


_origin: ContextVar[Origin | None] = ContextVar("audit_origin", default=None)


@contextmanager
def acting(origin: Origin) -> Iterator[None]:
    """Everything that happens within comes from the origin."""
    token = _origin.set(origin)
    try:
        yield
    finally:
        _origin.reset(token)


def current() -> Origin:
    """The origin of what happens now."""
    return _origin.get() or Origin(via=_thread_name())


def _thread_name() -> str:
    thread = threading.current_thread()
    return "background" if thread is threading.main_thread() else f"background: {thread.name}"


def acting_user() -> User | None:
    """The user of the request, None without one or for somebody who is not signed in."""
    user: Any = getattr(current().request, "user", None)
    return user if user is not None and user.is_authenticated else None
