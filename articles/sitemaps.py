"""What search engines are told to read: sitemaps, the news sitemap, robots.txt.

Pages are listed in blocks of their numbers, so that every file is bounded,
keeps its name for good and costs the same however much there is. (The paginator
of django.contrib.sitemaps counts and skips rows, and its index reads every
entry of every sitemap.) No body is read.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from django.contrib.sitemaps.views import x_robots_tag
from django.db.models import F, Max
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES, origin, values
from articles.models import Article, Author, Section, Tag, Transition
from articles.models.cards import translation_columns, translations_of, visible_urls
from articles.models.compiled import Row, exact_columns
from articles.models.public_pages import with_public_page
from articles.models.urls import article_url, listing_url, localized_url
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
        rows = model.objects.with_name_in(language).order_by()
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


_CHANGES: Final = ("published_at", "updated_at", "corrected_at")


def _articles(language: str, number: int, *, at: datetime) -> list[Entry]:
    visible = Article.objects.visible(language=language, at=at)
    here = visible.filter(pk__gte=number * ARTICLES, pk__lt=(number + 1) * ARTICLES)
    changes = [f"{name}_{language}" for name in _CHANGES]
    columns = [column for code in LANGUAGES for column in translation_columns(code).values()]
    rows = exact_columns(here.order_by("pk")).values(*dict.fromkeys(["pk", *changes, *columns]))
    return [_article(language, row, at=at) for row in rows]


def _article(language: str, row: Row, *, at: datetime) -> Entry:
    paths = visible_urls(row["pk"], translations_of(row), at=at)
    changes = (row[f"{name}_{language}"] for name in _CHANGES)
    return Entry(paths[language], max(m for m in changes if m is not None), paths)


def _named(what: str, language: str, number: int, *, at: datetime) -> list[Entry]:
    """The sections, tags or authors of the block that have visible articles; two queries."""
    model, way, slug = _NAMED[what]
    words = {code: (f"{way}__{slug.format(code)}", f"{way}__name_{code}") for code in LANGUAGES}
    conditions = {
        f"{way}__gte": number * NAMES,
        f"{way}__lt": (number + 1) * NAMES,
        f"{way}__name_{language}__gt": "",
        f"{way}__{slug.format(language)}__gt": "",
    }
    if what == "tags":
        conditions[f"{way}__is_retired"] = False
    visible = exact_columns(Article.objects.visible(language=language, at=at))
    rows = (
        visible.filter(**conditions)
        .order_by(way)
        .values(way, *dict.fromkeys(column for pair in words.values() for column in pair))
        .annotate(moment=Max(f"published_at_{language}"))
    )
    block = model.objects.filter(pk__gte=number * NAMES, pk__lt=(number + 1) * NAMES)
    elsewhere = {
        (code, pk)
        for code in LANGUAGES
        if code != language
        for pk in with_public_page(block, language=code, at=at).values_list("pk", flat=True)
    }
    entries = []
    for row in rows:
        paths = {
            code: listing_url(what.removesuffix("s"), row[word], code)
            for code, (word, name) in words.items()
            if row[word] and row[name] and (code == language or (code, row[way]) in elsewhere)
        }
        entries.append(Entry(paths[language], row["moment"], paths))
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
    slug, headline, moment = (f"{n}_{language}" for n in ("slug", "headline", "published_at"))
    newest = fresh.newest_first(language=language)
    rows = exact_columns(newest).values("pk", slug, headline, moment)
    root = origin(request)
    publication = (
        f"<news:publication><news:name>{escape(values.SITE_NAME[language])}</news:name>"
        f"<news:language>{language}</news:language></news:publication>"
    )
    lines = (
        f"<url><loc>{escape(root + article_url(row['pk'], row[slug], language))}</loc>"
        f"<news:news>{publication}"
        f"<news:publication_date>{_moment(row[moment])}</news:publication_date>"
        f"<news:title>{escape(row[headline])}</news:title></news:news></url>"
        for row in rows[:NEWS_SIZE]
    )
    return _xml("urlset", f"{_SITEMAP} {_NEWS}", lines)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """robots.txt: not the desk and not the search; where the sitemaps are. No query."""
    root = origin(request)
    closed = [localized_url(name, code) for name in ("admin:index", "search") for code in LANGUAGES]
    maps = [reverse("sitemap"), *(localized_url("news_sitemap", code) for code in LANGUAGES)]
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
