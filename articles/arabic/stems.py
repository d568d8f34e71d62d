"""Light stems: a word without its clitics and its commonest endings.

Two words share a stem when a reader who asks for one is glad to find the other. A light stem is no
root: broken plurals (كتاب and كتب) stay apart. Words whose first letter only looks like a clitic
are listed in ``roots``; everything works on folded letters, so a word stems alike however its
hamza, ta marbuta and alef maqsura were typed.
"""

import re

from articles.arabic.normalize import fold, is_arabic
from articles.arabic.roots import WORDS

_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)(?=\w{2})")
_CLITICS = "وبل"  # one conjunction, then one preposition; ف and ك alone are nearly always letters
_SHORTEST = 3

# Endings with the letters that must be left; shorter rests are mostly part of the word itself
# (قانون، إيران، محاكم، فيينا). Tried in order, again and again, so «مدرساتهم» takes two steps. A
# last ya stays: without it نسبة and نسبي would be one, and search and related both get worse.
_ENDINGS = (
    *(("هما", 3), ("هم", 4), ("هن", 4), ("كم", 4), ("نا", 4), ("ها", 3)),
    *(("ات", 3), ("ون", 4), ("ين", 4), ("ان", 4), ("وا", 3), ("ه", 3), ("ا", 4)),
)
_PRONOUNS = frozenset({"هما", "هم", "هن", "كم", "نا", "ها", "ه"})


def light_stem(word: str) -> str:
    """Return the folded light stem of one word, at least its last letters; never fails.

    Arabic loses و، ب، ل، ال and what they form together (وال، بال، كال، لل), then its endings down
    to three letters. Other words lose the English plural.
    """
    folded = fold(word)
    if not is_arabic(folded):
        return _singular(folded)
    return _without_endings(without_clitics(folded))


def without_clitics(word: str) -> str:
    """Return a folded word without و، ب، ل، ال in front, its endings kept."""
    if not is_arabic(word):
        return word
    bare = word[1:] if word[0] in "وف" else word
    article = _ARTICLE.match(word)
    if article and _WHOLE.isdisjoint((_without_endings(word), _without_endings(bare))):
        rest = word[article.end() :]
        # «للجنة» is ل + ال + لجنة written with two lams; «للبنك» has only lost its alef.
        own_lam = "ل" + rest
        hidden = article[0].endswith("لل") and _without_endings(own_lam) in _WHOLE
        return own_lam if hidden else rest
    for clitic in _CLITICS:
        if word[0] == clitic and not _is_whole(word):
            word = word[1:]
    return word


def _is_whole(word: str) -> bool:
    """Return whether the first letter belongs to the word: a stem keeps three letters."""
    stem = _without_endings(word)
    return len(stem) <= _SHORTEST or stem in _WHOLE


def _without_endings(word: str) -> str:
    shorter = _without_one_ending(word)
    while shorter != word:
        word, shorter = shorter, _without_one_ending(shorter)
    return word


def _without_one_ending(word: str) -> str:
    for ending, left in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + left:
            rest = word.removesuffix(ending)
            # A ta marbuta opens before a pronoun: «حكومتهم» is «حكومة» + «هم».
            opened = ending in _PRONOUNS and rest.endswith("ت") and len(rest) > _SHORTEST
            return rest[:-1] if opened else rest
    return word


def _singular(word: str) -> str:
    """Return an English word without its plural s (Harman's S-stemmer)."""
    if len(word) > _SHORTEST and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > _SHORTEST and word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word


_WHOLE = frozenset(map(_without_endings, WORDS))
