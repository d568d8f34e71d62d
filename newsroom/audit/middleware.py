"""Says for the length of a request that what happens comes from it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from newsroom.audit.context import Origin, acting


def audit_middleware(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: `context.current` is the request; no query."""

    def answer(request: HttpRequest) -> HttpResponse:
        with acting(Origin(request=request)):
            return get_response(request)

    return answer
