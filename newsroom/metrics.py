"""Gauges of pending and failed work in the OpenMetrics text format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from ipaddress import ip_address
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Announcement, Revision
from articles.notifications.models import Mail, MailStatus

OVERDUE_AFTER = timedelta(minutes=1)
"""A scheduled change that was not applied for this long after its moment is overdue."""
CONTENT_TYPE = "application/openmetrics-text; version=1.0.0; charset=utf-8"


class Gauge(NamedTuple):
    """A current value."""

    name: str
    help: str
    value: int


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The gauges; six queries. 403 unless requested from this machine or with METRICS_TOKEN."""
    if not _is_allowed(request):
        return HttpResponseForbidden("403\n", content_type="text/plain")
    lines = [line for gauge in gauges(at=timezone.now()) for line in _openmetrics_lines(gauge)]
    return HttpResponse("\n".join([*lines, "# EOF", ""]), content_type=CONTENT_TYPE)


def gauges(*, at: datetime) -> list[Gauge]:
    """Pending, failed, overdue and held work, and mails; six queries."""
    overdue = Revision.objects.due(at=at - OVERDUE_AFTER)
    return [
        Gauge(
            "newsroom_announcements_pending",
            "Announcements of publications that not all listeners have received.",
            Announcement.objects.pending().count(),
        ),
        Gauge(
            "newsroom_announcements_failed",
            "Announcements that were given up after their last attempt.",
            Announcement.objects.failed().count(),
        ),
        Gauge(
            "newsroom_scheduled_changes_overdue",
            "Scheduled changes that were not applied within a minute of their moment.",
            overdue.count(),
        ),
        Gauge(
            "newsroom_scheduled_changes_held",
            "Scheduled changes that were set aside until an editor decides.",
            Revision.objects.held().count(),
        ),
        Gauge(
            "newsroom_mails_pending",
            "Mails whose moment has come and that were not sent.",
            Mail.objects.filter(status=MailStatus.WAITING, due_at__lte=at).count(),
        ),
        Gauge(
            "newsroom_mails_failed",
            "Mails that were given up, or perhaps not sent.",
            Mail.objects.given_up().count(),
        ),
    ]


def _openmetrics_lines(gauge: Gauge) -> Iterator[str]:
    yield f"# TYPE {gauge.name} gauge"
    yield f"# HELP {gauge.name} {gauge.help}"
    yield f"{gauge.name} {gauge.value}"


def _is_allowed(request: HttpRequest) -> bool:
    token: str = settings.METRICS_TOKEN
    if token:
        return constant_time_compare(request.headers.get("Authorization", ""), f"Bearer {token}")
    # A proxy on this machine also connects from it, but says for whom.
    address = request.META.get("REMOTE_ADDR") or "127.0.0.1"
    is_forwarded = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return not is_forwarded and ip_address(address).is_loopback
