"""Foreign names: what their spellings in Arabic have in common.

Agencies write a name as they hear it: with or without its vowels, g as غ ج or ك, s as س or ش. What
stays is the skeleton of its consonants. It is kept for long foreign words alone, so that two names
seldom share one; the lexicon lists short names.
"""

import re

from articles.arabic.endings import stem
from articles.arabic.lexicon.names import LINES
from articles.arabic.normalize import fold

MARK = "0"
"""Stands before a skeleton, so that it meets only skeletons; a digit is a letter to any index."""

_FEWEST_CONSONANTS = 5
_SOUNDS = str.maketrans("جشثصطضظذ", "غسسستدزز", "اويء")
_DOUBLED = re.compile(r"(\w)\1+")
# Arabic makes long words by these beginnings, and its verbs by these beginnings and endings; their
# vowels tell words apart (متظاهر، مظاهر).
_ARABIC = re.compile(
    r"[امينت]ست|[امينت]ن\w|[امينت]\w[تطد]|[يمنت]ت|[مي]|س[اتين]\w{2,4}$|[ات]\w+ت$|\w{3,4}هم$"
)


def skeleton(stem_: str) -> tuple[str, ...]:
    """Return the marked consonants of a word that looks foreign, nothing for any other."""
    if len(stem_) < _FEWEST_CONSONANTS or _ARABIC.match(stem_):
        return ()
    vowel = stem_[-1] if stem_[-1] in "وي" else ""  # what ends a name is heard alike
    consonants = _DOUBLED.sub(r"\1", stem_).translate(_SOUNDS)
    first = "ا" if stem_[0] == "ا" else ""
    if len(consonants) + len(first) < _FEWEST_CONSONANTS:
        return ()
    if first and len(consonants) < _FEWEST_CONSONANTS and stem_[1] in "وي":
        first = stem_[:2]  # «أورلاندو» is not «أيرلندا»
    return (f"{MARK}{first}{consonants}{vowel}",)


def _commonest() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in LINES.strip().splitlines():
        first, *variants = (stem(fold(name)) for name in line.split())
        found |= dict.fromkeys(variants, first)
    return found


SPELLINGS = _commonest()
"""The stem of every spelling in the lexicon, and the stem of the commonest one."""
