"""Names that newspapers spell in several ways, recognised in a word with its clitics."""

import re
from typing import Final, NamedTuple

from articles.arabic.lexicon.name_variants import NAME_VARIANTS
from articles.arabic.normalize import fold

# Given names, and names that several places or people bear: two spellings may be two of them.
_OF_SEVERAL: Final = frozenset(
    fold("""
    جونغ جينبينغ كونغ هونغ بيونغيانغ يانغ زيدان يوفنتوس إشبيلية هولاند فيون كاميرون جونسون
    تيريزا ماتيس مولر شارون لادن رحمن داود مايكل جورج جيمس تشارلز إليزابيث مارغريت ميغان
    ويليام فيليب سيرغي ديمتري ألكسي ميخائيل فرانسوا إيمانويل نيكولا ستيفن ريتشارد روبرت
    ألبرت أنجيلا غابرييل سيباستيان كريستيان فرانسيس ديفيد دونالد غرام جيغا عبدالله تشافيز
    مورينيو إسحاق بلاتيني بلاتر سيسي لوبان بولتون كوشنر جورجيا سواريز سيناريو شنغهاي نيمار
    لينين تلفزيون تلفون غانتس إنجليزي أمازون خاركيف مومباي
    """).split()
)
_CLITICS: Final = re.compile("(?:[وف]?[بك]?ال|[وف]?لل|[وف]?[بلك]?)")
_ENDINGS: Final = ("", "ة", "ين", "ون", "ات")


class Spelling(NamedTuple):
    """A name found in a word: its number in the lexicon, how it is written, its offset."""

    name: int
    written: str
    start: int


def _spellings() -> dict[str, int]:
    numbered: dict[str, int] = {}
    for number, line in enumerate(NAME_VARIANTS.strip().splitlines()):
        variants = line.split()
        if fold(variants[0]) not in _OF_SEVERAL:
            numbered |= {fold(variant): number for variant in variants}
    return numbered


_NUMBERS: Final = _spellings()


_FIRST: Final = frozenset(fold(line.split()[0]) for line in NAME_VARIANTS.strip().splitlines())


def is_first_spelling(written: str) -> bool:
    """Return whether newspapers write the name like this most of all."""
    return fold(written) in _FIRST


def read_name(word: str) -> Spelling | None:
    """Return the name that the word is, without its clitics, or None.

    Only names whose spellings are of one person, place or thing.
    """
    for start in {0: None, _clitics_end(word): None}:
        for ending in _ENDINGS:
            written = word[start:].removesuffix(ending)
            number = _NUMBERS.get(fold(written)) if word.endswith(ending) else None
            if number is not None:
                return Spelling(number, written, start)
    return None


def _clitics_end(word: str) -> int:
    clitics = _CLITICS.match(word)
    return clitics.end() if clitics else 0
