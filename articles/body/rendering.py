"""Rendering of a stored body: pictures, tables, links to articles and to other sites."""

import re
from collections.abc import Callable
from html import escape, unescape
from itertools import count

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_info, gettext, ngettext, override

from articles.arabic.typography import isolate_ranges
from articles.body.schema import GALLERY
from articles.body.urls import provider_of

type Picture = Callable[[int], SafeString | None]
type Link = Callable[[int], tuple[str, str] | None]
type Credit = Callable[[int], str]

_REFERENCE = re.compile(
    r'<figure data-image="(?P<image>[0-9]+)"(?: data-width="(?P<width>[a-z]+)")?>'
    r"(?:<figcaption>(?P<caption>[^<]*)</figcaption>)?"
    r"</figure>"
    r'|<aside data-article="(?P<article>[0-9]+)"></aside>'
    r'|<div data-embed="(?P<embed>[^"]*)"></div>'
)
_GALLERY = re.compile(rf'<section class="{GALLERY}">(?P<figures>.*?)</section>', re.DOTALL)
_TABLE = re.compile(r"<table[^>]*>(?:<caption>(?P<caption>[^<]*)</caption>)?.*?</table>", re.DOTALL)
# A number with its sign that is all of a line in a cell; from right to left the sign would follow.
_SIGNED = re.compile(r"(?<=>)[-+\u2212\u00b1] ?[$€£]?\d[\d.,\u066b\u066c]* ?[%‰\u066a]?(?=<)")
_FIGURE = "<figure>"
_FIGURE_END = re.compile(
    r"(?P<picture><figure[ >](?:(?!<figcaption>|</figure>).)*)"
    r"(?:(?P<caption><figcaption>)|</figure>)",
    re.DOTALL,
)
_MIN_NUMBERED = 2
_OUTWARD = re.compile(r'<a href="(?=https?:)', re.IGNORECASE)
# Text outside tags, links' text included, but not what an isolate already holds.
_TEXT = re.compile(r"(<bdi\b[^>]*>.*?</bdi>|<[^>]*>)|([^<]+)", re.DOTALL)
# Only these can begin something to isolate.
_MAY_ISOLATE = re.compile(r"[@#]|://|www\.|[+(\-\u2212][0-9]|(?<![0-9.,:])0[0-9]")


def _no_credit(_pk: int) -> str:
    return ""


def render(
    html: str,
    *,
    language: str,
    picture: Picture,
    link: Link,
    credit: Credit = _no_credit,
    gallery_picture: Picture | None = None,
    in_regions: bool = True,
    root: str = "",
) -> SafeString:
    """The HTML of the article page for a stored body; no query of its own.

    ``picture`` returns the HTML of an image, ``link`` the URL and headline of an article,
    ``credit`` the credit line of an image, each by primary key; for None the block is omitted.
    ``gallery_picture`` is ``picture`` for those of galleries, which are shown smaller.
    Each table is wrapped in a scrollable region that is focusable and labelled by its caption,
    each gallery in a labelled group, unless `in_regions` is False, for readers with styles of
    their own: there its pictures follow one another. ``root``, scheme and
    host, is put before the paths of links.
    """
    if "<table" in html:
        html = _with_tables(html, language, in_regions)
    if get_language_info(language)["bidi"] and _MAY_ISOLATE.search(html):
        html = _TEXT.sub(_isolate, html)
    if "<section" in html:
        html = _with_galleries(html, language, gallery_picture or picture, credit, in_regions)
    if "data-" in html:
        html = _with_references(html, language, picture, link, credit)
    if 'href="http' in html.lower():
        html = _OUTWARD.sub('<a rel="noopener" href="', html)
    if root:
        html = html.replace('<a href="/', f'<a href="{escape(root)}/')
    return mark_safe(html)  # noqa: S308  only sanitised HTML is stored, and all added is escaped


def _with_tables(html: str, language: str, in_regions: bool) -> str:
    """Isolate signed numbers in tables; wrap each table in a labelled region if `in_regions`.

    Tables without a caption are numbered.
    """
    numbers = count(1)
    is_one = html.count("<table") == 1
    is_turned = get_language_info(language)["bidi"]

    def shown(match: re.Match[str]) -> str:
        table = _SIGNED.sub(r'<bdi dir="ltr">\g<0></bdi>', match[0]) if is_turned else match[0]
        if not in_regions:
            return table
        number = next(numbers)
        name = gettext("Table") if is_one else gettext("Table %(number)s") % {"number": number}
        # The caption is escaped, but for the quotation marks that an attribute ends with.
        name = match["caption"].replace('"', "&quot;") if match["caption"] else name
        region = f'<div class="table" role="region" aria-label="{name}" tabindex="0">'
        return f"{region}{table}</div>"

    with override(language):
        return _TABLE.sub(shown, html)


def _with_galleries(
    html: str, language: str, picture: Picture, credit: Credit, in_regions: bool
) -> str:
    """Render the figures of galleries; a gallery without any existing picture is omitted."""

    def shown_figure(match: re.Match[str]) -> str:
        pk = int(match["image"])
        return _figure(picture(pk), unescape(match["caption"] or ""), credit(pk))

    def shown(match: re.Match[str]) -> str:
        figures = [*filter(None, map(shown_figure, _REFERENCE.finditer(match["figures"])))]
        if not figures or not in_regions:
            return "".join(figures)
        count = len(figures)
        name = ngettext("Gallery of %(count)s picture", "Gallery of %(count)s pictures", count)
        return (
            f'<div class="gallery" role="group" aria-label="{escape(name % {"count": count})}">'
            f"{''.join(figures)}</div>"
        )

    with override(language):
        return _GALLERY.sub(shown, html)


def _with_references(html: str, language: str, picture: Picture, link: Link, credit: Credit) -> str:
    def shown(match: re.Match[str]) -> str:
        if match["image"]:
            pk = int(match["image"])
            shown = _figure(picture(pk), unescape(match["caption"] or ""), credit(pk))
            width = f' data-width="{match["width"]}"' if match["width"] else ""
            return shown.replace(_FIGURE, f"<figure{width}>", 1)
        if match["article"]:
            return _related_link(link(int(match["article"])))
        return _embed_link(unescape(match["embed"]))

    with override(language):
        return _REFERENCE.sub(shown, html)


def _figure(picture: SafeString | None, caption: str, credit: str) -> str:
    if picture is None:
        return ""
    named = format_html('<span class="credit">{}</span>', credit) if credit else ""
    if not caption and not named:
        return format_html("<figure>{}</figure>", picture)
    text = format_html("{} {}", caption, named) if caption and named else caption or named
    return format_html("<figure>{}<figcaption>{}</figcaption></figure>", picture, text)


def numbered_pictures(html: SafeString, number: Callable[[int], str]) -> SafeString:
    """The rendered body with the place of each of its pictures among all, before its caption.

    `number` writes a count in the page's digits. A single picture is not numbered. No query.
    """
    total = html.count("</figure>")
    if total < _MIN_NUMBERED:
        return html
    places = count(1)

    def shown(match: re.Match[str]) -> str:
        values = {"number": number(next(places)), "total": number(total)}
        words = gettext("%(number)s of %(total)s") % values
        label = format_html('<span class="picture-number">{}</span>', words)
        if match["caption"]:
            return f"{match['picture']}<figcaption>{label} "
        return f"{match['picture']}<figcaption>{label}</figcaption></figure>"

    return mark_safe(_FIGURE_END.sub(shown, html))  # noqa: S308  rendered above, added is escaped


def _related_link(found: tuple[str, str] | None) -> str:
    if found is None:
        return ""
    url, headline = found
    return format_html(
        '<aside class="related-link"><span class="label">{}</span> <a href="{}">{}</a></aside>',
        gettext("Read also"),
        url,
        headline,
    )


def _embed_link(url: str) -> str:
    """A link to a post on another site, which is never framed; "" for an unknown site."""
    provider = provider_of(url)
    if provider is None:
        return ""
    sentences = {
        "watch": gettext("Watch on %(site)s"),
        "read": gettext("Read on %(site)s"),
        "listen": gettext("Listen on %(site)s"),
    }
    site = format_html('<bdi lang="en">{}</bdi>', provider.name)
    sentence = sentences[provider.verb] % {"site": site}
    return format_html(
        '<p class="embed"><a rel="noopener nofollow" href="{}">{}</a></p>',
        url,
        mark_safe(sentence),  # noqa: S308  our own translation around an escaped name
    )


def _isolate(match: re.Match[str]) -> str:
    tag, text = match.groups()
    if tag is not None:
        return str(tag)
    if not _MAY_ISOLATE.search(text):
        return str(text)
    parts: list[str] = []
    end = 0
    for start, stop in isolate_ranges(text):
        parts += (text[end:start], '<bdi dir="ltr">', text[start:stop], "</bdi>")
        end = stop
    return "".join((*parts, text[end:])) if parts else text
