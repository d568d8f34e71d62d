"""The template tag for an article's card, of which a list page has twenty."""

from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from articles.models.cards import Card
from articles.templatetags.partials import cached_partial
from articles.templatetags.wording import ago

register = template.Library()


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
) -> SafeString:
    """The card of `articles/_card.html`; no query.

    `sizes` is the attribute of its picture, "" leaves the picture out. `level` is that of
    its heading. `lead`, `first` and `row` choose its style: the front page's lead, the
    first of a list, a row of a list. `text`, `kicker` and `meta` (section and age at `now`)
    say what it shows. `headline` and `standfirst` are HTML in place of the card's own, for
    search results with highlighted words.
    """
    return cached_partial(
        "articles/_card.html",
        card=card,
        style="list-first" if first else "card-row" if row else "lead" if lead else "",
        sizes=sizes,
        is_eager=lead or first,
        level=level,
        kicker=card.kicker if kicker else "",
        headline=card.headline if headline is None else headline,
        text=(card.standfirst if standfirst is None else standfirst) if text else "",
        age=ago(card.published_at, now) if meta else "",
    )
