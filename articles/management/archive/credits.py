"""Who wrote a piece, out of the line that agencies and newspapers print above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from articles.arabic.normalize import clean_line
from articles.management.archive.labels import SOURCE, WITHIN, is_profession, labelled
from articles.management.archive.places import is_place

_LONGEST_DATELINE: Final = 80
_LONGEST_NAME: Final = 150
_DASH: Final = r"[-\u2010-\u2015\u0640]"
# A tatweel stands for a dash only between blanks; within a word it stretches a letter.
_PARTS: Final = re.compile(rf"\s+{_DASH}+\s*|\s*[-\u2010-\u2015]+\s+|\s*:\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")
_OPENED_BRACKET: Final = re.compile(r"([^()]+?)\s*\(([^()]+)")
_BRACKETED: Final = re.compile(r"\s*\(([^()]+)\)\s*")
_FROM: Final = re.compile(r"(.+)\s+من\s+(.+)")
_ASIDE: Final = re.compile(r"(?<=\w)\s*\([^()]*\)\s*$")
_NAMES: Final = re.compile(r"\s*[،,;؛/|]\s*")
# A second label needs no sign before it: «بقلم: فلان تصوير: فلان».
_LABEL_WITHIN: Final = re.compile(
    rf"\s+(?=(?:{'|'.join(sorted(map(re.escape, WITHIN), key=len, reverse=True))})\s*:)",
    re.IGNORECASE,
)
_FRAME: Final = " \t*()[]{}.:\"'،,؛;-_«»“”|\u2013\u2014\u0640"
_NOBODY: Final = frozenset({"زائر", "خاص", "خاصة"})


class Credit(NamedTuple):
    """What a byline says: the place ("" when none is named), the agency or other source, and the
    people in order, each with the role of a byline.
    """

    place: str
    source: str = ""
    people: tuple[tuple[str, str], ...] = ()
    is_stripped: bool = False
    """Whether labels or professions were taken out."""

    @property
    def names(self) -> tuple[str, ...]:
        """The people's names, each once."""
        return tuple(dict.fromkeys(name for name, _role in self.people))

    @property
    def dateline(self) -> str:
        """The place with the source in brackets, as newspapers print it: «القاهرة (رويترز)»."""
        both = f"{self.place} ({self.source})" if self.place and self.source else ""
        return (both or self.place or self.source)[:_LONGEST_DATELINE]


def credit(text: str) -> Credit:
    """Read «القاهرة - أحمد فلان», «لندن: وكالة», «فلان (جدة)», «فلان من الرياض»,
    «القاهرة (وكالة)», «بقلم: فلان تصوير: فلان», «فلان | مراسل الشؤون».

    A place is split off only when it is a known one, at either end; otherwise
    the parts are names. A place alone is no name, nor is a label or, beside a name,
    a profession. Identifiers instead of names count as nothing.
    """
    line = clean_line(text)
    if _is_identifier(line):
        return Credit("")
    place, source, rest = _apart(_LABEL_WITHIN.sub("، ", line))
    found = list(_named(rest))
    people = [(name, role) for name, role in found if name and not is_place(name)]
    place = place or next((name for name, _role in found if is_place(name)), "")
    kept = _without_professions(people, beside_bar="|" in rest)
    sources = [source, *(name for name, role in kept if role == SOURCE)]
    return Credit(
        place[:_LONGEST_DATELINE],
        "، ".join(filter(None, sources)),
        tuple(dict.fromkeys(each for each in kept if each[1] != SOURCE)),
        is_stripped=len(kept) < len(people) or any(not name for name, _role in found),
    )


def together(credits_: Iterable[Credit]) -> Credit:
    """One credit of several: the first place and source, everybody's names in order."""
    all_ = list(credits_)
    return Credit(
        next((each.place for each in all_ if each.place), ""),
        next((each.source for each in all_ if each.source), ""),
        tuple(dict.fromkeys(person for each in all_ for person in each.people)),
        is_stripped=any(each.is_stripped for each in all_),
    )


def _named(rest: str) -> Iterator[tuple[str, str]]:
    """Each name with its role, in order; a label yields ("", its role)."""
    role = "writer"
    for part in _PARTS.split(rest):
        for text in _NAMES.split(part):
            label, name = labelled(_ASIDE.sub("", text).strip(_FRAME))
            if label:
                role = label
                yield "", role
            name = name.strip(_FRAME)
            if name not in _NOBODY and any(map(str.isalpha, name)):
                yield name[:_LONGEST_NAME], role


def _without_professions(
    people: list[tuple[str, str]], *, beside_bar: bool
) -> list[tuple[str, str]]:
    names = [each for each in people if not is_profession(each[0], beside_bar=beside_bar)]
    return names or people


def _apart(line: str) -> tuple[str, str, str]:
    """The place, the source in brackets behind it, and the rest."""
    parts = _PARTS.split(line, maxsplit=1)
    if len(parts) == 2:
        for here, rest in (parts, reversed(parts)):
            place, source = _dateline(here)
            if place and (bracketed := _BRACKETED.fullmatch(rest)):
                return place, bracketed[1].strip(), ""
            if place:
                return place, source, rest
    place, source = _dateline(line)
    if place:
        return place, source, ""
    for pattern in (_IN_BRACKETS, _FROM):
        found = pattern.fullmatch(line.strip(" *"))
        if found and is_place(found[2].strip(_FRAME)):
            return found[2].strip(_FRAME), "", found[1]
    return "", "", line


def _dateline(text: str) -> tuple[str, str]:
    """The known place that the text is, and what stands in brackets behind it; ("", "") if none."""
    bare = text.strip(_FRAME)
    if is_place(bare):
        return bare, ""
    found = _OPENED_BRACKET.fullmatch(bare)
    if found is None or not is_place(found[1]):
        return "", ""
    source = found[2].strip(_FRAME)
    return found[1], "" if is_place(source) else source


def _is_identifier(line: str) -> bool:
    try:
        UUID(line)
    except ValueError:
        return False
    return True
