"""Slugs: the readable part of a URL."""

import re
import unicodedata
from collections.abc import Container
from itertools import count
from typing import Final

from articles.arabic.normalize import (
    DRAWINGS,
    HONORIFICS,
    JOINERS,
    clean,
    strip_tashkeel,
    strip_tatweel,
)

LONGEST: Final = 80
"""Characters of a slug."""
_IN_WORD = re.compile(rf"(?<=\w)['’](?=\w)|[{JOINERS}{DRAWINGS}]")
_HONORIFICS = re.compile(f"[{HONORIFICS}]")
# What is a slug already: stored ones are read and written again all the time.
_SLUG = re.compile("[0-9a-z\u0621-\u063a\u0641-\u064a]+(?:-[0-9a-z\u0621-\u063a\u0641-\u064a]+)*")


def slugify(text: str, max_length: int = LONGEST) -> str:
    """Return the words of a text, lower-cased and joined by hyphens, in at most ``max_length``.

    Letters and digits of every script stay, in NFC, without tashkeel and tatweel. A longer slug is
    cut between words; a first word that is too long alone is cut hard. Returns ``""`` when there
    is no letter or digit: the caller decides what the URL holds then. Idempotent.
    """
    if len(text) <= max_length and _SLUG.fullmatch(text):
        return text
    text = strip_tatweel(strip_tashkeel(clean(text)))
    text = clean(_HONORIFICS.sub(" ", _IN_WORD.sub("", text)).lower())
    slug = _hyphenated(text)
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def numbered(slug: str, number: int) -> str:
    """Return a slug that ends with the number, the words before it cut so that both fit."""
    ending = f"-{number}"
    return slugify(slug, LONGEST - len(ending)) + ending


def free(slug: str, taken: Container[str]) -> str:
    """Return the slug, or that with the first number from 2 up which is not taken."""
    if slug not in taken:
        return slug
    return next(one for number in count(2) if (one := numbered(slug, number)) not in taken)


def _hyphenated(text: str) -> str:
    """Return the letters, digits and the marks on them, with one hyphen for all between."""
    kept: list[str] = []
    inside = False
    for character in text:
        kind = unicodedata.category(character)[0]
        starts = kind in "LN"
        if starts and not inside and kept:
            kept.append("-")
        inside = starts or (inside and kind == "M")
        if inside:
            kept.append(character)
    return "".join(kept)
