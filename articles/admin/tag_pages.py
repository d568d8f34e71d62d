"""Pages of the desk for many tags at once: those that may be one, and merges with their undoing."""

from __future__ import annotations

from functools import partial
from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.editing import current_user
from articles.conf import LANGUAGES
from articles.errors import Refused
from articles.models import Submission, Tag, TagDistinction, TagMerge
from articles.models.fields import number_in
from articles.similar_tags import similar_pairs, with_tags
from articles.submissions import done, once
from articles.workflow import tag_merges

_PER_PAGE: Final = 50


class MergeRow(NamedTuple):
    """A merge as the list shows it."""

    merge: TagMerge
    name: str
    """Of the tag that became another."""
    articles: int


def similar_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET: pairs of tags that may be one. POST `first=&second=`: they are not. Nine queries."""
    _require_merging(request)
    if request.method == "POST":
        return once(request, partial(_tell_apart, request))
    page = Paginator(similar_pairs(), _PER_PAGE).get_page(request.GET.get("page"))
    more = {"title": _("Tags that may be one"), "pairs": with_tags(list(page))}
    return _render(model_admin, request, "similar", more, page)


def _tell_apart(request: HttpRequest, submission: Submission) -> HttpResponse:
    back = HttpResponseRedirect(request.get_full_path())
    numbers = {number_in(request.POST.get(name, "")) or 0 for name in ("first", "second")}
    tags = list(Tag.objects.filter(pk__in=numbers).order_by("pk"))
    if len(tags) != len(numbers) or len(tags) < 2:
        messages.warning(request, _("One of the tags was merged or deleted meanwhile."))
        return back
    first, second = tags
    TagDistinction.objects.get_or_create(first=first, second=second)
    done(submission, target=first.pk)
    said = _("“%(first)s” and “%(second)s” stay two tags.") % {"first": first, "second": second}
    messages.success(request, said)
    return back


def merges_view(model_admin: Any, request: HttpRequest) -> HttpResponse:
    """GET: the merges, the newest first. POST `undo=`: undo that one. Four queries a page."""
    _require_merging(request)
    if request.method == "POST":
        return once(request, partial(_undo, model_admin, request))
    rows = TagMerge.objects.select_related("into", "by").order_by("-at", "-pk")
    page = Paginator(rows, _PER_PAGE).get_page(request.GET.get("page"))
    more = {"title": _("Merges of tags"), "rows": [_row(merge) for merge in page]}
    return _render(model_admin, request, "merges", more, page)


def _row(merge: TagMerge) -> MergeRow:
    return MergeRow(merge, _name(merge), len(merge.details.get("articles", ())))


def _undo(model_admin: Any, request: HttpRequest, submission: Submission) -> HttpResponse:
    back = HttpResponseRedirect(request.get_full_path())
    number = number_in(request.POST.get("undo", "")) or 0
    merge = TagMerge.objects.filter(pk=number).select_related("into").first()
    if merge is None:
        messages.info(request, _("This merge was undone already."))
        return back
    try:
        tag, moved, kept = tag_merges.undo(merge, by=current_user(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return back
    done(submission, target=tag.pk)
    names = {"name": tag, "tag": merge.into}
    model_admin.log_change(request, tag, _("“%(name)s” was split from “%(tag)s” again.") % names)
    said = ngettext(
        "“%(name)s” is a tag of its own again, on %(count)s article.",
        "“%(name)s” is a tag of its own again, on %(count)s articles.",
        moved,
    )
    messages.success(request, said % {"name": tag, "count": moved})
    if kept:
        left = ngettext(
            "%(count)s article was saved since with “%(tag)s” and keeps that.",
            "%(count)s articles were saved since with “%(tag)s” and keep that.",
            kept,
        )
        messages.info(request, left % {"count": kept, "tag": merge.into})
    return back


def _name(merge: TagMerge) -> str:
    """The merged tag's name in the first language that has one."""
    names = merge.details.get("names", {})
    return next((names[code] for code in LANGUAGES if names.get(code)), f"#{merge.merged}")


def _require_merging(request: HttpRequest) -> None:
    if not tag_merges.may_merge(request.user):
        raise PermissionDenied


def _render(
    model_admin: Any, request: HttpRequest, name: str, more: dict[str, Any], page: Any
) -> HttpResponse:
    context = model_admin.admin_site.each_context(request) | {
        "opts": model_admin.opts,
        "page": page,
        "changelist_url": reverse("admin:articles_tag_changelist"),
        **more,
    }
    return TemplateResponse(request, f"admin/articles/tag/{name}.html", context)
