"""Light stemming: a word without its clitics and its most frequent suffixes.

A light stem is not a root: it keeps words of different meaning apart that share one. Input is
folded first, so that the spelling of hamza, ta marbuta and alef maqsura does not change the stem.
"""

from articles.arabic import english
from articles.arabic.normalize import fold, is_arabic
from articles.arabic.prefixes import bare_forms
from articles.arabic.suffixes import stem


def light_stem(word: str) -> str:
    """Return the folded light stem of one word; empty only for an empty word. Never raises.

    Arabic loses the proclitics و ف ب ل ك ال and their combinations (وال، بال، كال، لل), then its
    suffixes down to three letters. English loses plural s, -ed and -ing.
    """
    folded = fold(word)
    return stem(bare_forms(folded)[0]) if is_arabic(folded) else english.stem(folded)
