"""The part of an article that says what it is about: live pages and press reviews hold more."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from articles import body
from articles.arabic.tokens import terms, words

LIVE: Final = "live"
_PRESS: Final = frozenset(words("صحف الصحف صحيفة الصحيفة جريدة مجلة الصحافة صحافة"))
_NEWSPAPER: Final = words("صحيفة")[0]
_MAX_NAME_WORDS: Final = 4
"""Words before the colon of a headline that may be a newspaper's name."""
_MAX_OPENING: Final = 3
"""Paragraphs in which a press review names its first newspaper."""
_NEWSPAPERS: Final = frozenset(words("صحف الصحف"))
_MAX_OPENING_WORDS: Final = 6
"""Words of the text among which a press review says that it is one («تناولت الصحف …»)."""
_MIN_SHARED: Final = 2
"""Terms of the headline in a paragraph that tells of it."""
_MAX_LIVE_WORDS: Final = 60
_LIST: Final = re.compile(r"<(ul|ol)\b.*?</\1>", re.DOTALL)


class Subject(NamedTuple):
    """The words that an article is compared by."""

    headline: str
    text: str


def subject(headline: str, standfirst: str, html: str, kind: str = "") -> Subject:
    """The headline and text to compare the article by; all of them for most articles.

    Of a live page (`kind` is live) the standfirst and the key points: the first list of the body,
    or its first words without one. Of a press review («الصحيفة: …», «تناولت صحف اليوم …») the
    headline without the name of the newspaper, and the paragraphs about it: the others
    are other subjects, and the first lists them all.
    """
    if kind == LIVE:
        return Subject(headline, f"{standfirst} {_key_points(html)}")
    paragraphs = [each for each in (standfirst, *body.paragraphs(html)) if each]
    newspaper, _colon, title = headline.partition(":")
    is_named = bool(title) and _is_newspaper(words(newspaper), paragraphs)
    if is_named or _opens_as_press_review(paragraphs):
        title = title if is_named else headline
        return Subject(title, "\n\n".join(_paragraphs_about(title, paragraphs) or paragraphs))
    return Subject(headline, "\n\n".join(paragraphs))


def _paragraphs_about(title: str, paragraphs: list[str]) -> list[str]:
    """The paragraphs that share terms with the headline, the first only if it is the only one."""
    wanted = set(terms(title))
    parts = [each for each in paragraphs if len(wanted.intersection(terms(each))) >= _MIN_SHARED]
    return parts[1:] if len(parts) > 1 and parts[0] is paragraphs[0] else parts


def _opens_as_press_review(paragraphs: list[str]) -> bool:
    opening = words(paragraphs[0])[:_MAX_OPENING_WORDS] if paragraphs else []
    return not _NEWSPAPERS.isdisjoint(opening)


def _key_points(html: str) -> str:
    points = _LIST.search(html)
    if points:
        return body.text(points[0])
    return " ".join(body.text(html).split()[:_MAX_LIVE_WORDS])


def _is_newspaper(name: list[str], paragraphs: list[str]) -> bool:
    """Whether the name before the colon is of the press: by its words, or «صحيفة» before it."""
    if not name or len(name) > _MAX_NAME_WORDS:
        return False
    if _PRESS.intersection(name):
        return True
    named = f" {_NEWSPAPER} {' '.join(name)} "
    opening = " ".join(word for each in paragraphs[:_MAX_OPENING] for word in words(each))
    return named in f" {opening} "
