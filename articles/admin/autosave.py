"""Views of unsaved texts: kept while one types, read, continued by their owner, discarded."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import partial
from http import HTTPStatus
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from articles import autosaves, workflow
from articles.admin import unsaved
from articles.admin.editing import SavedRedirect, current_user, desk_url, render_page
from articles.admin.presence import newest_version
from articles.conf import values
from articles.json_requests import (
    RequestError,
    answers_refusals,
    json_answer,
    json_error,
    person_of,
    refuse_other_person,
    refuse_signed_out,
)
from articles.models import Article, Autosave
from articles.models.article import State

_NOT_TYPED: Final = ("csrfmiddlewaretoken", "password", "form_key", "text_number", "continues")


@answers_refusals
def autosave_view(model_admin: Any, request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """POST JSON: keep what a form holds. GET: who is signed in, and the token of the forms.

    `{"form_key", "number", "person", "continues", "fields": {name: [text]}}`; `person` is the
    id of whoever the page was made for. Answers `{"saved_at", "is_kept", "person", "newest"}`,
    where `newest` is the article's newest revision (see `presence.newest_version`). 401 signed
    out, 403 not allowed to edit, 409 somebody else is signed in, 413 too long. At most four
    queries besides those that say who asks and what they may do, some more for the first text.
    """
    refuse_signed_out(model_admin, request)
    if request.method != "POST":
        return json_answer({"person": person_of(request), "csrf_token": get_token(request)})
    return _keep(model_admin, request, pk)


def _keep(model_admin: Any, request: HttpRequest, pk: int | None) -> HttpResponse:
    sent = sent_text(request)
    refuse_other_person(request, sent)
    article = _editable_article(model_admin, request, pk)
    now = timezone.now()
    is_kept = autosaves.keep(
        article,
        by=current_user(request),
        version=autosaves.TextVersion(sent["form_key"], sent["number"]),
        fields=_fields(sent),
        continues=autosaves.continued_versions(str(sent.get("continues", ""))),
        at=now,
    )
    return json_answer(
        {
            "saved_at": now.isoformat(),
            "is_kept": is_kept,
            "person": person_of(request),
            "newest": newest_version(article) if article else None,
        }
    )


def sent_text(request: HttpRequest) -> dict[str, Any]:
    """The JSON of the request, with a form's key and a number; raises RequestError."""
    try:
        text = request.body
    except RequestDataTooBig:
        text = b" " * (values.AUTOSAVE_MAX_BYTES + 1)
    if len(text) > values.AUTOSAVE_MAX_BYTES:
        limit = _(
            "The text is too long to be kept at the newsroom: at most %(size)s kilobytes. "
            "It is kept on this device; shorten it, or divide it into two articles."
        )
        size = {"size": values.AUTOSAVE_MAX_BYTES // 1000}
        raise RequestError(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, limit % size)
    try:
        sent = json.loads(text)
    except (ValueError, RecursionError):
        sent = None
    is_whole = (
        isinstance(sent, dict)
        and autosaves.KEY.fullmatch(str(sent.get("form_key"))) is not None
        and autosaves.client_number(sent.get("number")) > 0
        and isinstance(sent.get("fields"), dict)
    )
    if not is_whole:
        raise RequestError(HTTPStatus.BAD_REQUEST, _("A value is not of the right kind."))
    return dict(sent, number=autosaves.client_number(sent["number"]))


def _fields(sent: Mapping[str, Any]) -> dict[str, list[str]]:
    """The inputs by name; what is no text is left out."""
    return {
        name: [text for text in texts if isinstance(text, str)]
        for name, texts in sent["fields"].items()
        if isinstance(texts, list) and name not in _NOT_TYPED
    }


def _editable_article(model_admin: Any, request: HttpRequest, pk: int | None) -> Article | None:
    """The article, which the user may edit; None for a new one, which they may write."""
    if pk is None:
        may_write, article = model_admin.has_add_permission(request), None
    else:
        rows = model_admin.get_queryset(request).prefetch_related(None)
        article = rows.filter(pk=pk).first()
        if article is None:
            raise RequestError(HTTPStatus.NOT_FOUND, _("The article was not found."))
        may_write = workflow.may_edit(current_user(request), article)
    if article is not None and article.state == State.KILLED:
        raise RequestError(HTTPStatus.FORBIDDEN, _("A killed article cannot be edited."))
    if not may_write:
        raise RequestError(HTTPStatus.FORBIDDEN, _("Your role does not allow this."))
    return article


def saved_as_json(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form that a script sent: `{"location"}`, or 422 when it is to be corrected.

    Of a saved form also `{"form_url", "revision", "is_merged"}` (see `SavedRedirect`). 422 says
    what is wrong: `{"error", "fields": {input: [message]}, "general": [message]}`, where `general`
    belongs to no visible input. Other requests get the response itself.
    """
    types = ["text/html", "application/json"]
    if request.method != "POST" or request.get_preferred_type(types) != types[1]:
        return response
    if response.status_code == HTTPStatus.FOUND:
        said: dict[str, object] = {"location": response["Location"]}
        if isinstance(response, SavedRedirect):
            said |= {
                "form_url": response.form_url,
                "revision": response.revision,
                "is_merged": response.is_merged,
            }
        return json_answer(said)
    if response.status_code == HTTPStatus.OK and isinstance(response, TemplateResponse):
        said = _problems((response.context_data or {})["form"])
        words = _("Not saved yet: please correct what is marked.")
        return json_error(HTTPStatus.UNPROCESSABLE_ENTITY, words, **said)
    return response


def _problems(form: forms.Form) -> dict[str, object]:
    """What is wrong with the form and its formsets: {"fields", "general"}."""
    fields: dict[str, list[str]] = {}
    general: list[str] = []
    formsets = getattr(form, "formsets", ())
    for part in (form, *(row for rows in formsets for row in rows.forms)):
        for name, errors in part.errors.items():
            if name in part.fields and not part[name].is_hidden:
                fields[part[name].html_name] = list(map(str, errors))
            else:
                general.extend(map(str, errors))
    general.extend(str(error) for rows in formsets for error in rows.non_form_errors())
    return {"fields": fields, "general": general}


def _get_autosave(model_admin: Any, request: HttpRequest, number: int) -> Autosave:
    """The text, if the user may read it: their own, or of an article that they may see."""
    rows = Autosave.objects.unsaved().select_related("user", "article__latest_revision")
    found = rows.filter(pk=number).first()
    if found is None or (found.article is None and found.user_id != request.user.pk):
        raise Http404
    if not model_admin.has_view_permission(request, found.article):
        raise PermissionDenied
    return found


def form_url(autosave: Autosave) -> str:
    """The address of the form that the text was typed into."""
    if autosave.article is None:
        return reverse("admin:articles_article_add")
    return desk_url(autosave.article)


def unsaved_view(model_admin: Any, request: HttpRequest, number: int) -> HttpResponse:
    """An unsaved text, compared with the newest revision; its owner continues or discards it."""
    autosave = _get_autosave(model_admin, request, number)
    return render_page(model_admin, request, "unsaved", _context(request, autosave))


def _context(request: HttpRequest, autosave: Autosave) -> dict[str, Any]:
    return {
        "title": _("Unsaved text"),
        "subtitle": str(autosave.article or autosave),
        "article": autosave.article,
        "autosave": autosave,
        "unsaved": unsaved.read(autosave),
        "is_own": autosave.user_id == request.user.pk,
        "form_url": form_url(autosave),
    }


def discard_view(model_admin: Any, request: HttpRequest, number: int) -> HttpResponse:
    """Ask the owner whether the text may go, and delete it (POST)."""
    autosave = _get_autosave(model_admin, request, number)
    if autosave.user_id != request.user.pk:
        raise PermissionDenied
    if request.method == "POST" and request.POST.get("number") == str(autosave.number):
        autosaves.discard(autosave)
        messages.success(request, _("The unsaved text was discarded."))
        return HttpResponseRedirect(form_url(autosave))
    context = _context(request, autosave) | {"title": _("Discard the unsaved text?")}
    return render_page(model_admin, request, "unsaved_discard", context)


def urls(model_admin: Any) -> list[URLPattern]:
    """The routes below the articles' own; `autosave` answers the signed out in JSON."""

    def guarded(view: Any) -> Any:
        return model_admin.admin_site.admin_view(partial(view, model_admin))

    keep = never_cache(partial(autosave_view, model_admin))
    name = "articles_article"
    return [
        path("autosave/", keep, name=f"{name}_autosave_new"),
        path("<int:pk>/autosave/", keep, name=f"{name}_autosave"),
        path("unsaved/<int:number>/", guarded(unsaved_view), name=f"{name}_unsaved"),
        path("unsaved/<int:number>/discard/", guarded(discard_view), name=f"{name}_discard"),
    ]
