"""The front pages at the desk: their list, their history, publishing and cancelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csp import csp_override

from articles.admin import front_editor
from articles.admin.article import WITH_FRAMES
from articles.admin.editing import current_user
from articles.admin.front_editor import EditedPage, edited_page, editor_url
from articles.admin.read_only import ListOnlyMixin, ReadOnlyMixin
from articles.conf import LANGUAGES
from articles.errors import BadMoment, NewerSchema, NotAllowed, Refused
from articles.forms import MomentField
from articles.frontpage import curation, documents
from articles.frontpage.filling import Filled, fill
from articles.frontpage.models import Front, FrontPublication, FrontRevision, front_name
from articles.frontpage.standing import changes
from articles.models import Section, Submission
from articles.models.urls import localized_url
from articles.submissions import done, once
from articles.templatetags.wording import date_time

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Front]
else:
    ModelAdmin = admin.ModelAdmin

MAX_ROWS: Final = 100
"""Revisions that the history lists."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page of the list: how it stands, and what the person may open."""

    name: str
    url: str
    in_force: FrontPublication | None
    waiting: FrontPublication | None
    newest: FrontRevision | None

    @property
    def has_draft(self) -> bool:
        """Whether the newest arrangement was neither published nor scheduled."""
        decided = {row.revision_id for row in (self.in_force, self.waiting) if row}
        return self.newest is not None and self.newest.pk not in decided


class PublishForm(forms.Form):
    """From when readers see the page, and what the person saw decided before."""

    moment = MomentField(
        label=gettext_lazy("from"),
        required=False,
        help_text=gettext_lazy("Empty: now."),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)


@admin.register(Front)
class FrontAdmin(ReadOnlyMixin, ListOnlyMixin, ModelAdmin):
    """The list of all pages that can be arranged, and the screens of each."""

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            wrapped = self.admin_site.admin_view(partial(csp_override(WITH_FRAMES)(view), self))
            return path(
                f"<int:section>/<str:language>/{route}",
                wrapped,
                name=f"articles_frontpage_front_{name}",
            )

        return [
            page("", front_editor.editor_view, "edit"),
            page("save/", front_editor.save_view, "save"),
            page("find/<str:source>/", front_editor.find_view, "find"),
            page("history/", history_view, "revisions"),
            page("<int:number>/publish/", publish_view, "publish"),
            page("<int:number>/restore/", restore_view, "restore"),
            page("waiting/<int:pk>/cancel/", cancel_view, "cancel"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "title": self.opts.verbose_name_plural,
            "opts": self.opts,
            "groups": _listed(request, at=timezone.now()),
        }
        return TemplateResponse(request, "admin/frontpage/list.html", context)


def _listed(request: HttpRequest, *, at: datetime) -> list[tuple[str, list[ListedPage]]]:
    """The pages of each language that the person arranges; five queries."""
    user = current_user(request)
    fronts = {(row.section_id, row.language): row.pk for row in Front.objects.all()}
    in_force, waiting = _decided(at=at)
    revisions = FrontRevision.objects.in_line().order_by("number").defer("data")
    newest = {row.front_id: row for row in revisions.select_related("created_by")}
    groups = []
    sections: list[Section | None] = [None, *Section.objects.in_order()]
    for code in LANGUAGES:
        pages = []
        for section in sections:
            if section and not getattr(section, f"name_{code}"):
                continue
            if not curation.may_curate(user, section):
                continue
            pk = section.pk if section else None
            front = fronts.get((pk, code), 0)
            known = (in_force.get(front), waiting.get(front), newest.get(front))
            pages.append(ListedPage(front_name(section, code), editor_url(pk, code), *known))
        groups.append((code, pages))
    return groups


def _decided(*, at: datetime) -> tuple[dict[int, FrontPublication], dict[int, FrontPublication]]:
    """By front: the publication in force, and the next that waits; two queries."""
    rows = FrontPublication.objects.select_related("revision", "decided_by")
    begun = rows.in_effect().filter(published_at__lte=at).order_by("published_at", "pk")
    waiting = rows.waiting(at=at)
    return (
        {row.front_id: row for row in begun.defer("revision__data")},
        {row.front_id: row for row in reversed(waiting.defer("revision__data"))},
    )


def _revision(page: EditedPage, number: int) -> FrontRevision:
    """The page's revision of the number; raises Http404. One query."""
    return get_object_or_404(
        FrontRevision.objects.select_related("front"), front=page.front, number=number
    )


def history_view(
    model_admin: Any, request: HttpRequest, section: int, language: str
) -> HttpResponse:
    """The last revisions of the page, when readers saw each, and what waits; six queries."""
    page = edited_page(model_admin, request, section, language)
    at = timezone.now()
    rows = FrontRevision.objects.filter(front=page.front).defer("data").newest_first()
    revisions = list(rows.select_related("created_by", "restored_from")[:MAX_ROWS])
    publications: dict[int, list[FrontPublication]] = {}
    decided = FrontPublication.objects.filter(front=page.front).latest_first()
    for row in decided.select_related("decided_by", "cancelled_by"):
        publications.setdefault(row.revision_id, []).append(row)
    force = FrontPublication.objects.begun(at=at).filter(front=page.front).first()
    newest = next((row.pk for row in revisions if not row.is_conflict), None)
    steps = [
        (row, publications.get(row.pk, []))
        for n, row in enumerate(revisions)
        # Of drafts that one person saved one after the other, the last says it all.
        if row.pk in publications or row.is_conflict or n == 0 or _is_last(row, revisions[n - 1])
    ]
    context = page.context(model_admin, request, _("History")) | {
        "steps": steps,
        "now": at,
        "in_force": force,
        "newest": newest,
        "preview": localized_url("front_preview", language, section=section),
    }
    return TemplateResponse(request, "admin/frontpage/history.html", context)


def _is_last(row: FrontRevision, following: FrontRevision) -> bool:
    """Whether somebody else saved the following one, or it was restored."""
    return following.created_by_id != row.created_by_id or following.restored_from_id is not None


def publish_view(
    model_admin: Any, request: HttpRequest, section: int, language: str, number: int
) -> HttpResponse:
    """GET: what changes for readers, and from when. POST: publish or schedule the revision.

    A refusal is shown and the form keeps its values.
    """
    page = edited_page(model_admin, request, section, language)
    revision = _revision(page, number)
    return once(request, partial(_publish, model_admin, request, page, revision))


def _publish(
    model_admin: Any,
    request: HttpRequest,
    page: EditedPage,
    revision: FrontRevision,
    submission: Submission,
) -> HttpResponse:
    at = timezone.now()
    seen = curation.last_decision(revision.front)
    form = PublishForm(request.POST if request.method == "POST" else None, initial={"seen": seen})
    if request.method == "POST" and form.is_valid():
        moment = form.cleaned_data["moment"]
        try:
            row = curation.publish(
                revision,
                by=current_user(request),
                seen=form.cleaned_data["seen"],
                moment=moment,
                at=at,
            )
        except NotAllowed:
            raise PermissionDenied from None
        except Refused as refusal:
            form.add_error("moment" if isinstance(refusal, BadMoment) else None, str(refusal))
            # What was decided meanwhile stands on the page that is shown now.
            form.data = request.POST.dict() | {"seen": str(seen or "")}
        else:
            done(submission, target=row.pk)
            messages.success(request, _said(page, moment))
            return HttpResponseRedirect(page.url)
    context = page.context(model_admin, request, _("Publish the front page")) | {
        "form": form,
        "revision": revision,
        "changes": _changes(page, revision, at=at),
        "preview": localized_url("front_preview", page.language, section=page.number),
    }
    return TemplateResponse(request, "admin/frontpage/publish.html", context)


def _said(page: EditedPage, moment: datetime | None) -> str:
    if moment is None:
        return _("Readers see the new page now: %(page)s.") % {"page": page.name}
    return _("Readers see the new page from %(moment)s on: %(page)s.") % {
        "moment": date_time(moment),
        "page": page.name,
    }


def _changes(page: EditedPage, revision: FrontRevision, *, at: datetime) -> list[dict[str, Any]]:
    """What readers will see changed in each place, as it would be now; five queries at most."""
    try:
        document = documents.read(revision)
    except NewerSchema as error:
        raise Http404 from error
    after = page.filled(document, at=at)
    force = FrontPublication.objects.begun(at=at).filter(front=revision.front)
    row = force.select_related("revision").first()
    before: Filled | None = page.filled(row.revision.data, at=at) if row else _before(page, at=at)
    return [
        {"place": front_editor.place_name(document, each.zone, each.slot), "change": each}
        for each in changes(before, after)
    ]


def _before(page: EditedPage, *, at: datetime) -> Filled | None:
    """What readers see of a page that nobody arranged."""
    if page.section is not None:
        return None
    document = curation.begin_with(None, None, page.language)
    return fill(document, language=page.language, at=at)


def restore_view(
    model_admin: Any, request: HttpRequest, section: int, language: str, number: int
) -> HttpResponse:
    """POST: the older arrangement becomes the newest draft, and nothing is lost of the others."""
    page = edited_page(model_admin, request, section, language)
    revision = _revision(page, number)
    if request.method != "POST":
        return HttpResponseRedirect(page.history_url)
    newest = curation.newest_revision(revision.front)
    curation.save(
        documents.read(revision),
        section=page.section,
        language=language,
        base=newest.pk if newest else None,
        by=current_user(request),
        restored_from=revision,
    )
    said = {"number": number}
    messages.success(request, _("Arrangement %(number)s is the newest draft now.") % said)
    return HttpResponseRedirect(page.url)


def cancel_view(
    model_admin: Any, request: HttpRequest, section: int, language: str, pk: int
) -> HttpResponse:
    """POST: cancel a publication that waits."""
    page = edited_page(model_admin, request, section, language)
    row = get_object_or_404(FrontPublication, front=page.front, pk=pk)
    if request.method == "POST":
        try:
            curation.cancel(row, by=current_user(request))
        except NotAllowed:
            raise PermissionDenied from None
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("It was cancelled, and readers keep the page they see."))
    return HttpResponseRedirect(page.history_url or reverse("admin:index"))
