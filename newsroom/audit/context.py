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
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.http import HttpRequest

if TYPE_CHECKING:
    from django.contrib.auth.models import _User as User


MAX_ADDRESS: Final = 45
"""Characters; only what names a zone of a machine can be longer."""


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


def client_address(request: HttpRequest | None) -> str:
    """The address of the request's client; "" when it is none.

    Behind a proxy that is trusted (`BEHIND_PROXY`) the last of `X-Forwarded-For`, which that proxy
    wrote; what stands before it anybody may have written.
    """
    if request is None:
        return ""
    address = str(request.META.get("REMOTE_ADDR") or "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address))[:MAX_ADDRESS]
    except ValueError:
        return ""
