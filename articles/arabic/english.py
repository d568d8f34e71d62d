"""English words: what their inflected forms have in common.

The inflections alone (plural, -ed, -ing), after step 1 of Porter's second stemmer
(https://snowballstem.org/algorithms/english/stemmer.html); derived words stay apart, since a reader
who asks for a nation does not ask for nationalism.
"""

_SHORTEST = 3
_VOWELS = frozenset("aeiouy")
_DOUBLED = ("bb", "dd", "gg", "mm", "nn", "pp", "rr", "tt")
_ESES = ("sses", "shes", "ches", "xes", "zzes")
_WHOLE = """
hundred red king ring sing thing bring spring string wing nothing something anything everything
morning evening united beijing news series species wedding feed need seed speed breed weed indeed
"""
WHOLE = frozenset(_WHOLE.split())
"""Words whose last letters are their own."""


def stem(word: str) -> str:
    """Return a folded English word without plural s, -ed and -ing, at least three letters.

    A last e goes too, so that trade, trades, traded and trading are one. Other words than ASCII
    ones of letters stay as they are.
    """
    if not (word.isascii() and word.isalpha()):
        return word
    word = _singular(word)
    for ending in ("ing", "ed"):
        if word.endswith(ending) and word not in WHOLE:
            return _completed(word, word.removesuffix(ending))
    return _without_e(word)


def _singular(word: str) -> str:
    if len(word) <= _SHORTEST or word in WHOLE:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 1 + _SHORTEST else word[:-1]
    if word.endswith(_ESES):
        return word[:-2]
    return word[:-1] if word.endswith("s") and word[-2] not in "sui" else word


def _completed(word: str, rest: str) -> str:
    """Return the verb that was left by -ing or -ed, the word itself if none was."""
    if len(rest) < _SHORTEST:  # «using» is of «use», «red» of nothing
        return f"{rest}e" if len(rest) == _SHORTEST - 1 and rest[0] in _VOWELS else word
    if _VOWELS.isdisjoint(rest):
        return word
    if rest.endswith(_DOUBLED):
        return rest[:-1]
    return rest[:-1] + "y" if rest.endswith("i") else _without_e(rest)


def _without_e(word: str) -> str:
    return word[:-1] if word.endswith("e") and len(word) > 1 + _SHORTEST else word
