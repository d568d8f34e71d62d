"""What search engines are told to read: sitemaps, the news sitemap, robots.txt.

Pages are listed in blocks of their numbers, so that every file is bounded,
keeps its name for good and costs the same however much there is. (The paginator
of django.contrib.sitemaps counts and skips rows, and its index reads every
entry of every sitemap.) No body is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import batched
from typing import Any, Final, NamedTuple
from urllib.parse import quote
from xml.sax.saxutils import escape

from django.contrib.sitemaps.views import x_robots_tag
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, origin, values
from articles.models import Article, Author, Section, Tag, Transition
from articles.models.prepared import as_named
from articles.models.public import public
from articles.models.shown import article_url, prefix
from articles.models.visibility import is_visible
from articles.workflow import background

ARTICLES: Final = 2000
"""How many numbers a file of articles covers: it has at most as many addresses."""
NAMES: Final = 500
"""The same for sections, tags and authors, whose last change is their newest article's."""
NEWS_AGE: Final = timedelta(days=2)
NEWS_SIZE: Final = 1000
_CACHE: Final = "public, max-age=600"
_LAST_BLOCK: Final = 10**9
_SITEMAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# What has pages besides articles: its model, and the way to it from an article.
_NAMED: Final[dict[str, tuple[Any, str, str]]] = {
    "sections": (Section, "section", "slug"),
    "tags": (Tag, "tagged_items__tag", "slug_{}"),
    "authors": (Author, "bylines__author", "slug"),
}


class Entry(NamedTuple):
    """One page: its path, its last change, and its path in every language, its own too."""

    path: str
    changed_at: datetime
    translations: dict[str, str]


@require_safe
@x_robots_tag
def index(request: HttpRequest) -> HttpResponse:
    """The sitemap index: every file with its last change; five queries for each language."""
    at = timezone.now()
    root = origin(request)
    lines = []
    for language in LANGUAGES:
        blocks = _article_blocks(language, at=at)
        files = [("articles", number, moment) for number, moment in sorted(blocks.items())]
        if blocks:
            newest = max(blocks.values())
            files += [(what, number, newest) for what, number in _named_blocks(language)]
        for what, number, moment in files:
            path = f"{root}/sitemaps/{what}-{language}-{number}.xml"
            lines.append(f"<sitemap><loc>{escape(path)}</loc>{_lastmod(moment)}</sitemap>")
    return _xml("sitemapindex", _SITEMAP, lines)


def _article_blocks(language: str, *, at: datetime) -> dict[int, datetime]:
    """Every block with visible articles, and its last change; two queries.

    Both read small rows or an index only: the articles' own rows hold their bodies.
    """
    visible = Article.objects.visible(language=language, at=at).order_by()
    published = visible.values_list(F("pk") / ARTICLES).annotate(
        moment=Max(f"published_at_{language}")
    )
    changes = Transition.objects.filter(verb__in=("update", "correct"), at__lte=at).order_by()
    changed = changes.values_list(F("article_id") / ARTICLES).annotate(moment=Max("at"))
    blocks = dict(published)
    for number, moment in changed:
        if number in blocks:
            blocks[number] = max(blocks[number], moment)
    return blocks


def _named_blocks(language: str) -> list[tuple[str, int]]:
    """Every block of sections, tags and authors with a name in the language; three queries."""
    found = []
    for what, (model, _way, _slug) in _NAMED.items():
        rows = model.objects.shown_in(language).order_by()
        numbers = rows.values_list(F("pk") / NAMES, flat=True).distinct()
        found += [(what, number) for number in sorted(numbers)]
    return found


@require_safe
@x_robots_tag
def block(request: HttpRequest, what: str, language: str, number: int) -> HttpResponse:
    """One file of the index; at most five queries. 404 for one that is not in it."""
    if language not in LANGUAGES or number > _LAST_BLOCK:
        raise Http404
    at = timezone.now()
    if what == "articles":
        entries = _articles(language, number, at=at)
    elif what in _NAMED:
        entries = _named(what, language, number, at=at)
    else:
        raise Http404
    if not entries and (what, number) not in _named_blocks(language):
        raise Http404
    root = origin(request)
    return _xml("urlset", f"{_SITEMAP} {_XHTML}", (_url(root, entry) for entry in entries))


_EDITION: Final = ("slug", "publication", "published_at", "expires_at")
"""Of each language: its address, and what `is_visible` asks for."""


def _articles(language: str, number: int, *, at: datetime) -> list[Entry]:
    visible = Article.objects.visible(language=language, at=at)
    here = visible.filter(pk__gte=number * ARTICLES, pk__lt=(number + 1) * ARTICLES)
    changes = (f"{name}_{language}" for name in ("published_at", "updated_at", "corrected_at"))
    editions = [f"{name}_{code}" for code in LANGUAGES for name in _EDITION]
    rows = as_named(here.order_by("pk")).values_list("pk", *changes, *editions)
    return [_article(language, row, at=at) for row in rows]


def _article(language: str, row: tuple[Any, ...], *, at: datetime) -> Entry:
    pk, published_at, updated_at, corrected_at, *columns = row
    editions = zip(LANGUAGES, batched(columns, len(_EDITION), strict=True), strict=True)
    paths = {
        code: article_url(pk, slug, code)
        for code, (slug, *publication) in editions
        if is_visible(*publication, at=at)
    }
    changes = (published_at, updated_at, corrected_at)
    return Entry(paths[language], max(m for m in changes if m is not None), paths)


def _named(what: str, language: str, number: int, *, at: datetime) -> list[Entry]:
    """The sections, tags or authors of the block that have visible articles; two queries."""
    model, way, slug = _NAMED[what]
    words = [f"{way}__{name}" for code in LANGUAGES for name in (slug.format(code), f"name_{code}")]
    conditions = {
        f"{way}__gte": number * NAMES,
        f"{way}__lt": (number + 1) * NAMES,
        f"{way}__name_{language}__gt": "",
        f"{way}__{slug.format(language)}__gt": "",
    }
    if what == "tags":
        conditions[f"{way}__is_retired"] = False
    visible = as_named(Article.objects.visible(language=language, at=at))
    rows = (
        visible.filter(**conditions)
        .order_by(way)
        .values_list(way, *words)
        .annotate(moment=Max(f"published_at_{language}"))
    )
    block = model.objects.filter(pk__gte=number * NAMES, pk__lt=(number + 1) * NAMES)
    elsewhere = {
        (code, pk)
        for code in LANGUAGES
        if code != language
        for pk in public(block, language=code, at=at).values_list("pk", flat=True)
    }
    entries = []
    for pk, *pairs, moment in rows:
        written = zip(LANGUAGES, pairs[::2], pairs[1::2], strict=True)
        paths = {
            code: f"{prefix(code)}/{what}/{quote(word)}/"
            for code, word, name in written
            if word and name and (code == language or (code, pk) in elsewhere)
        }
        entries.append(Entry(paths[language], moment, paths))
    return entries


@require_safe
@x_robots_tag
def news(request: HttpRequest) -> HttpResponse:
    """The language's articles of the last two days, at most 1,000; two queries.

    Applies changes of live articles that are due, as the pages do.
    """
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    background.notice_due(at=at)
    visible = Article.objects.visible(language=language, at=at)
    fresh = visible.filter(**{f"published_at_{language}__gt": at - NEWS_AGE})
    rows = as_named(fresh.newest_first(language=language)).values_list(
        "pk", f"slug_{language}", f"headline_{language}", f"published_at_{language}"
    )
    root = origin(request)
    publication = (
        f"<news:publication><news:name>{escape(values.SITE_NAME[language])}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
    )
    lines = (
        f"<url><loc>{escape(root + article_url(pk, slug, language))}</loc>"
        f"<news:news>{publication}"
        f"<news:publication_date>{_moment(published_at)}</news:publication_date>"
        f"<news:title>{escape(headline)}</news:title></news:news></url>"
        for pk, slug, headline, published_at in rows[:NEWS_SIZE]
    )
    return _xml("urlset", f"{_SITEMAP} {_NEWS}", lines)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: not the desk and not the search; where the sitemaps are. No query."""
    root = origin(request)
    closed = [f"{prefix(code)}/{place}/" for place in ("admin", "search") for code in LANGUAGES]
    maps = ["/sitemap.xml", *(f"{prefix(code)}/news-sitemap.xml" for code in LANGUAGES)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in closed),
        "",
        *(f"Sitemap: {root}{path}" for path in maps),
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = _CACHE
    return response


def _url(root: str, entry: Entry) -> str:
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{escape(root + path)}"/>'
        for code, path in entry.translations.items()
    )
    alternates = links if len(entry.translations) > 1 else ""
    loc = escape(root + entry.path)
    return f"<url><loc>{loc}</loc>{_lastmod(entry.changed_at)}{alternates}</url>"


def _moment(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat(timespec="seconds")


def _lastmod(moment: datetime) -> str:
    return f"<lastmod>{_moment(moment)}</lastmod>"


def _xml(element: str, spaces: str, lines: Iterable[str]) -> HttpResponse:
    inner = "\n".join(lines)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {spaces}>\n{inner}\n</{element}>\n'
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = _CACHE
    return response
