"""Transliteration between Latin letters and Arabic: spellings that a name or a word may have.

Two ways of writing are read: names as English spells them («Gaza», «el-Sisi»), and Arabic in chat
letters, where digits stand for letters that Latin lacks («7orreya», «3arab»). Neither tells long
vowels from short ones or ه from ح, so that a word has many spellings; the caller takes the one that
its vocabulary knows. Spellings are folded, without the article.
"""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from articles.arabic.lexicon.exonyms import EXONYMS
from articles.arabic.normalize import fold

MAX_SPELLINGS: Final = 300
"""Spellings of a word that are returned, those of the least cost."""
_MIN_LENGTH: Final = 3
_MAX_LENGTH: Final = 20

CHAT_STOPWORDS: Final = {
    "fi": "في",
    "3an": "عن",
    "3ala": "على",
    "ma3": "مع",
    "men": "من",
    "min": "من",
    "wa": "و",
    "we": "و",
}
"""Arabic stopwords in chat letters."""
_LATIN_WORD: Final = re.compile(r"(?=.*[a-z])[a-z2356789']+")
_NUMBER: Final = re.compile(r"\d\d")
_ARTICLE: Final = re.compile(r"\A(?:al|el|il)(?=[^aeiou'].)")
_REPEATED: Final = re.compile(r"([b-df-hj-np-tv-z])\1+")

# What letters are written as, the likeliest first: the cost of a choice is its place. A vowel is
# written differently at the beginning, within and at the end of a word.
_CONSONANTS: Final = """
sch ش
tch تش
sh ش
ch تش ش خ ك
kh خ ك
gh غ ج ق
th ث ت ذ
dh ذ ض د ظ
ph ف
zh ج ز
ck ك
qu كو ق ك
b ب
c ك س ش
d د ض
f ف
g غ ج ق ك
h ه ح
j ج ي خ
k ك ق
l ل
m م
n ن
p ب
q ق ك
r ر
s س ص ز
t ت ط
v ف
w و
x كس خ
z ز ظ ذ تس ض
2 ا ق ي و
3' غ
3 ع
5 خ
6' ظ
6 ط
7' خ
7 ح
8 غ ق
9' ض
9 ص ق
"""
_INITIAL_VOWELS: Final = """
ai اي ع
ay اي
au او ا
aw او
ei اي
ea اي ا
eu اوي يو او
ou او ع
oo او
a ا ع عا
e ا اي ع
i اي ا ع ي
o او ا ع عو
u او ا يو ع
y ي
"""
_INNER_VOWELS: Final = """
aa ا عا
ae ا اي اع
ai اي ي
ay اي ي
au او و ا
aw او و
ei اي ي
ey اي ي
ea ي يا ا
ee ي
eu و وي يو
ew يو
ie ي
ia يا
io يو
iu يو
oa وا و
oi وا وي
oo و
ou و
ow او و
ua وا
ui وي ي
ya يا ي
a ا - ي
e - ي ا
i ي - اي
o و - ا
u و - ا
y ي - اي
"""
_FINAL_VOWELS: Final = """
ah ه ا اح اه
aa ا اء
eh ه
ay ي اي
ai اي ي
ey ي
ee ي
ie ي
ia يا يه
ya يا يه
oo و
ou و
ow و او
ie ي
a ا ه ي اء
e - ي ه ا
i ي
o و
u و
y ي
"""


_LATIN_CONSONANTS: Final = """
ب b p
ت t
ث th s t
ج j g
ح h
خ kh ch h
د d
ذ dh th z
ر r
ز z s
س s c ss ce
ش sh ch
ص s c
ض d dh
ط t
ظ z dh
ع - a
غ g gh
ف f v ph
ق q k g
ك k c ck g
ل l ll
م m
ن n
ء -
\u0640 - a e i o u
"""
_LATIN_VOWELS: Final = """
ا a u o e
و o u oo ou w
ي i e ee y ei
ه h
"""


class _Choices(NamedTuple):
    """How the letters of one script are written in the other, by their place in the word."""

    initial: Mapping[str, tuple[str, ...]]
    inner: Mapping[str, tuple[str, ...]]
    final: Mapping[str, tuple[str, ...]]


def _choices(table: str) -> dict[str, tuple[str, ...]]:
    rows = (line.split() for line in table.splitlines() if line)
    return {letters: tuple(each.strip("-") for each in others) for letters, *others in rows}


_ARABIC_CHOICES: Final = _Choices(
    _choices(_CONSONANTS + _INITIAL_VOWELS),
    _choices(_CONSONANTS + _INNER_VOWELS),
    _choices(_CONSONANTS + _FINAL_VOWELS),
)
_LATIN_CHOICES: Final = _Choices(
    _choices(f"{_LATIN_CONSONANTS}{_LATIN_VOWELS}\nاو u o ou au\nاي i ei e ai"),
    _choices(_LATIN_CONSONANTS + _LATIN_VOWELS),
    _choices(f"{_LATIN_CONSONANTS}{_LATIN_VOWELS}\nه a ah h eh\nيا ia ya ea"),
)
_SHORT_VOWEL: Final = re.compile("(?<=[^اويءه])(?=[^اويءه])")
_LONGEST_UNIT: Final = 3


def _bare(name: str) -> str:
    return fold(name).removeprefix("ال")


def _latin_names() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for latin, names in EXONYMS.items():
        for name in names:
            found.setdefault(_bare(name), []).append(latin)
    return found


_LATIN_NAMES: Final = _latin_names()


@lru_cache(maxsize=1_000)
def arabic_spellings(word: str) -> dict[str, int]:
    """Return the Arabic spellings that a word in Latin letters may have, each with its cost.

    Folded bare forms, the least cost first; names with another form in Arabic (Egypt) have that
    alone, which may be of two words (Hezbollah). Empty for fewer than three letters, more than
    twenty, and other signs than letters, chat digits and the apostrophe.
    """
    latin = word.lower().replace("\u2019", "'")
    if latin in EXONYMS:
        return dict.fromkeys(map(_bare, EXONYMS[latin]), 0)
    if not _LATIN_WORD.fullmatch(latin) or _NUMBER.search(latin) or _is_code(word):
        return {}
    stem = _REPEATED.sub(r"\1", latin)
    if not _MIN_LENGTH <= len(stem) <= _MAX_LENGTH:
        return {}
    found = _spellings(stem, _ARABIC_CHOICES)
    if _ARTICLE.match(stem):
        found |= _spellings(_ARTICLE.sub("", stem), _ARABIC_CHOICES)
    return found


def _is_code(word: str) -> bool:
    """Whether capitals beside a digit make it a name such as MI6, and no chat letter."""
    return word.isupper() and not word.isalpha()


@lru_cache(maxsize=1_000)
def latin_spellings(word: str) -> dict[str, int]:
    """Return the spellings in Latin letters that an Arabic word may have, each with its cost.

    As `arabic_spellings`; vowels that Arabic does not write are guessed between two consonants.
    """
    bare = _bare(word)
    if bare in _LATIN_NAMES:
        return dict.fromkeys(_LATIN_NAMES[bare], 0)
    if not _MIN_LENGTH <= len(bare) <= _MAX_LENGTH:
        return {}
    return _spellings(_SHORT_VOWEL.sub("\u0640", bare), _LATIN_CHOICES)


def is_exonym(word: str) -> bool:
    """Return whether the lexicon has a Latin name: «Egypt»."""
    return word.lower() in EXONYMS


def is_article(word: str) -> bool:
    """Return whether a Latin word is the Arabic article: «el» of «el Sisi»."""
    return word.lower() in ("al", "el", "il")


def has_article(word: str, spelling: str) -> bool:
    """Return whether the Arabic spelling of a Latin word leaves its article out: «elsisi»."""
    latin = word.lower()
    return latin not in EXONYMS and bool(_ARTICLE.match(latin)) and spelling[0] not in "ايع"


def exonyms_with_prefix(prefix: str) -> tuple[str, ...]:
    """Return the folded Arabic names whose Latin name begins with the prefix of two letters."""
    latin = prefix.lower()
    return tuple(
        _bare(name)
        for other, names in EXONYMS.items()
        if len(latin) > 1 and other.startswith(latin)
        for name in names
    )


def _spellings(stem: str, choices: _Choices) -> dict[str, int]:
    found: dict[str, int] = {"": 0}
    place = 0
    while place < len(stem):
        letters, written = _unit(stem, place, choices)
        place += len(letters)
        extended: dict[str, int] = {}
        for head, cost in found.items():
            for more, tail in enumerate(written):
                spelling = head + tail
                extended[spelling] = min(cost + more, extended.get(spelling, cost + more))
        found = _cheapest(extended)
    return {spelling: cost for spelling, cost in found.items() if len(spelling) > 1}


def _cheapest(costs: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(costs.items(), key=lambda each: (each[1], each[0]))[:MAX_SPELLINGS])


def _unit(stem: str, place: int, choices: _Choices) -> tuple[str, tuple[str, ...]]:
    """The longest letters at the place that are written as one, and how."""
    for length in range(_LONGEST_UNIT, 0, -1):
        letters = stem[place : place + length]
        is_last = place + length >= len(stem)
        table = choices.initial if place == 0 else choices.final if is_last else choices.inner
        if letters in table:
            return letters, table[letters]
    return stem[place], ("",)
