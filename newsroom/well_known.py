"""The views below /.well-known/ (RFC 8615): security.txt, change-password."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, origin

_VALIDITY: Final = timedelta(days=180)
"""RFC 9116 requires an expiry, recommended less than a year; it is renewed on every request."""


@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116) from SECURITY_CONTACT and SECURITY_POLICY; 404 without a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    lines = [f"Contact: {address}" for address in settings.SECURITY_CONTACT]
    lines += [
        f"Expires: {timezone.now() + _VALIDITY:%Y-%m-%d}T00:00:00Z",
        f"Preferred-Languages: {', '.join(LANGUAGES)}",
        f"Canonical: {origin(request)}{request.path}",
    ]
    if settings.SECURITY_POLICY:
        lines.append(f"Policy: {settings.SECURITY_POLICY}")
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")


@require_safe
def change_password(request: HttpRequest) -> HttpResponse:
    """Redirect to the password form; temporary (302), as the specification requires."""
    return HttpResponseRedirect(reverse("admin:password_change"))
