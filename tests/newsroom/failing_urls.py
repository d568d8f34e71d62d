"""The newsroom's addresses, and one at the desk and one of readers that end in every status."""

from django.conf.urls.i18n import i18n_patterns
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.urls import path

from newsroom import urls

handler400, handler403, handler404, handler500 = (
    urls.handler400,
    urls.handler403,
    urls.handler404,
    urls.handler500,
)
RAISED: dict[int, type[Exception]] = {
    400: SuspiciousOperation,
    403: PermissionDenied,
    413: RequestDataTooBig,
    500: ZeroDivisionError,
}


def end(request: HttpRequest, status: int) -> HttpResponse:
    """Ends as views do: by raising, or by an answer without a text."""
    if status in RAISED:
        raise RAISED[status]
    return HttpResponse(status=status, headers={"Retry-After": "60"})


def take(request: HttpRequest) -> HttpResponse:
    """Takes a form."""
    return HttpResponse("taken")


urlpatterns = [
    *i18n_patterns(
        path("admin/ends/<int:status>/", end),
        path("ends/<int:status>/", end),
        path("admin/takes/", take),
        path("takes/", take),
        prefix_default_language=False,
    ),
    *urls.urlpatterns,
]
