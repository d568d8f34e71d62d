"""The template tags for an article's card, of which a list page has twenty, and for its kind."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django import template
from django.utils.safestring import SafeString

from articles.models.article import kind_choices
from articles.models.cards import Card
from articles.templatetags.partials import cached_partial
from articles.templatetags.wording import ago

register = template.Library()

_OPENING: Final = {"lead", "list-first"}
"""The styles of the card that a page opens with: its picture is loaded first, in full shape."""


@register.simple_tag
def article_card(
    card: Card,
    now: datetime,
    *,
    sizes: str = "",
    level: int = 3,
    headline: SafeString | None = None,
    standfirst: SafeString | None = None,
    lead: bool = False,
    first: bool = False,
    row: bool = False,
    text: bool = False,
    kicker: bool = False,
    meta: bool = False,
    section: bool = True,
    typographic: bool = False,
) -> SafeString:
    """The card of `articles/_card.html`; no query.

    `sizes` is that of its picture, `level` of its heading. `lead` (of the front page), `first` (of
    a list) and `row` choose its style, which is typographic without a picture. `text`, `kicker`,
    `meta` (its age) and `section` are shown; `headline` and `standfirst` are HTML in their place.
    """
    style = "list-first" if first else "card-row" if row else "lead" if lead else ""
    name, topic = kind_and_topic(card.kind, card.kicker if kicker else "")
    sizes = "" if typographic or not _has_picture(card, style) else sizes
    return cached_partial(
        "articles/_card.html",
        card=card,
        style=" ".join(_classes(card, style, photographic=bool(sizes))),
        sizes=sizes,
        is_eager=style in _OPENING,
        level=level,
        kicker=topic,
        kind_name=name,
        headline=card.headline if headline is None else headline,
        text=(card.standfirst if standfirst is None else standfirst) if text else "",
        age=ago(card.published_at, now) if meta else "",
        section_name=card.section_name if section else "",
    )


def kind_and_topic(kind: str, kicker: str) -> tuple[str, str]:
    """What stands above a headline: the word for its kind and the kicker, "" for what is not there.

    A kicker that begins with the word («شرح مبسّط») says it already and stands in its place.
    """
    name = kind_label(kind)
    return (kicker, "") if name and kicker.startswith(name) else (name, kicker)


def _has_picture(card: Card, style: str) -> bool:
    """Whether the card is one with its own picture; a small opinion has its author's instead."""
    speaks = card.kind == "opinion" and card.author is not None and style not in _OPENING
    return bool(card.image_digest) and not speaks


def _classes(card: Card, style: str, *, photographic: bool) -> Iterator[str]:
    """The classes of the card beside `card`: style, design, and kind where it is not news."""
    if style:
        yield style
    if not photographic:
        yield "card-type"
    if card.kind != "news":
        yield f"kind-{card.kind}"


@register.filter
def kind_label(kind: str) -> str:
    """The word that stands above a piece of the kind in the active language; "" for news."""
    return "" if kind == "news" else str(dict(kind_choices()).get(kind, ""))
