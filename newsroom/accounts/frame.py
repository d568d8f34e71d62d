"""The desk's frame around the pages of accounts."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import admin
from django.http import HttpRequest

_PAGES: Final = ("account_", "mfa_", "usersessions_")
"""How the names of allauth's URLs begin."""


def desk_frame(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what `admin/base_site.html` needs, on pages of accounts; else nothing."""
    match = request.resolver_match
    if match is None or not (match.url_name or "").startswith(_PAGES):
        return {}
    return admin.site.each_context(request)
