"""The preview of a front page: the reader's own page in an arrangement that readers do not see."""

from __future__ import annotations

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_safe

from articles.admin.editing import current_user
from articles.errors import NewerSchema
from articles.frontpage import curation, documents
from articles.frontpage.models import FrontRevision
from articles.models import Section
from articles.models.fields import number_in
from articles.preview import FRAMED, ROBOTS, private
from articles.views import front
from articles.views.listings import respond_section
from articles.views.page import Page, build_page


@csp_override(FRAMED)
@xframe_options_sameorigin
@require_safe
def front_preview(request: HttpRequest, section: int) -> HttpResponse:
    """The home page (0) or the section's in the language of the address, for the desk's frame.

    `?revision=` is the id of one, by default the newest; `?at=` the moment at which the page is
    seen, by default now. 404 for no such page or revision, and for who may not arrange it. About
    eight queries.
    """
    page = build_page(request, at=documents.parsed_moment(request.GET.get("at", "")))
    row = Section.objects.filter(pk=section).first() if section else None
    if (section and row is None) or not _may_see(request, row):
        raise Http404
    document = _document(page, row, request.GET.get("revision", ""))
    page.robots = ROBOTS
    if row is None:
        return private(front.respond_home(page, document))
    shown = next((each for each in page.site.sections if each.pk == row.pk), None)
    if shown is None:
        raise Http404
    return private(respond_section(page, shown, document))


def _may_see(request: HttpRequest, section: Section | None) -> bool:
    return admin.site.has_permission(request) and curation.may_curate(
        current_user(request), section
    )


def _document(page: Page, section: Section | None, number: str) -> documents.Document:
    """The document of the revision with the id, or the newest; raises Http404."""
    row = curation.front_of(section, page.language)
    if not number:
        return curation.begin_with(row, section, page.language)
    pk = number_in(number)
    revision = FrontRevision.objects.filter(front=row, pk=pk).first() if row and pk else None
    if revision is None:
        raise Http404
    try:
        return documents.read(revision)
    except NewerSchema:
        raise Http404 from None
