"""Folded word forms derived from the lexicon: broken plurals with their singulars, exceptions."""

from collections.abc import Iterator

from articles.arabic.lexicon.affix_exceptions import SUFFIX_EXCEPTIONS
from articles.arabic.lexicon.broken_plurals import PATTERNS
from articles.arabic.lexicon.irregular_plurals import PLURALS
from articles.arabic.normalize import fold


def plural(noun: str, singular: str, pattern: str) -> str:
    """Return the folded broken plural of a noun by its pattern (see ``lexicon.broken_plurals``).

    ``plural("سعر", "123", "ا12ا3")`` is «اسعار». The ta marbuta of the noun is not part of the
    pattern. Raises ``ValueError`` if the noun does not match the singular pattern.
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


BROKEN_PLURALS: tuple[tuple[str, str], ...] = tuple(_pairs())
"""(plural, singular): every broken plural, folded, and its singular as written."""

NOUN_FORMS: frozenset[str] = frozenset(form for pair in BROKEN_PLURALS for form in map(fold, pair))
"""The folded forms of all these plurals and singulars."""

_SUFFIX_LIKE_ENDINGS = ("ا", "هم", "كم", "هن", "ون", "ين", "ان", "ت")

UNINFLECTED_FORMS: frozenset[str] = frozenset(
    form
    for plural_, singular in BROKEN_PLURALS
    for form in (plural_, plural_.removesuffix("ء"), fold(singular))
    if form.endswith(_SUFFIX_LIKE_ENDINGS)
) | frozenset(map(fold, SUFFIX_EXCEPTIONS))
"""Folded forms that end like a suffix and have none."""
