"""Transliterated names: one index key for their spellings, after the idea of Soundex.

News agencies transliterate a name with or without its vowels, g as غ ج or ك, s as س or ش. The
consonant skeleton is the same. Only long foreign words get one, so that two names seldom share it;
variants of short names are listed in ``lexicon.name_variants``.
"""

import re

from articles.arabic.lexicon.name_variants import NAME_VARIANTS
from articles.arabic.normalize import fold
from articles.arabic.suffixes import stem

SKELETON_PREFIX = "0"
"""Prefix of every skeleton key, so that it equals no stem; every engine indexes a digit."""

_MIN_CONSONANTS = 5
_MIN_LENGTH_OF_FOUR = 7
"""Letters of a stem of four consonants: so many long vowels has no Arabic word of its own."""
_PORTUGUESE_NH = "ينهو"
_SOUNDS = str.maketrans("جشثصطضظذ", "غسسستدزز", "اويء")
_DOUBLED = re.compile(r"(\w)\1+")
# Arabic derives long words with these prefixes, and verbs with these prefixes and suffixes; their
# vowels tell words apart (متظاهر، مظاهر).
_ARABIC = re.compile(
    r"[امينت]ست|[امينت]ن\w|[امينت]\w[تطد]|[يمنت]ت|[مي]|س[اتين]\w{2,4}$|[ات]\w+ت$|\w{3,4}هم$"
)


def foreign_name_keys(stem_: str) -> tuple[str, ...]:
    """Return the further keys of a stem that looks foreign: its skeleton, and -nho as -nyo."""
    portuguese = stem_.endswith(_PORTUGUESE_NH)
    name = f"{stem_.removesuffix(_PORTUGUESE_NH)}ينيو" if portuguese else stem_
    return ((name,) if portuguese else ()) + consonant_skeleton(name)


def consonant_skeleton(stem_: str) -> tuple[str, ...]:
    """Return the prefixed consonant skeleton of a stem that looks foreign; empty for any other."""
    if len(stem_) < _MIN_CONSONANTS or _ARABIC.match(stem_):
        return ()
    vowel = stem_[-1] if stem_[-1] in "وي" else ""  # what ends a name sounds alike
    consonants = _DOUBLED.sub(r"\1", stem_).translate(_SOUNDS)
    first = "ا" if stem_[0] == "ا" else ""
    if len(consonants) + len(first) < _MIN_CONSONANTS - (len(stem_) >= _MIN_LENGTH_OF_FOUR):
        return ()
    if first and len(consonants) < _MIN_CONSONANTS and stem_[1] in "وي":
        first = stem_[:2]  # «أورلاندو» is not «أيرلندا»
    return (f"{SKELETON_PREFIX}{first}{consonants}{vowel}",)


def _canonical_stems() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in NAME_VARIANTS.strip().splitlines():
        first, *variants = (stem(fold(name)) for name in line.split())
        found |= dict.fromkeys(variants, first)
    return found


CANONICAL_STEMS = _canonical_stems()
"""For the stem of each name variant in the lexicon, the stem of the most frequent variant."""
