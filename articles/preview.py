"""Previews: the reader's own page of a text that readers do not see yet.

Of a version, of what the desk's form holds, and for people without an account by a link that
expires and can be revoked. The page is that of `articles.views.article`, filled from the content
of a version in place of the live columns. Nothing is written but the count of a link's openings.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.csp import CSP
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_http_methods, require_safe

from articles import content, workflow
from articles.admin.editing import article_form, current_user, get_article
from articles.conf import LANGUAGES
from articles.errors import NewerSchema
from articles.models import Article, Author, PreviewLink, Revision, Tag, selectors
from articles.models.article import State
from articles.models.cards import PORTRAIT, ArticleDetail, Card, NamedLink, detail_of_article
from articles.primary_keys import is_primary_key
from articles.views.article import RelatedBlocks, related_blocks, respond
from articles.views.page import Page, build_page
from articles.views.responses import gone

MAX_CARDS: Final = 4
ROBOTS: Final = "noindex, nofollow, noarchive"
"""No copy of a preview stays with a search engine."""
FRAMED: Final[dict[str, Any]] = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF]}
"""The policy of a page that the desk shows in a frame."""


@require_safe
def shared_preview(request: HttpRequest, token: str) -> HttpResponse:
    """The preview behind a link, for anybody who has it, in the link's language.

    404 for a forged token, a killed article or another language; 410 once it expired or was
    revoked. GET is counted as an opening. About ten queries.
    """
    page = build_page(request)
    link = PreviewLink.objects.by_token(token)
    if link is None or link.language != page.language:
        raise Http404
    if not link.is_open(at=page.at):
        text = _("This preview link has expired or was revoked. Ask the newsroom for a new one.")
        return private(gone(page, text))
    article = get_article(link.article_id)
    revision = link.revision or article.latest_revision
    if article.state == State.KILLED or revision is None:
        raise Http404
    if request.method == "GET":
        PreviewLink.objects.count_opening(link, at=page.at)
    public = [code for code in LANGUAGES if article.is_visible(language=code, at=page.at)]
    page.notice = _("A preview for you alone: the text may change before it is published.")
    return private(_preview(page, article, _read(revision), linked=public))


@csp_override(FRAMED)
@xframe_options_sameorigin
@require_http_methods(["GET", "HEAD", "POST"])
def desk_preview(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """The preview of an article for the desk's frame; without `pk` that of a new one.

    GET: of `?revision=`, by default the newest. POST: of the article's form, saving nothing;
    422 with `{"errors": [text]}` while the form cannot be shown. 403 for those who may not see
    (GET) or edit (POST) the article.
    """
    article = get_article(pk) if pk else None
    if not _may_preview(request, article):
        return private(_refusal())
    page = build_page(request)
    if request.method != "POST":
        return private(_preview(page, article or Article(), _read(_chosen(request, article))))
    form = article_form(request, of=content.blank(), base=None, article=article)
    if not form.is_valid():
        errors = [str(text) for texts in form.errors.values() for text in texts]
        return private(JsonResponse({"errors": errors}, status=422))
    data, tags = form.data_to_preview()
    return private(_preview(page, article or Article(), data, tags))


def _may_preview(request: HttpRequest, article: Article | None) -> bool:
    """Whether the signed-in user may see the article, and edit it where a form is sent."""
    if not admin.site.has_permission(request):
        return False
    model_admin = admin.site.get_model_admin(Article)
    if article is None:
        return model_admin.has_add_permission(request)
    if request.method != "POST":
        return model_admin.has_view_permission(request, article)
    return workflow.may_edit(current_user(request), article)


def _refusal() -> HttpResponse:
    return JsonResponse({"errors": [_("This page is not open to you")]}, status=403)


def _chosen(request: HttpRequest, article: Article | None) -> Revision | None:
    """The revision that the query string names, else the newest; raises Http404."""
    number = request.GET.get("revision", "")
    if article is None or not number:
        return article.latest_revision if article else None
    revision = article.revisions.filter(pk=number).first() if is_primary_key(number) else None
    if revision is None:
        raise Http404
    return revision


def _read(revision: Revision | None) -> content.Data:
    try:
        return content.read(revision) if revision else content.blank()
    except NewerSchema:
        raise Http404 from None


def _preview(
    page: Page,
    article: Article,
    data: content.Data,
    tags: list[Tag] | None = None,
    *,
    linked: Collection[str] = LANGUAGES,
) -> HttpResponse:
    """The reader's page of the content, as it would be if it were published now.

    It links to those of the `linked` languages in which the content is complete.
    """
    detail = _detail(page, article, data, linked)
    page.robots = ROBOTS
    names = [*_authors(data, page.language), *_tags(data, tags, page.language)]
    return respond(page, detail, names, _related(page, detail, data))


def _detail(
    page: Page, article: Article, data: content.Data, linked: Collection[str]
) -> ArticleDetail:
    """The article with the content in its columns, in memory alone, as if published by now."""
    content.apply(article, data, parts=(*LANGUAGES, content.SHARED))
    article.pk = article.pk or 0
    for language in LANGUAGES:
        moment = article.published_in(language) or page.at
        setattr(article, f"publication_{language}", "published")
        setattr(article, f"published_at_{language}", min(moment, page.at))
    written = {page.language, *linked} & {*content.complete_languages(data)}
    detail = detail_of_article(article, page.language)
    others = tuple(one for one in detail.translations if one.language in written)
    return detail._replace(translations=others)


def _authors(data: content.Data, language: str) -> list[NamedLink]:
    authors = Author.objects.select_related("photo")
    rows = authors.in_bulk([entry["author"] for entry in data["bylines"]])
    known = [entry for entry in data["bylines"] if entry["author"] in rows]
    return [
        _link("author", place, rows[entry["author"]], language, role=entry["role"])
        for place, entry in enumerate(known)
        if getattr(rows[entry["author"]], f"name_{language}")
    ]


def _tags(data: content.Data, tags: list[Tag] | None, language: str) -> list[NamedLink]:
    if tags is None:
        found = Tag.objects.by_number(data["tags"])
        tags = [found[pk] for pk in data["tags"] if pk in found]
    return [
        _link("tag", place, tag, language)
        for place, tag in enumerate(tags)
        if not tag.is_retired and getattr(tag, f"name_{language}")
    ]


def _link(what: str, place: int, row: Author | Tag, language: str, *, role: str = "") -> NamedLink:
    slug = row.slug if isinstance(row, Author) else getattr(row, f"slug_{language}")
    photo = row.photo if isinstance(row, Author) else None
    portrait: Any = {field: getattr(photo, column, None) for field, column in PORTRAIT.items()}
    return NamedLink(
        what=what,
        position=place,
        slug=slug or what,
        name=getattr(row, f"name_{language}"),
        role=role,
        gender=getattr(row, "gender", ""),
        language=language,
        **portrait,
    )


def _related(page: Page, detail: ArticleDetail, data: content.Data) -> RelatedBlocks:
    """The blocks below the article, with what the content pins and without what it bans."""
    blocks: dict[str, Any] = dict(related_blocks(detail, page))
    ids = [pk for pk in data["pins"] if pk not in data["bans"]][: selectors.MOST_IDS]
    pinned = selectors.cards_by_ids(ids, language=page.language, at=page.at)
    first = [pinned[pk] for pk in ids if pk in pinned]
    others = _without(blocks["related"], {*pinned, *data["bans"]})
    blocks["related"] = [*first, *others][:MAX_CARDS]
    shown = {card.pk for card in blocks["related"]} | set(data["bans"])
    blocks["newest"] = _without(blocks["newest"], shown)[: MAX_CARDS - len(blocks["related"])]
    return blocks


def _without(cards: Iterable[Card], ids: set[int]) -> list[Card]:
    return [card for card in cards if card.pk not in ids]


def private(response: HttpResponse) -> HttpResponse:
    """The response, which no cache stores, no engine indexes, and whose address no link tells."""
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = ROBOTS
    response["Referrer-Policy"] = "no-referrer"
    return response
