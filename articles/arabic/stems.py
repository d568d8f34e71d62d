"""Light stems: a word without its clitics and its commonest endings.

Two words share a stem when a reader who asks for one is glad to find the other. A light stem is no
root. Everything works on folded letters, so a word stems alike however its hamza, ta marbuta and
alef maqsura were typed.
"""

from articles.arabic.beginnings import readings
from articles.arabic.endings import stem
from articles.arabic.normalize import fold, is_arabic

_SHORTEST = 3


def light_stem(word: str) -> str:
    """Return the folded light stem of one word, at least its last letters; never fails.

    Arabic loses و ف ب ل ك، ال and what they form together (وال، بال، كال، لل), then its endings
    down to three letters. Other words lose the English plural.
    """
    folded = fold(word)
    return stem(readings(folded)[0]) if is_arabic(folded) else singular(folded)


def singular(word: str) -> str:
    """Return a folded English word without its plural s (Harman's S-stemmer)."""
    if len(word) > _SHORTEST and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _SHORTEST and word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word
