"""Files that browsers and feed readers request at the root of a site by convention."""

from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from articles.views.page import build_page
from articles.views.responses import permanent_redirect

_CACHE_CONTROL: Final = "public, max-age=86400"
ICON_FILES: Final = {
    "favicon.ico": ("img/favicon.ico", "image/x-icon"),
    "apple-touch-icon.png": ("img/apple-touch-icon.png", "image/png"),
    "apple-touch-icon-precomposed.png": ("img/apple-touch-icon.png", "image/png"),
}
"""The static file and the content type of each icon at the root, by file name."""
_MANIFEST_ICONS: Final = [
    ("img/favicon.svg", "any", "any"),
    ("img/icon-192.png", "192x192", "any"),
    ("img/icon-512.png", "512x512", "any"),
    ("img/icon-maskable-192.png", "192x192", "maskable"),
    ("img/icon-maskable-512.png", "512x512", "maskable"),
]
"""Static file, sizes and purpose of each icon; maskable ones have no border, phones crop them."""


@require_safe
def icon(request: HttpRequest, name: str) -> HttpResponse:
    """The icon of the name (a key of ICON_FILES), cacheable for a day; no query.

    Its URL carries no fingerprint, so that it cannot be cached for longer.
    """
    file, content_type = ICON_FILES[name]
    response = HttpResponse(_static_bytes(file), content_type=content_type)
    response["Cache-Control"] = _CACHE_CONTROL
    return response


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """The web app manifest (JSON) in the language of the URL; one query, three when cold."""
    page = build_page(request)
    data = {
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
        "icons": [_manifest_icon(*icon) for icon in _MANIFEST_ICONS],
    }
    response = JsonResponse(
        data, json_dumps_params={"ensure_ascii": False}, content_type="application/manifest+json"
    )
    response["Cache-Control"] = _CACHE_CONTROL
    return response


@require_safe
def feed_redirect(request: HttpRequest) -> HttpResponse:
    """301 to the RSS feed of the language, from the names that other sites give it; one query."""
    return permanent_redirect(request, f"{build_page(request).home_url}feed.xml")


def _manifest_icon(file: str, sizes: str, purpose: str) -> dict[str, Any]:
    content_type = "image/svg+xml" if file.endswith(".svg") else "image/png"
    return {"src": static(file), "sizes": sizes, "type": content_type, "purpose": purpose}


@cache
def _static_bytes(name: str) -> bytes:
    found = finders.find(name)
    if not isinstance(found, str):
        raise Http404
    return Path(found).read_bytes()
