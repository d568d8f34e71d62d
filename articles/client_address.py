"""From which address a request comes: one rule for throttling, sessions and the audit log."""

from ipaddress import IPv6Address, ip_address, ip_network
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


def network_of(address: str) -> str:
    """An IPv4 address itself; the /64 of an IPv6 one, which one household has whole."""
    parsed = ip_address(address)
    if isinstance(parsed, IPv6Address) and parsed.ipv4_mapped is None:
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed.ipv4_mapped or parsed) if isinstance(parsed, IPv6Address) else str(parsed)
