"""The HTML of a feed's entries, for readers that know neither our styles nor our host."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from itertools import batched
from typing import Final

from django.db.models import F
from django.template import loader
from django.utils.safestring import SafeString

from articles import body
from articles.models import Article, Correction, Image, selectors
from articles.models.compiled import exact_columns
from articles.renditions import markup
from articles.templatetags.partials import cached_partial

IMAGE_WIDTH: Final = 1280
"""The most pixels in width of a picture in a feed."""


def paragraph(text: str, language: str = "") -> str:
    """The text as one HTML paragraph, in the language if it is given."""
    template = "articles/feeds/_paragraph.html"
    return cached_partial(template, text=text, language=language).strip()


def full_texts(ids: Collection[int], *, language: str, root: str, at: datetime) -> dict[int, str]:
    """Dateline, body and corrections of the articles as HTML by id, in the active language.

    URLs are absolute: `root` is their scheme and host. Pictures are plain JPEGs, links to articles
    that readers may not see at the moment are left out. One query for the bodies, and one each for
    pictures, for corrections, and for every 64 linked articles, where there are any.
    """
    rows = exact_columns(Article.objects.filter(pk__in=ids)).values(
        "pk",
        html=F(f"body_{language}"),
        place=F(f"dateline_{language}"),
        corrected=F(f"corrected_at_{language}"),
    )
    found = {row["pk"]: row for row in rows}
    bodies = _bodies({pk: row["html"] for pk, row in found.items()}, language, root, at)
    notes = _corrections([pk for pk, row in found.items() if row["corrected"]], language)
    template = loader.get_template("articles/feeds/_full_text.html")
    return {
        pk: template.render(
            {
                "language": language,
                "dateline": row["place"],
                "body": bodies[pk],
                "corrections": notes[pk],
            }
        ).strip()
        for pk, row in found.items()
    }


def _bodies(
    stored: dict[int, str], language: str, root: str, at: datetime
) -> dict[int, SafeString]:
    """The bodies as they are rendered, with absolute URLs."""
    references = [body.references(html) for html in stored.values()]
    images = Image.objects.in_bulk({pk for each in references for pk in each.images})
    links = _links({pk for each in references for pk in each.articles}, language, at)

    def picture(pk: int) -> SafeString | None:
        return _picture(images[pk], language, root) if pk in images else None

    def rendered(html: str) -> SafeString:
        return body.render(
            html,
            language=language,
            picture=picture,
            link=links.get,
            credit=lambda pk: images[pk].credit if pk in images else "",
            in_regions=False,
            root=root,
        )

    return {pk: rendered(html) for pk, html in stored.items()}


def _links(ids: Collection[int], language: str, at: datetime) -> dict[int, tuple[str, str]]:
    """URL and headline of each article that readers see; one query for every 64 ids."""
    return {
        pk: (card.url, card.headline)
        for some in batched(sorted(ids), selectors.MOST_IDS, strict=False)
        for pk, card in selectors.cards_by_ids(list(some), language=language, at=at).items()
    }


def _picture(image: Image, language: str, root: str) -> SafeString:
    """One JPEG, since readers of feeds know no `<picture>`."""
    path = markup.rendition_url(image.digest, image.width, at_most=IMAGE_WIDTH)
    alt = getattr(image, f"alt_{language}") or ""
    return cached_partial("articles/feeds/_picture.html", url=f"{root}{path}", alt=alt)


def _corrections(ids: list[int], language: str) -> dict[int, list[Mapping[str, object]]]:
    """The public notes of each article, oldest first; one query, none without articles."""
    found: dict[int, list[Mapping[str, object]]] = defaultdict(list)
    note = f"note_{language}"
    rows = exact_columns(Correction.objects.filter(article__in=ids, **{f"{note}__gt": ""}))
    for row in rows.order_by("at", "pk").values("article", "at", text=F(note)):
        found[row["article"]].append(row)
    return found
