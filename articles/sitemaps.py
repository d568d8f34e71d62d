"""Sitemaps (https://www.sitemaps.org/protocol.html), the news sitemap and robots.txt.

A sitemap file covers a range of ids, so that it is bounded, keeps its name and costs the
same however many rows there are. (The paginator of django.contrib.sitemaps counts and skips
rows, and its index reads every entry of every sitemap.) No body is read. The XML is written
with escaped f-strings: a template takes ten times as long for 2,000 URLs.
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

ARTICLE_FILE_SIZE: Final = 2000
"""How many ids a file of articles covers: the most URLs it can have."""
TAXONOMY_FILE_SIZE: Final = 500
"""The same for sections, tags and authors."""
NEWS_AGE: Final = timedelta(days=2)
"""The most age of an article in the news sitemap, as Google News asks."""
NEWS_SIZE: Final = 1000
"""The most articles in the news sitemap."""
_CACHE_CONTROL: Final = "public, max-age=600"
_MAX_FILE_NUMBER: Final = 10**9
_SITEMAP: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_XHTML: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_NEWS: Final = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'

# What has listing pages: its model, its relation from an article, its column of slugs.
_TAXONOMIES: Final[dict[str, tuple[Any, str, str]]] = {
    "sections": (Section, "section", "slug"),
    "tags": (Tag, "tagged_items__tag", "slug_{}"),
    "authors": (Author, "bylines__author", "slug"),
}


class SitemapEntry(NamedTuple):
    """One URL: its path, its last change, and its path by language, its own language included."""

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
        changed_at = _article_files(language, at=at)
        files = [("articles", number, moment) for number, moment in sorted(changed_at.items())]
        if changed_at:
            newest = max(changed_at.values())
            files += [(what, number, newest) for what, number in _taxonomy_files(language)]
        for what, number, moment in files:
            path = f"{root}/sitemaps/{what}-{language}-{number}.xml"
            lines.append(f"<sitemap><loc>{escape(path)}</loc>{_lastmod(moment)}</sitemap>")
    return _xml("sitemapindex", _SITEMAP, lines)


def _article_files(language: str, *, at: datetime) -> dict[int, datetime]:
    """The last change of every file with visible articles, by its number; two queries.

    Both read small rows or an index only: the articles' own rows hold their bodies.
    """
    visible = Article.objects.visible(language=language, at=at).order_by()
    published = visible.values_list(F("pk") / ARTICLE_FILE_SIZE).annotate(
        moment=Max(f"published_at_{language}")
    )
    changes = Transition.objects.filter(verb__in=("update", "correct"), at__lte=at).order_by()
    changed = changes.values_list(F("article_id") / ARTICLE_FILE_SIZE).annotate(moment=Max("at"))
    files = dict(published)
    for number, moment in changed:
        if number in files:
            files[number] = max(files[number], moment)
    return files


def _taxonomy_files(language: str) -> list[tuple[str, int]]:
    """Kind and number of every file of sections, tags and authors named in the language.

    Three queries.
    """
    found = []
    for what, (model, _relation, _slug) in _TAXONOMIES.items():
        rows = model.objects.with_name_in(language).order_by()
        numbers = rows.values_list(F("pk") / TAXONOMY_FILE_SIZE, flat=True).distinct()
        found += [(what, number) for number in sorted(numbers)]
    return found


@require_safe
@x_robots_tag
def sitemap_file(request: HttpRequest, what: str, language: str, number: int) -> HttpResponse:
    """One file of the index; at most five queries. Raises Http404 for one that is not in it."""
    if language not in LANGUAGES or number > _MAX_FILE_NUMBER:
        raise Http404
    at = timezone.now()
    if what == "articles":
        entries = _article_entries(language, number, at=at)
    elif what in _TAXONOMIES:
        entries = _taxonomy_entries(what, language, number, at=at)
    else:
        raise Http404
    if not entries and (what, number) not in _taxonomy_files(language):
        raise Http404
    root = origin(request)
    return _xml("urlset", f"{_SITEMAP} {_XHTML}", (_url(root, entry) for entry in entries))


_CHANGES: Final = ("published_at", "updated_at", "corrected_at")


def _article_entries(language: str, number: int, *, at: datetime) -> list[SitemapEntry]:
    visible = Article.objects.visible(language=language, at=at)
    here = visible.filter(
        pk__gte=number * ARTICLE_FILE_SIZE, pk__lt=(number + 1) * ARTICLE_FILE_SIZE
    )
    changes = [f"{name}_{language}" for name in _CHANGES]
    columns = [column for code in LANGUAGES for column in translation_columns(code).values()]
    rows = exact_columns(here.order_by("pk")).values(*dict.fromkeys(["pk", *changes, *columns]))
    return [_article_entry(language, row, at=at) for row in rows]


def _article_entry(language: str, row: Row, *, at: datetime) -> SitemapEntry:
    paths = visible_urls(row["pk"], translations_of(row), at=at)
    changes = (row[f"{name}_{language}"] for name in _CHANGES)
    return SitemapEntry(paths[language], max(m for m in changes if m is not None), paths)


def _taxonomy_entries(what: str, language: str, number: int, *, at: datetime) -> list[SitemapEntry]:
    """The sections, tags or authors of the file that have visible articles; two queries.

    Their last change is the publication of their newest article.
    """
    model, relation, slug = _TAXONOMIES[what]
    words = {
        code: (f"{relation}__{slug.format(code)}", f"{relation}__name_{code}") for code in LANGUAGES
    }
    conditions = {
        f"{relation}__gte": number * TAXONOMY_FILE_SIZE,
        f"{relation}__lt": (number + 1) * TAXONOMY_FILE_SIZE,
        f"{relation}__name_{language}__gt": "",
        f"{relation}__{slug.format(language)}__gt": "",
    }
    if what == "tags":
        conditions[f"{relation}__is_retired"] = False
    visible = exact_columns(Article.objects.visible(language=language, at=at))
    rows = (
        visible.filter(**conditions)
        .order_by(relation)
        .values(relation, *dict.fromkeys(column for pair in words.values() for column in pair))
        .annotate(moment=Max(f"published_at_{language}"))
    )
    elsewhere = _public_in_other_languages(model, language, number, at=at)
    entries = []
    for row in rows:
        paths = {
            code: listing_url(what.removesuffix("s"), row[word], code)
            for code, (word, name) in words.items()
            if row[word] and row[name] and (code == language or (code, row[relation]) in elsewhere)
        }
        entries.append(SitemapEntry(paths[language], row["moment"], paths))
    return entries


def _public_in_other_languages(
    model: Any, language: str, number: int, *, at: datetime
) -> set[tuple[str, int]]:
    """Language and id of the file's rows with a page in another language; one query for each."""
    first, after_last = number * TAXONOMY_FILE_SIZE, (number + 1) * TAXONOMY_FILE_SIZE
    rows = model.objects.filter(pk__gte=first, pk__lt=after_last)
    return {
        (code, pk)
        for code in LANGUAGES
        if code != language
        for pk in with_public_page(rows, language=code, at=at).values_list("pk", flat=True)
    }


@require_safe
@x_robots_tag
def news(request: HttpRequest) -> HttpResponse:
    """The news sitemap of the language: articles of the last two days, at most 1,000; two queries.

    Due changes of live articles are handed to the background thread, as on pages.
    """
    at = timezone.now()
    language = get_language() or LANGUAGES[0]
    background.check_and_start(at=at)
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
    """robots.txt: excludes the desk and the search, and lists the sitemaps; no query."""
    root = origin(request)
    disallowed = [
        localized_url(name, code) for name in ("admin:index", "search") for code in LANGUAGES
    ]
    sitemaps = [reverse("sitemap"), *(localized_url("news_sitemap", code) for code in LANGUAGES)]
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in disallowed),
        "",
        *(f"Sitemap: {root}{path}" for path in sitemaps),
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response["Cache-Control"] = _CACHE_CONTROL
    return response


def _url(root: str, entry: SitemapEntry) -> str:
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


def _xml(element: str, namespaces: str, lines: Iterable[str]) -> HttpResponse:
    inner = "\n".join(lines)
    text = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{element} {namespaces}>\n{inner}\n</{element}>\n'
    )
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = _CACHE_CONTROL
    return response
