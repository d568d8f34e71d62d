"""The agreement of the numbers from three to ten with the noun they count.

The number has the opposite gender of the singular of its noun: «ثلاثة رجال», «ثلاث نساء».
"""

from typing import Final

from articles.arabic.lexicon.noun_gender import FEMININE, MASCULINE

_UNITS: Final = "ثلاث أربع خمس ست سبع تسع عشر"
_BY_GENDER: Final = {
    "masculine": {unit: f"{unit}ة" for unit in _UNITS.split()}
    | {"ثماني": "ثمانية", "ثمان": "ثمانية"},
    "feminine": {f"{unit}ة": unit for unit in _UNITS.split()} | {"ثمانية": "ثماني"},
}
"""For nouns of each gender, the numbers that do not agree and what they must be."""
_NOUNS: Final = dict.fromkeys(MASCULINE.split(), "masculine") | dict.fromkeys(
    FEMININE.split(), "feminine"
)
_CLITICS: Final = "وفبلك"
_FRACTIONS: Final = frozenset(("خمس", "سبع", "تسع", "عشر"))
"""Also a fifth, a seventh, a ninth and a tenth, which agree with nothing."""


def agreeing_number(number: str, noun: str, following: str = "") -> str | None:
    """Return the number that agrees with the noun behind it, or None where nothing is wrong.

    Words without vowel marks; a clitic of one letter stays before the number. `following` is the
    word behind the noun, which shows a fraction («خمس دول الاتحاد»), or that others are counted
    with it («ثمانية نساء وأطفال»).
    """
    gender = _NOUNS.get(noun)
    if gender is None:
        return None
    for clitic in ("", number[:1]):
        right = _BY_GENDER[gender].get(number.removeprefix(clitic))
        if right is not None and (not clitic or clitic in _CLITICS):
            is_fraction = number.removeprefix(clitic) in _FRACTIONS and following.startswith("ال")
            return None if is_fraction or following.startswith("و") else clitic + right
    return None
