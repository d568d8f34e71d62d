"""Who wrote a piece, out of the line that agencies and newspapers print above it."""

import re
from typing import Final, NamedTuple
from uuid import UUID

from articles.arabic.normalize import clean_line
from articles.management.archive.places import is_place

_LONGEST_PLACE: Final = 80
_LONGEST_NAME: Final = 150
_DASH: Final = r"[-\u2010-\u2015\u0640]"
# A tatweel stands for a dash only between blanks; within a word it stretches a letter.
_PARTS: Final = re.compile(rf"\s+{_DASH}+\s*|\s*[-\u2010-\u2015]+\s+|\s*:\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")
_FROM: Final = re.compile(r"(.+)\s+من\s+(.+)")
_ASIDE: Final = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_NAMES: Final = re.compile(r"\s*[،,;؛/|]\s*")
_FRAME: Final = " \t*()[]{}.:\"'،,؛;-_«»“”\u2013\u2014\u0640"
_NOT_NAMES: Final = frozenset(
    [
        "كتب",
        "كتبت",
        "حاوره",
        "حاورها",
        "حوار",
        "متابعة",
        "متابعات",
        "إعداد",
        "تقرير",
        "ترجمة",
        "زائر",
    ]
)


class Credit(NamedTuple):
    """The place a piece was written from ("" when none is named), and the names, in order."""

    place: str
    names: tuple[str, ...]


def credit(text: str) -> Credit:
    """Read «القاهرة - أحمد فلان», «لندن: وكالة», «فلان (جدة)», «فلان من الرياض».

    A place is split off only when it is a known one, at either end; otherwise
    the parts are names. A place alone is no name. Identifiers instead of names count as nothing.
    """
    line = clean_line(text)
    if _is_identifier(line):
        return Credit("", ())
    place, rest = _apart(line)
    names: dict[str, None] = {}
    for part in _PARTS.split(rest):
        for name in _NAMES.split(part):
            bare = _ASIDE.sub("", name).strip(_FRAME)
            if is_place(bare):
                place = place or bare
            elif bare not in _NOT_NAMES and any(map(str.isalpha, bare)):
                names.setdefault(bare[:_LONGEST_NAME])
    return Credit(place[:_LONGEST_PLACE], tuple(names))


def _apart(line: str) -> tuple[str, str]:
    parts = [part.strip(_FRAME) for part in _PARTS.split(line, maxsplit=1)]
    if len(parts) == 2:
        first, second = parts
        if is_place(_without_brackets(first)):
            return first, second
        if is_place(second):
            return second, first
    for pattern in (_IN_BRACKETS, _FROM):
        found = pattern.fullmatch(line.strip(" *"))
        if found and is_place(found[2].strip(_FRAME)):
            return found[2].strip(_FRAME), found[1]
    return ("", line)


def _without_brackets(text: str) -> str:
    return text.partition("(")[0].strip()


def _is_identifier(line: str) -> bool:
    try:
        UUID(line)
    except ValueError:
        return False
    return True
