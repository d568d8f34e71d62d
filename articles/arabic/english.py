"""English light stemming: inflections only (plural, -ed, -ing).

After step 1 of Porter2 (https://snowballstem.org/algorithms/english/stemmer.html). Derivational
suffixes stay: a search for nation does not find nationalism.
"""

_MIN_STEM_LENGTH = 3
_VOWELS = frozenset("aeiouy")
_DOUBLED = ("bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt")
_ES_PLURALS = ("sses", "shes", "ches", "xes", "zzes")
_EXCEPTIONS = """
hundred red king ring sing thing bring spring string wing nothing something anything everything
morning evening united beijing news series species wedding feed need seed speed breed weed indeed
"""
EXCEPTIONS = frozenset(_EXCEPTIONS.split())
"""Words that end like an inflected form and are none."""


def stem(word: str) -> str:
    """Return a folded English word without plural s, -ed and -ing, at least three letters.

    A last e goes too, so that trade, trades, traded and trading are one. Other words than ASCII
    ones of letters stay as they are.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and word not in EXCEPTIONS:
            return _restore_verb(word, word.removesuffix(ending))
    return _strip_final_e(word)


def _singular(word: str) -> str:
    if len(word) <= _MIN_STEM_LENGTH or word in EXCEPTIONS:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 1 + _MIN_STEM_LENGTH else word[:-1]
    if word.endswith(_ES_PLURALS):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def _restore_verb(word: str, rest: str) -> str:
    """Return the verb's stem from the rest before -ing or -ed; the word itself if it is no verb."""
    if len(rest) < _MIN_STEM_LENGTH:  # «using» is of «use», «red» of nothing
        return f"{rest}e" if len(rest) == _MIN_STEM_LENGTH - 1 and rest[0] in _VOWELS else word
    if _VOWELS.isdisjoint(rest):
        return word
    if rest.endswith(_DOUBLED):
        return rest[:-1]
    return rest[:-1] + "y" if rest.endswith("i") else _strip_final_e(rest)


def _strip_final_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 1 + _MIN_STEM_LENGTH else word
