"""The last letter of a word: ة and ه, ى and ي, where only one of the two is a word."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from articles.arabic.lexicon import word_endings as lexicon
from articles.arabic.lexicon.countries import COUNTRIES
from articles.arabic.normalize import strip_tashkeel

_ARTICLE: Final = re.compile("(?:[وف]?[بك]?ال|[وف]?لل)(?=..)")
_CLITICS: Final = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


def _definite(nouns: Iterable[str]) -> Iterator[str]:
    for noun in nouns:
        for article in ("ال", "بال", "وال", "كال", "فال", "وبال", "لل", "ولل"):
            yield article + noun


def _misspelled(words: Iterable[str], letter: str) -> frozenset[str]:
    return frozenset(word[:-1] + letter for word in words)


_FEMININE: Final = [word for word in lexicon.FEMININE.split() if word.endswith("ة")]
_NISBAS: Final = [nisba for _name, nisba in COUNTRIES if nisba != "يمني"]  # «اليمنى» is the right
_WRONG: Final = {
    "ة": _misspelled(
        [
            *_definite(_FEMININE),
            *(c + word for c in ("", "و") for word in lexicon.INDEFINITE_FEMININE.split()),
        ],
        "ه",
    ),
    "ه": _misspelled(
        [
            *(c + word for c in _CLITICS[:3] for word in lexicon.FINAL_HA.split()),
            *_definite(lexicon.FINAL_HA.split()),
        ],
        "ة",
    ),
    "ي": _misspelled([*lexicon.FINAL_YA.split(), *_definite(_NISBAS)], "ى"),
    "ى": _misspelled(lexicon.FINAL_ALEF.split(), "ي"),
}
_ALEF_WORDS: Final = frozenset(lexicon.FINAL_ALEF.split()) | {"على", "إلى", "لدى", "وعلى", "وإلى"}


def right_ending(word: str) -> str | None:
    """Return the letter in which a misspelled word ends rightly, or None.

    Vowel marks may stand inside the word, none behind its last letter: there they are a reading.
    """
    bare = strip_tashkeel(word)
    if bare[-1:] != word[-1:]:
        return None
    return next((letter for letter, words in _WRONG.items() if bare in words), None)


def ends_in_alef(word: str) -> bool:
    """Return whether the lexicon has the word, which ends in ى, for one that does."""
    return word in _ALEF_WORDS
