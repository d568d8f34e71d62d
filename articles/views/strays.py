"""Addresses as people send them: cut, encoded twice, or with what stood behind them in a text."""

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
from articles.models.redirects import slug_named
from articles.models.urls import listing_url
from articles.views.article import article
from articles.views.moving import moved


def _any_case(word: str) -> str:
    """The word in any case; by hand, as Django takes a flag in a named group alone."""
    return "".join(f"[{letter}{letter.upper()}]" for letter in word)


_LANGUAGE: Final = rf"^(?:(?P<language>(?i:{'|'.join(LANGUAGES)}))/+)?"
ARTICLE: Final = rf"{_LANGUAGE}[aA](?:{_any_case('rticles')})?/+(?P<pk>[0-9]{{1,19}})(?![^\W_])"
"""The number of an article, with anything behind it but a letter or a digit."""
NAME: Final = (
    rf"{_LANGUAGE}(?P<what>(?i:section|tag|author))[sS]/+"
    rf"(?P<slug>{UnicodeSlugConverter.regex})(?![^/])(?:/+(?P<ending>[^/]*))?"
)
"""The slug of a section, a tag or an author, with anything behind its slash."""
_FILE: Final = re.compile(r"[a-z.]*")


def _language(asked: str | None) -> str:
    return (asked or LANGUAGES[0]).lower()


def _file(ending: str | None, files: Mapping[str, str]) -> str:
    """The file that the ending means, whatever stands behind its name; "" for none."""
    found = _FILE.match((ending or "").lower())
    return files.get(found[0].rstrip("."), "") if found else ""


@require_safe
def stray_article(request: HttpRequest, pk: str, language: str | None = None) -> HttpResponse:
    """To the article of the number, as from any wrong slug; two queries. 404 and 410 as there."""
    with override(_language(language)):
        return article(request, int(pk))


@require_safe
def stray_name(
    request: HttpRequest,
    what: str,
    slug: str,
    files: Mapping[str, str],
    ending: str | None = None,
    language: str | None = None,
) -> HttpResponse:
    """To the page that the slug names, or to the one of its `files` that stood behind it.

    404 when it names none or several; four queries at most.
    """
    spoken, kind = _language(language), what.lower()
    with override(spoken):
        today = slug_named(kind, slug, language=spoken, at=timezone.now())
        if not today:
            raise Http404
        return moved(request, f"{listing_url(kind, today, spoken)}{_file(ending, files)}")
