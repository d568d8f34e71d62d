"""A person's own view of the article list: saved filters, columns, density."""

from __future__ import annotations

from typing import Any, Final, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.editing import current_user
from articles.lists.models import MAX_QUERY, Density, ListLayout, SavedFilter

MAX_FILTERS: Final = 40
"""Saved filters of one person."""
_NOT_KEPT: Final = ("p", "all", "e", "_popup", "_to_field")
"""Parameters of the list's address that are no part of a filter."""
SHARING: Final = "articles.edit_any_article"
"""The permission of those who share a filter with everybody."""


class _NameForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    class Meta:
        model = SavedFilter
        fields = ("name",)


def urls(model_admin: Any) -> list[URLPattern]:
    """The addresses of what the forms above the list send."""

    def act(route: str, view: Any, name: str) -> URLPattern:
        wrapped: Any = model_admin.admin_site.admin_view(require_POST(view))
        pattern: URLPattern = path(
            route, wrapped, {"model_admin": model_admin}, name=f"articles_article_{name}"
        )
        return pattern

    return [
        act("filters/", save_filter, "save_filter"),
        act("filters/<int:pk>/", change_filter, "change_filter"),
        act("layout/", save_layout, "save_layout"),
    ]


def kept_query(query: QueryDict) -> str:
    """The part of the list's address that is a filter, in the order of its names; "" for none."""
    pairs = [
        (name, text)
        for name in sorted(query)
        if name not in _NOT_KEPT
        for text in query.getlist(name)
        if text
    ]
    return urlencode(pairs)[:MAX_QUERY]


def context(request: HttpRequest) -> dict[str, Any]:
    """What `_list_views.html` needs; one query, two where the layout was not read yet."""
    user = current_user(request)
    here = kept_query(request.GET)
    found = list(SavedFilter.objects.shown_to(user).select_related("user"))
    return {
        "saved_filters": [(each, each.query == here) for each in found],
        "own_filters": [each for each in found if each.user_id == user.pk],
        "current_query": here,
        "is_saved": any(each.query == here for each in found),
        "may_share": user.has_perm(SHARING),
        "layout": layout_of(request),
        "densities": Density.choices,
    }


def layout_of(request: HttpRequest) -> ListLayout:
    """The person's layout, read once a request."""
    user = current_user(request)
    known: ListLayout | None = getattr(request, "list_layout", None)
    if known is None:
        known = ListLayout.objects.filter(user=user).first() or ListLayout(user=cast("Any", user))
        request.list_layout = known  # type: ignore[attr-defined]  # for the rest of the request
    return known


def save_filter(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """POST {name, query, shared}: keep the filter, or replace the person's own of that name."""
    _refuse_others(request, model_admin)
    user = current_user(request)
    query = kept_query(QueryDict(request.POST.get("query", "")[:MAX_QUERY]))
    form = _NameForm(request.POST)
    own = SavedFilter.objects.filter(user=user)
    if not query or not form.is_valid():
        messages.error(request, _("Choose a filter first, and give it a name."))
    elif own.count() >= MAX_FILTERS:
        messages.error(request, _("You keep so many filters already. Delete one first."))
    else:
        values = {"query": query, "is_shared": _wants_shared(request)}
        SavedFilter.objects.update_or_create(
            user=user, name=form.cleaned_data["name"], defaults=values
        )
        messages.success(request, _("The filter was saved."))
    return _back(query)


def change_filter(request: HttpRequest, model_admin: Any, pk: int) -> HttpResponse:
    """POST {name, shared} renames a filter of one's own, {delete} deletes it; 404 for others'."""
    _refuse_others(request, model_admin)
    row = get_object_or_404(SavedFilter, pk=pk, user=current_user(request))
    if "delete" in request.POST:
        row.delete()
        messages.success(request, _("The filter was deleted."))
        return _back(row.query)
    form = _NameForm(request.POST, instance=row)
    if not form.is_valid():
        messages.error(request, _("Choose a filter first, and give it a name."))
        return _back(row.query)
    row.is_shared = _wants_shared(request)
    try:
        with transaction.atomic():
            form.save()
    except IntegrityError:
        messages.error(request, _("Another filter of yours has this name."))
    else:
        messages.success(request, _("The filter was saved."))
    return _back(row.query)


def save_layout(request: HttpRequest, model_admin: Any) -> HttpResponse:
    """POST {column: [name], density, query}: show these columns, and the headline always."""
    _refuse_others(request, model_admin)
    shown = request.POST.getlist("column")
    density = request.POST.get("density", "")
    values = {
        "hidden": [name for name in model_admin.list_display[1:] if name not in shown],
        "density": density if density in Density.values else Density.COMFORTABLE,
    }
    ListLayout.objects.update_or_create(user=current_user(request), defaults=values)
    return _back(kept_query(QueryDict(request.POST.get("query", "")[:MAX_QUERY])))


def _wants_shared(request: HttpRequest) -> bool:
    return "shared" in request.POST and current_user(request).has_perm(SHARING)


def _refuse_others(request: HttpRequest, model_admin: Any) -> None:
    if not model_admin.has_view_permission(request):
        raise PermissionDenied


def _back(query: str) -> HttpResponseRedirect:
    url = reverse("admin:articles_article_changelist")
    return HttpResponseRedirect(f"{url}?{query}" if query else url)
