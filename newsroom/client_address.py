"""From which address a request comes: one rule for throttling, sessions and the audit log."""

from ipaddress import ip_address
from typing import Final

from django.conf import settings
from django.http import HttpRequest

MAX_LENGTH: Final = 45
"""Characters; only what names a zone of a machine can be longer."""


def client_address(request: HttpRequest) -> str:
    """The address of the request's client; "" when it is none.

    Behind a proxy that is trusted (`BEHIND_PROXY`) the last of `X-Forwarded-For`, which that proxy
    wrote; what stands before it anybody may have written.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() or address
    try:
        return str(ip_address(address))[:MAX_LENGTH]
    except ValueError:
        return ""
