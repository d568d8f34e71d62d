"""Whether the process lives, and whether it can serve: for whoever restarts and routes."""

from datetime import datetime, timedelta

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Announcement, Revision

ANNOUNCED_WITHIN = timedelta(minutes=5)
APPLIED_WITHIN = timedelta(minutes=1)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """200 while the process answers; no query."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and nothing is overdue, else 503; two queries.

    {"status": "ready"} or {"status": "not ready", "reasons": [one word and what it means]}.
    """
    reasons = _reasons(at=timezone.now())
    if not reasons:
        return JsonResponse({"status": "ready"})
    return JsonResponse({"status": "not ready", "reasons": reasons}, status=503)


def _reasons(*, at: datetime) -> list[str]:
    late = Announcement.objects.filter(delivered_at__isnull=True, at__lt=at - ANNOUNCED_WITHIN)
    checks = {
        "announcements: some were not delivered within five minutes": late,
        "changes: some scheduled ones were not applied within a minute": Revision.objects.due(
            at=at - APPLIED_WITHIN
        ),
    }
    try:
        return [reason for reason, overdue in checks.items() if overdue.exists()]
    except DatabaseError:
        return ["database: it does not answer"]
