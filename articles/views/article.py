"""The article's page."""

from __future__ import annotations

from datetime import datetime
from html import escape
from typing import NamedTuple
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from articles import body, structured_data
from articles.arabic.reading_time import reading_minutes
from articles.models import Correction, Image, selectors
from articles.models.cards import ArticleDetail, Card, NamedLink
from articles.models.urls import localized_url
from articles.related.display import related_content
from articles.renditions import markup
from articles.views.errors import gone
from articles.views.moving import moved
from articles.views.pages import Page, open_page

LEAD_SIZES = "(min-width: 60rem) 52rem, 100vw"
FIGURE_SIZES = "(min-width: 60rem) 44rem, 100vw"
_ICONS = {
    "facebook": "M14 8h3V4h-3a4 4 0 0 0-4 4v3H7v4h3v6h4v-6h3l1-4h-4V8.5A.5.5 0 0 1 14 8Z",
    "x": "m4 4 16 16M20 4 4 20",
    "whatsapp": (
        "M4 20l1.3-4A8 8 0 1 1 8 18.7Z M9 9c0 3 3 6 6 6l1-1.5-2-1-1 1c-1 0-2.5-1.5-2.5-2.5l1-1-1-2Z"
    ),
    "mail": "M3 6h18v12H3zM3 7l9 6 9-6",
}
_EDITIONS = {"ar": "بالعربية", "en": "In English"}


class Shown(NamedTuple):
    """A correction as readers see it."""

    at: datetime
    note: str


@require_safe
def article(request: HttpRequest, pk: int, slug: str = "") -> HttpResponse:
    """The story, its names and its four neighbours; four queries, one more each for body and notes.

    404 before publication, 410 after withdrawal or expiry, 301 from any other slug.
    """
    page = open_page(request)
    story = selectors.article_detail(pk, language=page.language) if pk < 2**63 else None
    if story is None or not story.was_public(at=page.at):
        raise Http404
    if not story.is_visible(at=page.at):
        return _gone(page, story)
    if slug != (story.slug or "-"):
        return moved(request, story.url)
    names = selectors.names(pk, language=page.language)
    authors = [name for name in names if name.what == "author"]
    tags = [name for name in names if name.what == "tag"]
    _describe(page, story, authors, tags)
    short_url = f"{page.origin}{localized_url('short', page.language, pk=story.pk)}"
    context = {
        "story": story,
        "breadcrumb": page.breadcrumb(page.active),
        "byline": byline(authors),
        "tags": tags,
        "lead": _lead(story),
        "caption": story.caption or story.image_caption,
        "body": _body(story, page),
        "minutes": reading_minutes(structured_data.words(story)),
        "corrections": _corrections(story),
        "translations": [
            (language, _EDITIONS[language], path)
            for language, path in page.translations.items()
            if language != page.language
        ],
        "share": _share(page, short_url),
        "short_url": short_url,
        **_neighbours(story, page),
    }
    return page.respond(
        "articles/article.html", context, section_id=story.section_id, article_id=story.pk
    )


def _neighbours(story: ArticleDetail, page: Page) -> dict[str, list[Card | None] | list[Card]]:
    """The cards, and the story's pieces in the order of time, None where the article itself is."""
    near = related_content(story.pk, story.headline, language=page.language, at=page.at)
    begun = story.published_at
    earlier = [card for card in near.story if begun and card.published_at <= begun]
    pieces = [*earlier, None, *near.story[len(earlier) :]] if near.story else []
    return {"storyline": pieces, "related": near.cards}


def _gone(page: Page, story: ArticleDetail) -> HttpResponse:
    begun = story.published_at is not None and story.published_at <= page.at
    is_over = story.publication == "published" and begun
    if story.state != "killed" and not is_over:
        text = story.withdrawal_note or _("The newsroom has withdrawn this article.")
    else:
        text = _("This article is no longer available.")
    return gone(page, text)


def _describe(
    page: Page, story: ArticleDetail, authors: list[NamedLink], tags: list[NamedLink]
) -> None:
    """Fill the page's head from the story."""
    page.path = story.url
    page.heading = story.headline
    page.seo_title = story.seo_title
    page.description = story.seo_description or story.standfirst or body.lead(story.body)
    page.kind = "article"
    page.active = story.section_slug or ""
    page.translations = story.visible_urls(at=page.at)
    if story.image_digest:
        crops = markup.crops(story.image_digest, story.focal_x, story.focal_y)
        page.share_image = crops[-1]
    page.properties = structured_data.properties(story, tags)
    page.structured = [
        structured_data.news_article(page, story, authors, tags),
        structured_data.breadcrumbs(page, story),
    ]


def _lead(story: ArticleDetail) -> SafeString | None:
    if not (story.image_digest and story.image_width and story.image_height):
        return None
    return markup.picture(
        story.image_digest,
        story.image_width,
        story.image_height,
        alt=story.image_alt or "",
        sizes=LEAD_SIZES,
        fx=story.focal_x,
        fy=story.focal_y,
        lazy=False,
        priority=True,
    )


def _body(story: ArticleDetail, page: Page) -> SafeString:
    """The body; figures and related links cost one query each, and only where there are any."""
    wanted = body.references(story.body) if "data-" in story.body else None
    pictures: dict[int, Image] = {}
    links: dict[int, tuple[str, str]] = {}
    if wanted and wanted.images:
        pictures = Image.objects.in_bulk(wanted.images)
    if wanted and wanted.articles:
        ids = sorted(wanted.articles)[: selectors.MOST_IDS]
        cards = selectors.cards_by_ids(ids, language=page.language, at=page.at)
        links = {pk: (card.url, card.headline) for pk, card in cards.items()}
    return body.render(
        story.body,
        language=page.language,
        picture=lambda pk: figure(pictures.get(pk), page.language),
        link=links.get,
        credit=lambda pk: pictures[pk].credit if pk in pictures else "",
    )


def figure(image: Image | None, language: str) -> SafeString | None:
    """A picture inside a body; None when there is none."""
    if image is None:
        return None
    return markup.picture(
        image.digest,
        image.width,
        image.height,
        alt=getattr(image, f"alt_{language}") or "",
        sizes=FIGURE_SIZES,
        fx=image.focal_x,
        fy=image.focal_y,
    )


def _corrections(story: ArticleDetail) -> list[Shown]:
    if story.corrected_at is None:
        return []
    note = f"note_{story.language}"
    rows = Correction.objects.filter(article=story.pk, **{f"{note}__gt": ""}).order_by("at", "pk")
    return [Shown(at, text) for at, text in rows.values_list("at", note)]


def byline(authors: list[NamedLink]) -> SafeString:
    """«كتبت سارة وكريم»: the verb agrees with the first name; "By Sara and Karim"."""
    if not authors:
        return SafeString("")
    links = [
        format_html('<a href="{}" rel="author"><bdi>{}</bdi></a>', author.url, author.name)
        for author in authors
    ]
    by = {"f": pgettext("byline, a woman", "By"), "m": pgettext("byline, a man", "By")}
    verb = by.get(authors[0].gender, pgettext("byline", "By"))
    joint = mark_safe(conditional_escape(_("%(first)s and %(second)s")))  # noqa: S308 our own words
    names = links[0]
    for link in links[1:]:
        names = mark_safe(joint % {"first": names, "second": link})  # noqa: S308 escaped above
    return format_html("{} {}", verb, names)


def _share(page: Page, short_url: str) -> SafeString:
    """Links that hand on the short address; the icons are decoration, the labels are read."""
    url, text = quote(short_url, safe=""), quote(page.heading)
    links = [
        (
            _("Share on Facebook"),
            f"https://www.facebook.com/sharer/sharer.php?u={url}",
            _ICONS["facebook"],
        ),
        (_("Share on X"), f"https://x.com/intent/post?url={url}&text={text}", _ICONS["x"]),
        (_("Share on WhatsApp"), f"https://wa.me/?text={text}%20{url}", _ICONS["whatsapp"]),
        (_("Send by e-mail"), f"mailto:?subject={text}&body={url}", _ICONS["mail"]),
    ]
    return SafeString(
        "".join(
            f'<a href="{escape(href)}" rel="noopener nofollow" aria-label="{escape(label)}">'
            f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="{icon}"/></svg></a>'
            for label, href, icon in links
        )
    )


@require_safe
def short(request: HttpRequest, pk: int) -> HttpResponse:
    """`/a/<id>`, the link to share: to the article, as any wrong slug."""
    return article(request, pk)
