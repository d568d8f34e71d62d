"""The screen on which a front page is arranged, and what its script asks for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import autocomplete
from articles.admin.editing import current_user
from articles.arabic.normalize import clean_line
from articles.conf import LANGUAGES
from articles.errors import NewerSchema
from articles.forms import MomentWidget
from articles.frontpage import curation, documents
from articles.frontpage.documents import Document
from articles.frontpage.filling import Filled, fill
from articles.frontpage.models import Front, FrontPublication, FrontRevision, front_name
from articles.frontpage.standing import named_articles, places
from articles.json_requests import (
    RequestError,
    answers_refusals,
    json_answer,
    json_error,
    refuse_other_person,
    refuse_signed_out,
    sent_object,
)
from articles.languages import direction
from articles.models import Article, Image, Section, Tag
from articles.models.article import kind_choices
from articles.models.urls import listing_url, localized_url
from articles.text_checks import RULES
from articles.text_checks.articles import policy
from articles.workflow.rules import EFFECTIVE_STATES, effective_state

_MAX_BYTES: Final = 400_000


@dataclass(frozen=True, slots=True)
class EditedPage:
    """The page that an address names: the home page, or a section's, in one language.

    `front` is None until somebody saves an arrangement.
    """

    section: Section | None
    language: str
    front: Front | None

    @property
    def number(self) -> int:
        """The section's id in addresses; 0 for the home page."""
        return self.section.pk if self.section else 0

    @property
    def name(self) -> str:
        """What the desk calls the page."""
        return front_name(self.section, self.language)

    @property
    def url(self) -> str:
        """The path of the screen on which it is arranged."""
        return editor_url(self.section.pk if self.section else None, self.language)

    @property
    def history_url(self) -> str:
        """The path of its history."""
        return self.address("revisions")

    def address(self, name: str, *more: object) -> str:
        """The path of one of the page's screens."""
        place = [self.number, self.language, *more]
        return reverse(f"admin:articles_frontpage_front_{name}", args=place)

    def filled(self, document: Document, *, at: datetime) -> Filled:
        """The document with its stories; the queries of `fill`."""
        scope = self.section.pk if self.section else None
        return fill(document, language=self.language, at=at, scope=scope)

    def readers_url(self) -> str:
        """The path of the page for readers."""
        if self.section is None:
            return localized_url("home", self.language)
        return listing_url("section", self.section.slug, self.language)

    def context(self, model_admin: Any, request: HttpRequest, title: object) -> dict[str, Any]:
        """What every screen of the page shows around its content."""
        context: dict[str, Any] = model_admin.admin_site.each_context(request)
        return context | {"title": title, "page": self, "opts": model_admin.opts}


def editor_url(section: int | None, language: str) -> str:
    """The path of the screen on which the page is arranged."""
    return reverse("admin:articles_frontpage_front_edit", args=[section or 0, language])


def edited_page(model_admin: Any, request: HttpRequest, section: int, language: str) -> EditedPage:
    """The page of an address; raises Http404, and PermissionDenied. Two queries at most."""
    row = Section.objects.filter(pk=section).first() if section else None
    if language not in LANGUAGES or (section and row is None):
        raise Http404
    if row is not None and not getattr(row, f"name_{language}"):
        raise Http404
    if not curation.may_curate(current_user(request), row):
        raise PermissionDenied
    return EditedPage(row, language, curation.front_of(row, language))


def editor_view(
    model_admin: Any, request: HttpRequest, section: int, language: str
) -> HttpResponse:
    """GET: the newest arrangement beside the page as readers would see it; about 15 queries."""
    page = edited_page(model_admin, request, section, language)
    newest = curation.newest_revision(page.front) if page.front else None
    try:
        document = curation.begin_with(page.front, page.section, language)
    except NewerSchema as error:
        return TemplateResponse(
            request,
            "admin/frontpage/newer.html",
            page.context(model_admin, request, page.name) | {"error": str(error)},
        )
    at = timezone.now()
    waiting = FrontPublication.objects.waiting(at=at).filter(front=page.front)
    context = page.context(model_admin, request, page.name) | {
        "data": {
            "document": documents.for_desk(document),
            "state": _state(page, document, newest, at=at),
            "person": current_user(request).pk,
            "options": _options(page),
        },
        "waiting": waiting.select_related("revision") if page.front else (),
        "preview": localized_url("front_preview", language, section=section),
        "pin_from": MomentWidget().render("from", ""),
        "pin_until": MomentWidget().render("until", ""),
        "rules": documents.RULES,
        "layouts": documents.LAYOUTS,
        "zone_kinds": documents.ZONE_KINDS,
        "lengths": documents.LENGTHS,
        "direction": direction(language),
    }
    return TemplateResponse(request, "admin/frontpage/editor.html", context)


def _options(page: EditedPage) -> dict[str, Any]:
    """What a rule may name, and how much a page takes; one query."""
    sections = Section.objects.with_name_in(page.language).in_order()
    return {
        "sections": [[row.pk, str(row)] for row in sections],
        "kinds": [[key, str(label)] for key, label in kind_choices()],
        "rules": {key: str(label) for key, label in documents.RULES.items()},
        "windows": [[1, _("last hour")], [24, _("last 24 hours")], [168, _("last 7 days")]],
        "topSlots": documents.TOP_SLOTS,
        "maxZones": documents.MAX_ZONES,
        "maxSlots": documents.MAX_SLOTS,
        "maxInZone": documents.MAX_IN_ZONE,
    }


def _state(
    page: EditedPage, document: Document, revision: FrontRevision | None, *, at: datetime
) -> dict[str, Any]:
    """How the document stands: {revision, number, places, faults, findings, names}; six queries."""
    filled = page.filled(document, at=at)
    found = places(document, filled, language=page.language, at=at)
    active = policy().active
    return {
        "revision": revision.pk if revision else None,
        "number": revision.number if revision else None,
        "publish": page.address("publish", revision.number) if revision else "",
        "places": {f"{z}.{s}": place._asdict() for (z, s), place in found.items()},
        "faults": [fault._asdict() for fault in documents.faults(document)],
        "findings": [
            {"zone": z, "slot": s, "field": field, "text": str(RULES[rule].message)}
            for z, s, field, rule in curation.text_findings(document, page.language, active)
        ],
        "names": _names(document, page.language),
    }


def _names(document: Document, language: str) -> dict[str, dict[str, str]]:
    """By kind and id, what the fields say of the articles, pictures and tags; three queries."""
    rules = [zone["rule"] for zone in document["zones"]]
    rules += [slot["rule"] for _z, _s, slot in documents.slots_of(document) if slot["rule"]]
    tags = {rule["of"] for rule in rules if rule["by"] == "tag" and rule["of"]}
    pictures = documents.pictures_of(document)
    articles = Article.objects.without_bodies().in_bulk(named_articles(document))
    return {
        "articles": {str(pk): _article_label(row, language) for pk, row in articles.items()},
        "pictures": {
            str(row.pk): autocomplete.option_label(row)
            for row in Image.objects.filter(pk__in=pictures)
        },
        "tags": {
            str(row.pk): autocomplete.option_label(row) for row in Tag.objects.filter(pk__in=tags)
        },
    }


def _article_label(article: Article, language: str) -> str:
    """Headline and number, with the state of one that readers of the language do not see."""
    at = timezone.now()
    headline = article.text("headline", language) or str(article)
    if not article.is_visible(language=language, at=at):
        state = EFFECTIVE_STATES[effective_state(article, at=at)]
        said = {"headline": headline, "state": state}
        headline = _("%(headline)s (%(state)s)") % said
    return f"{headline} #{article.pk}"


def find_view(
    model_admin: Any, request: HttpRequest, section: int, language: str, source: str
) -> HttpResponse:
    """JSON {"results": [{"value"}]} for `?q=`: each a name and its number, at most ten.

    `source` is articles, pictures or tags. Four queries.
    """
    edited_page(model_admin, request, section, language)
    if source not in ("articles", "pictures", "tags"):
        raise Http404
    text = clean_line(request.GET.get("q", ""))[:100]
    rows = autocomplete.SOURCES[source](text)[: autocomplete.MAX_RESULTS] if text else []
    is_article = source == "articles"
    return json_answer(
        {
            "results": [
                {
                    "value": _article_label(row, language)
                    if is_article
                    else autocomplete.option_label(row)
                }
                for row in rows
            ]
        }
    )


@answers_refusals
def save_view(model_admin: Any, request: HttpRequest, section: int, language: str) -> HttpResponse:
    """POST JSON {person, base, document} → the state of what was saved.

    Each save is a revision. On a base that is not the newest it is kept beside the others, and the
    answer is 409 with {error, kept, newest}: the two revisions' ids and numbers, and who saved the
    newest. 400 for what has not the shape, 401, 403.
    """
    refuse_signed_out(model_admin, request)
    page = edited_page(model_admin, request, section, language)
    sent = sent_object(request, max_bytes=_MAX_BYTES)
    refuse_other_person(request, sent)
    base = sent.get("base")
    if base is not None and (isinstance(base, bool) or not isinstance(base, int)):
        raise BadRequest
    try:
        document = documents.clean(sent.get("document"))
    except documents.UnreadableError as error:
        raise BadRequest from error
    saved = curation.save(
        document, section=page.section, language=language, base=base, by=current_user(request)
    )
    if saved.is_conflict:
        return _conflict(saved)
    kept = EditedPage(page.section, language, saved.front)
    return json_answer(_state(kept, document, saved, at=timezone.now()))


def _conflict(kept: FrontRevision) -> HttpResponse:
    newest = curation.newest_revision(kept.front)
    if newest is None:
        raise RequestError(HTTPStatus.NOT_FOUND, _("This page is not there any more."))
    said = _(
        "%(name)s saved this page while you arranged it. Yours is kept as number %(number)s."
    ) % {"name": newest.created_by or _("Somebody"), "number": kept.number}
    more = {"id": newest.pk, "number": newest.number, "document": _desk_document(newest)}
    return json_error(
        HTTPStatus.CONFLICT, said, kept={"id": kept.pk, "number": kept.number}, newest=more
    )


def _desk_document(revision: FrontRevision) -> Document:
    return documents.for_desk(documents.read(revision))


def place_name(document: Document, zone: int, slot: int) -> str:
    """What the desk calls a place of the page: «الصدارة», «أخبار العالم 2»."""
    if zone == 0:
        return _("Lead") if slot == 0 else _("Top, place %(number)s") % {"number": slot + 1}
    zones = document["zones"]
    title = zones[zone]["title"] if zone < len(zones) else ""
    name = title or _("Zone %(number)s") % {"number": zone + 1}
    return _("%(zone)s, place %(number)s") % {"zone": name, "number": slot + 1}
