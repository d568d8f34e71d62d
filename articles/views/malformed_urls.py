"""Redirects from malformed URLs: cut off, encoded twice, or with trailing text glued on.

Such URLs come from messages and posts in which a link was cut or ran into its
punctuation. The patterns here stand last in the URLconf and match only what still names
one page.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.http import require_safe

from articles.conf import LANGUAGES
from articles.converters import UnicodeSlugConverter
from articles.models.redirects import resolve_slug
from articles.models.urls import listing_url
from articles.views.article import article
from articles.views.responses import permanent_redirect


def _any_case(word: str) -> str:
    """A pattern for the word in any case; by hand, as Django takes a flag in a named group only."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


_LANGUAGE: Final = rf"^(?:(?P<language>(?i:{'|'.join(LANGUAGES)}))/+)?"
ARTICLE_PATTERN: Final = (
    rf"{_LANGUAGE}[aA](?:{_any_case('rticles')})?/+(?P<pk>[0-9]{{1,19}})(?![^\W_])"
)
"""The id of an article, followed by anything but a letter or a digit."""
LISTING_PATTERN: Final = (
    rf"{_LANGUAGE}(?P<what>(?i:section|tag|author))[sS]/+"
    rf"(?P<slug>{UnicodeSlugConverter.regex})(?![^/])(?:/+(?P<ending>[^/]*))?"
)
"""The slug of a section, a tag or an author, followed by a slash and anything."""
_FILE_NAME: Final = re.compile(r"[a-z.]*")


@require_safe
def malformed_article_url(
    request: HttpRequest, pk: str, language: str | None = None
) -> HttpResponse:
    """301 to the article of the id, 404 or 410 as its own view answers; two queries."""
    with override(_language(language)):
        return article(request, int(pk))


@require_safe
def malformed_listing_url(
    request: HttpRequest,
    what: str,
    slug: str,
    files: Mapping[str, str],
    ending: str | None = None,
    language: str | None = None,
) -> HttpResponse:
    """301 to the section, tag or author (`what`) that the slug names; four queries at most.

    `files` maps the names of files below such a page to the real ones; an `ending` that
    begins with one leads to that file. Raises Http404 when the slug names none or several.
    """
    code, kind = _language(language), what.lower()
    with override(code):
        current_slug = resolve_slug(kind, slug, language=code, at=timezone.now())
        if not current_slug:
            raise Http404
        path = f"{listing_url(kind, current_slug, code)}{_file(ending, files)}"
        return permanent_redirect(request, path)


def _language(code: str | None) -> str:
    return (code or LANGUAGES[0]).lower()


def _file(ending: str | None, files: Mapping[str, str]) -> str:
    """The file with whose name the ending begins; "" for none."""
    found = _FILE_NAME.match((ending or "").lower())
    return files.get(found[0].rstrip("."), "") if found else ""
