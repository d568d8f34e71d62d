"""Pictures in templates: `card_picture` for a card, `lead_picture` for a picture by its row."""

from django import template
from django.utils.safestring import SafeString

from articles.models import Image
from articles.models.cards import Card
from articles.models.name_pages import Photo
from articles.renditions.markup import picture

register = template.Library()


@register.simple_tag
def card_picture(
    card: Card, *, sizes: str, shape: str = "", lazy: bool = True, priority: bool = False
) -> SafeString:
    """The card's lead picture; nothing for a card without one. No query."""
    digest, width, height = card.image_digest, card.image_width, card.image_height
    if digest is None or width is None or height is None:
        return SafeString("")
    return picture(
        digest,
        width,
        height,
        alt=card.image_alt or "",
        sizes=sizes,
        fx=card.focal_x,
        fy=card.focal_y,
        lazy=lazy,
        priority=priority,
        shape=shape,
    )


@register.simple_tag
def lead_picture(
    image: Image | Photo | None,
    *,
    sizes: str,
    alt: str | None = None,
    shape: str = "",
    lazy: bool = False,
    priority: bool = True,
) -> SafeString:
    """A picture by its row, as the one a page opens with; nothing for None. No query.

    `alt` defaults to the picture's alternative text in the active language.
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
