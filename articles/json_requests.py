"""Requests of the desk's scripts: the JSON they send, the JSON that answers, how one is refused."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import wraps
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import BadRequest, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SIGNED_OUT: Final = gettext_lazy("You are signed out. Sign in again, then go on.")


class RequestError(Exception):
    """The request is refused with the answer `response`: {"status", "error", …}."""

    def __init__(self, status: HTTPStatus, error: object, **more: object) -> None:
        super().__init__(str(error))
        self.response = json_error(status, error, **more)


def answers_refusals[**P](view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """The view, which answers a RequestError with its response."""

    @wraps(view)
    def answered(*args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(*args, **kwargs)
        except RequestError as refusal:
            return refusal.response

    return answered


def json_answer(data: Mapping[str, Any], *, status: int = HTTPStatus.OK) -> JsonResponse:
    """The data as JSON, its letters as they are."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})


def json_error(status: int, error: object, **more: object) -> JsonResponse:
    """The answer to what is refused: {"status", "error", …}."""
    return json_answer({"status": status, "error": str(error), **more}, status=status)


def conditional_answer(request: HttpRequest, data: Mapping[str, Any]) -> HttpResponse:
    """The data as JSON with an ETag of its content; 304 to a GET that names it."""
    response = json_answer(data)
    etag = f'"{sha256(response.content).hexdigest()[:20]}"'
    if request.method == "GET" and request.headers.get("If-None-Match") == etag:
        return HttpResponseNotModified(headers={"ETag": etag})
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    return response


def sent_object(request: HttpRequest, *, max_bytes: int) -> dict[str, Any]:
    """The JSON object of a POST; BadRequest for anything else, RequestDataTooBig for too much."""
    if request.method != "POST":
        raise BadRequest
    if int(request.headers.get("content-length") or 0) > max_bytes:
        raise RequestDataTooBig
    text = request.body
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(sent, dict):
        raise BadRequest
    return sent


def person_of(request: HttpRequest) -> dict[str, Any]:
    """Who is signed in, as the scripts know people: {"id", "name"}."""
    return {"id": request.user.pk, "name": str(request.user)}


def refuse_signed_out(model_admin: Any, request: HttpRequest) -> None:
    """Raise RequestError (401, with a new CSRF token) unless somebody of the desk asks."""
    if not model_admin.admin_site.has_permission(request):
        raise RequestError(HTTPStatus.UNAUTHORIZED, SIGNED_OUT, csrf_token=get_token(request))


def refuse_other_person(request: HttpRequest, sent: Mapping[str, Any]) -> None:
    """Raise RequestError (409) unless the page was made for whoever is signed in."""
    if sent.get("person") != request.user.pk:
        error = _("%(name)s is signed in here now.") % {"name": request.user}
        more = {"person": person_of(request), "csrf_token": get_token(request)}
        raise RequestError(HTTPStatus.CONFLICT, error, **more)
