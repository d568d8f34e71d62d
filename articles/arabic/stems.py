"""Light stems: a word without its clitics and its commonest endings.

Two words share a stem when a reader who asks for one is glad to find the other. A light stem is no
root. Everything works on folded letters, so a word stems alike however its hamza, ta marbuta and
alef maqsura were typed.
"""

from articles.arabic import english
from articles.arabic.beginnings import readings
from articles.arabic.endings import stem
from articles.arabic.normalize import fold, is_arabic


def light_stem(word: str) -> str:
    """Return the folded light stem of one word, at least its last letters; never fails.

    Arabic loses و ف ب ل ك، ال and what they form together (وال، بال، كال، لل), then its endings
    down to three letters. English words lose their inflection.
    """
    folded = fold(word)
    return stem(readings(folded)[0]) if is_arabic(folded) else english.stem(folded)
