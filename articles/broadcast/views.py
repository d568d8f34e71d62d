"""The JSON view that open pages poll for their broadcast notices."""

from math import ceil

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.broadcast import statuses
from articles.broadcast.statuses import Notice

CACHED_SECONDS = 5
"""With polling every ten seconds a page is at most fifteen seconds behind."""


@require_safe
def broadcast_status(request: HttpRequest) -> JsonResponse:
    """JSON {label, breaking, live, next_change_seconds} for the page `?section=&article=`.

    A notice is null or {kind, label, text, link, later}; `next_change_seconds` is null or an
    integer from 1 up. Invalid parameters are ignored. One query, two while a status links to
    an article.
    """
    at = timezone.now()
    notices = statuses.page_notices(
        statuses.load_statuses(at=at),
        at=at,
        section_id=_number(request, "section"),
        article_id=_number(request, "article"),
        language=get_language(),
    )
    change = notices.next_change_at
    response = JsonResponse(
        {
            "label": _json(notices.label),
            "breaking": _json(notices.breaking),
            "live": _json(notices.live),
            "next_change_seconds": ceil((change - at).total_seconds()) if change else None,
        },
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = f"public, max-age={CACHED_SECONDS}"
    response["X-Robots-Tag"] = "noindex"
    return response


def _number(request: HttpRequest, name: str) -> int | None:
    value = request.GET.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else None


def _json(notice: Notice | None) -> dict[str, object] | None:
    return notice.as_json() if notice else None
