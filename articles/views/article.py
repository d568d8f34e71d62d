"""The page of one article."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from articles import body, structured_data
from articles.arabic.reading_time import reading_minutes
from articles.languages import version_label
from articles.models import Image, selectors
from articles.models.cards import SPEAKING_KINDS, ArticleDetail, Card, NamedLink
from articles.models.corrections import CorrectionNote, corrections_of
from articles.models.fields import MAX_ID
from articles.models.urls import localized_url
from articles.related.display import related_content
from articles.renditions import markup
from articles.templatetags.cards import kind_and_topic
from articles.templatetags.partials import cached_partial
from articles.templatetags.pictures import image_picture
from articles.templatetags.wording import digits
from articles.views.page import Page, build_page
from articles.views.responses import gone, permanent_redirect

BODY_PICTURE_SIZES: Final = "(min-width: 60rem) 44rem, 100vw"
"""The `sizes` attribute of pictures inside a body."""
ESSAY_PICTURE_SIZES: Final = "(min-width: 72rem) 68rem, 100vw"
"""The `sizes` attribute of pictures in a photo story, where they are as wide as its page."""
GALLERY_PICTURE_SIZES: Final = "(min-width: 60rem) 22rem, 50vw"
"""The `sizes` attribute of pictures in a gallery, of which two stand side by side."""


type RelatedBlocks = dict[str, list[Card | None] | list[Card] | bool]


class BylineText(NamedTuple):
    """The words of a byline around the linked names.

    `verb` agrees in gender with the first author («كتبت», "By"); `separator` stands between
    two names (« و», " and ").
    """

    verb: str
    authors: list[NamedLink]
    separator: str


@require_safe
def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The article with its names, corrections and related articles.

    Four queries, and one each for pictures in the body, links in the body and corrections
    where there are any; two more when the site context is not cached. Raises Http404 before
    publication; 410 after withdrawal or expiry, 301 from any other slug.
    """
    page = build_page(request)
    article = selectors.article_detail(pk, language=page.language) if pk <= MAX_ID else None
    if article is None or not article.was_public(at=page.at):
        raise Http404
    if not article.is_visible(at=page.at):
        return _gone(page, article)
    if slug != (article.slug or "-"):
        return permanent_redirect(request, article.url)
    names = selectors.names(pk, language=page.language)
    return respond(page, article, names, related_blocks(article, page))


def respond(
    page: Page, article: ArticleDetail, names: list[NamedLink], related: RelatedBlocks
) -> HttpResponse:
    """200: the article as readers see it, with the names of its byline and its tags.

    A query each for pictures in the body, links in the body and corrections where there are any.
    """
    authors = [name for name in names if name.what == "author"]
    tags = [name for name in names if name.what == "tag"]
    corrections = _corrections(article)
    kind_name, topic = kind_and_topic(article.kind, article.kicker)
    _set_metadata(page, article, authors, tags, corrections)
    short_url = f"{page.origin}{localized_url('short', page.language, pk=article.pk)}"
    context = {
        "article": article,
        "kind_name": kind_name,
        "topic": topic,
        "leads_with_author": article.kind in SPEAKING_KINDS,
        "breadcrumb": page.breadcrumb(page.active_section),
        "byline": byline(authors),
        "tags": tags,
        "caption": article.caption or article.image_caption,
        "body": _rendered_body(article, page),
        "minutes": reading_minutes(structured_data.word_count(article)),
        "corrections": corrections,
        "translations": _translation_links(page),
        "share_links": _share_links(page, short_url),
        "short_url": short_url,
        **related,
    }
    return page.respond(
        "articles/article.html", context, section_id=article.section_id, article_id=article.pk
    )


@require_safe
def short_link(request: HttpRequest, pk: int) -> HttpResponse:
    """`/a/<id>`, the link for sharing: 301 to the article, as from any other slug."""
    return article(request, pk)


def byline(authors: list[NamedLink]) -> BylineText | None:
    """The byline of the authors in their order, in the active language; None without authors."""
    if not authors:
        return None
    verbs = {"f": pgettext("byline, a woman", "By"), "m": pgettext("byline, a man", "By")}
    verb = verbs.get(authors[0].gender, pgettext("byline", "By"))
    separator = _("%(first)s and %(second)s") % {"first": "", "second": ""}
    return BylineText(verb, authors, separator)


def related_blocks(article: ArticleDetail, page: Page) -> RelatedBlocks:
    """`related` cards, and the `storyline` by time with None for the article itself; one query.

    Where cards are missing, the `newest` of the section or of the site besides.
    """
    found = related_content(article.pk, article.headline, language=page.language, at=page.at)
    published_at = article.published_at
    earlier = [c for c in found.storyline if published_at and c.published_at <= published_at]
    storyline = [*earlier, None, *found.storyline[len(earlier) :]] if found.storyline else []
    return {
        "storyline": storyline,
        "related": found.cards,
        "newest": found.newest,
        "is_of_section": found.is_of_section,
    }


def _translation_links(page: Page) -> list[tuple[str, str, str]]:
    """Language, label and path of the article in every other language."""
    return [
        (language, version_label(language), path)
        for language, path in page.translations.items()
        if language != page.language
    ]


def _share_links(page: Page, short_url: str) -> SafeString:
    template = "articles/_share_links.html"
    return cached_partial(template, language=page.language, short_url=short_url, title=page.heading)


def _gone(page: Page, article: ArticleDetail) -> HttpResponse:
    """410: the withdrawal note for a withdrawn article, one sentence for an expired or killed."""
    was_published = article.published_at is not None and article.published_at <= page.at
    is_expired = article.publication == "published" and was_published
    if article.state != "killed" and not is_expired:
        text = article.withdrawal_note or _("The newsroom has withdrawn this article.")
    else:
        text = _("This article is no longer available.")
    return gone(page, text)


def _set_metadata(
    page: Page,
    article: ArticleDetail,
    authors: list[NamedLink],
    tags: list[NamedLink],
    corrections: list[CorrectionNote],
) -> None:
    """Set the page's metadata from the article; no query."""
    page.path = article.url
    page.heading = article.headline
    page.seo_title = article.seo_title
    page.description = article.seo_description or article.standfirst or body.lead(article.body)
    page.open_graph_type = "article"
    page.active_section = article.section_slug or ""
    page.translations = article.visible_urls(at=page.at)
    if article.image_digest:
        crops = markup.crops(article.image_digest, article.focal_x, article.focal_y)
        page.share_image = crops[-1]
    page.open_graph_properties = structured_data.open_graph_properties(article, tags)
    page.structured_data = [
        structured_data.news_article(page, article, authors, tags, corrections),
        structured_data.breadcrumbs(page, article),
    ]


def _rendered_body(article: ArticleDetail, page: Page) -> SafeString:
    """The body; pictures and linked articles cost one query each, only where there are any."""
    references = body.references(article.body) if "data-" in article.body else None
    images: dict[int, Image] = {}
    links: dict[int, tuple[str, str]] = {}
    if references and references.images:
        images = Image.objects.in_bulk(references.images)
    if references and references.articles:
        ids = sorted(references.articles)[: selectors.MOST_IDS]
        cards = selectors.cards_by_ids(ids, language=page.language, at=page.at)
        links = {pk: (card.url, card.headline) for pk, card in cards.items()}

    is_essay = article.kind == "photo_story"
    own_sizes = ESSAY_PICTURE_SIZES if is_essay else BODY_PICTURE_SIZES

    def picture(pk: int, sizes: str = own_sizes) -> SafeString | None:
        return body_picture(images[pk], page.language, sizes) if pk in images else None

    rendered = body.render(
        article.body,
        language=page.language,
        picture=picture,
        link=links.get,
        credit=lambda pk: images[pk].credit if pk in images else "",
        gallery_picture=lambda pk: picture(pk, GALLERY_PICTURE_SIZES),
    )
    return body.numbered_pictures(rendered, digits) if is_essay else rendered


def body_picture(image: Image, language: str, sizes: str = BODY_PICTURE_SIZES) -> SafeString:
    """The picture as it stands in a body of the language, lazily loaded; no query."""
    alt = getattr(image, f"alt_{language}") or ""
    return image_picture(image, sizes=sizes, alt=alt, lazy=True, priority=False)


def _corrections(article: ArticleDetail) -> list[CorrectionNote]:
    """The corrections, the oldest first; one query, none for an article without corrections."""
    if article.corrected_at is None:
        return []
    return corrections_of(article.pk, language=article.language)
