"""What browsers and readers of feeds ask for at the root of a site without being told."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.views.moving import moved
from articles.views.pages import open_page

_DAY: Final = "public, max-age=86400"
PICTURES: Final = {
    "favicon.ico": ("img/favicon.ico", "image/x-icon"),
    "apple-touch-icon.png": ("img/apple-touch-icon.png", "image/png"),
    "apple-touch-icon-precomposed.png": ("img/apple-touch-icon.png", "image/png"),
}
"""The static file at each address of the root, and its type."""
_ICONS: Final = [
    ("img/favicon.svg", "any", "any"),
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-192.png", "192x192", "maskable"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),
]
"""What stands on a phone's screen: the letter in its tile, or the tile without a border to cut."""


@cache
def _bytes(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise Http404
    return Path(found).read_bytes()


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """One of PICTURES, for a day, since its name carries no fingerprint; no query."""
    file, kind = PICTURES[name]
    response = HttpResponse(_bytes(file), content_type=kind)
    response["Cache-Control"] = _DAY
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest in the language of the address; one query."""
    page = open_page(request)
    said = {
        "id": page.home_url,
        "name": page.site_name,
        "short_name": page.site_name,
        "description": page.description,
        "lang": page.language,
        "dir": page.direction,
        "start_url": page.home_url,
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#ffffff",
        "icons": [_icon(*icon) for icon in _ICONS],
    }
    response = JsonResponse(
        said, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json"
    )
    response["Cache-Control"] = _DAY
    return response


def _icon(file: str, sizes: str, purpose: str) -> dict[str, Any]:
    kind = "image/svg+xml" if file.endswith(".svg") else "image/png"
    return {"src": static(file), "sizes": sizes, "type": kind, "purpose": purpose}


@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """To the RSS feed of the language from the names that it has elsewhere; one query."""
    return moved(request, f"{open_page(request).home_url}feed.xml")
