"""Template tags for pictures: an article's lead picture, and one of an image's row."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Image
from articles.models.cards import ArticleDetail, Card, CardAuthor, NamedLink
from articles.models.name_pages import Photo
from articles.renditions.markup import picture

register = template.Library()


@register.simple_tag
def lead_picture(
    article: Card | CardAuthor | NamedLink | ArticleDetail,
    *,
    sizes: str,
    shape: str = "",
    lazy: bool = True,
    priority: bool = False,
) -> SafeString:
    """The lead picture of an article, or a portrait, as `<picture>`; "" without one. No query.

    `sizes`, `shape`, `lazy` and `priority` are those of `articles.renditions.markup.picture`.
    """
    digest, width, height = article.image_digest, article.image_width, article.image_height
    if digest is None or width is None or height is None:
        return SafeString("")
    return picture(
        digest,
        width,
        height,
        alt=article.image_alt or "",
        sizes=sizes,
        fx=article.focal_x,
        fy=article.focal_y,
        lazy=lazy,
        priority=priority,
        shape=shape,
    )


@register.simple_tag
def image_picture(
    image: Image | Photo | None,
    *,
    sizes: str,
    alt: str | None = None,
    shape: str = "",
    lazy: bool = False,
    priority: bool = True,
) -> SafeString:
    """The picture of an image's row as `<picture>`; "" for None. No query.

    `alt` defaults to the image's alternative text in the active language; the other
    arguments are those of `articles.renditions.markup.picture`.
    """
    if image is None:
        return SafeString("")
    return picture(
        image.digest,
        image.width,
        image.height,
        alt=(image.alt or "") if alt is None else alt,
        sizes=sizes,
        fx=image.focal_x,
        fy=image.focal_y,
        lazy=lazy,
        priority=priority,
        shape=shape,
    )
