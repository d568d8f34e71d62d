"""The lexicon as the analysis asks it: folded forms, and the singulars of broken plurals."""

from collections.abc import Iterator

from articles.arabic.lexicon.broken_plurals import PATTERNS
from articles.arabic.lexicon.other_plurals import PLURALS
from articles.arabic.lexicon.whole import ENDINGS
from articles.arabic.normalize import fold


def plural(noun: str, singular: str, pattern: str) -> str:
    """Return the folded plural that a pattern makes of a noun; ``ValueError`` if it does not fit.

    ``plural("سعر", "123", "ا12ا3")`` is «اسعار». A ta marbuta is no part of the pattern.
    """
    letters = fold(noun.removesuffix("ة"))
    root: dict[str, str] = {}
    fits = len(letters) == len(singular) and all(
        letter == root.setdefault(place, letter) if place.isdigit() else letter == place
        for place, letter in zip(singular, letters, strict=True)
    )
    if not fits:
        raise ValueError(f"{noun} is not of the pattern {singular}")
    return "".join(root.get(place, place) for place in pattern)


def _pairs() -> Iterator[tuple[str, str]]:
    """Yield every broken plural, folded, with its singular."""
    for singular, pattern, nouns in PATTERNS:
        for noun in nouns.split():
            yield plural(noun, singular, pattern), noun
    for line in PLURALS.strip().splitlines():
        noun, *plurals = line.split()
        for each in plurals:
            yield fold(each), noun


PAIRS: tuple[tuple[str, str], ...] = tuple(_pairs())
"""Every broken plural, folded, and its singular as written."""

NOUNS: frozenset[str] = frozenset(form for pair in PAIRS for form in map(fold, pair))
"""The folded forms of all these nouns."""

_LOOK_ALIKES = ("ا", "هم", "كم", "هن", "ون", "ين", "ان", "ت")

FIXED: frozenset[str] = frozenset(
    form
    for plural_, singular in PAIRS
    for form in (plural_, plural_.removesuffix("ء"), fold(singular))
    if form.endswith(_LOOK_ALIKES)
) | frozenset(map(fold, ENDINGS))
"""Folded forms whose last letters are their own."""
