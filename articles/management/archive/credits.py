"""Parsing of bylines: place, sources and authors of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple
from uuid import UUID

from articles.arabic.normalize import clean_line, fold_key, is_arabic
from articles.management.archive.agencies import institutions, is_nobody
from articles.management.archive.labels import SOURCE, WITHIN, is_profession, split_label
from articles.management.archive.places import is_place

_MAX_DATELINE_LENGTH: Final = 80
_MAX_NAME_LENGTH: Final = 150
_DASH: Final = r"[-\u2010-\u2015\u0640]"
# A tatweel stands for a dash only between blanks; within a word it stretches a letter.
_PARTS: Final = re.compile(rf"\s+{_DASH}+\s*|\s*[-\u2010-\u2015]+\s+|\s*:\s*")
_IN_BRACKETS: Final = re.compile(r"(.+?)\s*\(([^()]+)\)")
_OPENED_BRACKET: Final = re.compile(r"([^()]+?)\s*\(([^()]+)")
_BRACKETED: Final = re.compile(r"\s*\(([^()]+)\)\s*")
_FROM: Final = re.compile(r"(.+)\s+من\s+(.+)")
# Without a blank beside it a dash parts only a name and a known place: «هدى سالم-القاهرة».
_TIGHT: Final = re.compile(
    r"([^-\u2010-\u2015]*[^-\u2010-\u2015\s])[-\u2010-\u2015]([^-\u2010-\u2015\s][^-\u2010-\u2015]*)"
)
_ASIDE: Final = re.compile(r"(?<=\w)\s*\(([^()]*)\)\s*$")
# So a house writes its own name behind a place: «لندن: «الشرق الأوسط»».
_QUOTED: Final = re.compile(r"[\s*]*(?:«[^»]+»|\"[^\"]+\"|“[^”]+”)[\s*.:]*")
_NAMES: Final = re.compile(r"\s*[،,;؛/|]\s*")
# A second label needs no sign before it: «بقلم: فلان تصوير: فلان».
_LABEL_WITHIN: Final = re.compile(
    rf"\s+(?=(?:{'|'.join(sorted(map(re.escape, WITHIN), key=len, reverse=True))})\s*:)",
    re.IGNORECASE,
)
_FRAME: Final = " \t*()[]{}.:\"'،,؛;-_«»“”|\u2013\u2014\u0640"
# Agencies behind these roles made a part only, so their label stays: «تصوير: رويترز».
_PARTIAL: Final = frozenset({"photographer", "translator", "editor"})


class Credit(NamedTuple):
    """What a byline says: the place ("" when none is named), the agencies and other sources, and
    the people in order, each with the role of a byline.
    """

    place: str
    sources: tuple[str, ...] = ()
    people: tuple[tuple[str, str], ...] = ()
    is_stripped: bool = False
    """Whether labels or professions were removed."""

    @property
    def names(self) -> tuple[str, ...]:
        """The distinct names of people."""
        return tuple(dict.fromkeys(name for name, _role in self.people))

    @property
    def dateline(self) -> str:
        """The place with the sources in brackets, as newspapers print it: «القاهرة (رويترز)».

        As many sources as its column holds; a first one that is longer is cut.
        """
        lines = (self._line(self.sources[:count]) for count in range(len(self.sources), 1, -1))
        fitting = (line for line in lines if len(line) <= _MAX_DATELINE_LENGTH)
        return next(fitting, self._line(self.sources[:1])[:_MAX_DATELINE_LENGTH])

    def _line(self, sources: tuple[str, ...]) -> str:
        named = ("، " if is_arabic("".join(sources)) else ", ").join(sources)
        both = f"{self.place} ({named})" if self.place and named else ""
        return both or self.place or named


def parse_credit(text: str) -> Credit:
    """Read «القاهرة - أحمد فلان», «لندن: وكالة», «فلان (جدة)», «فلان من الرياض»,
    «القاهرة (وكالة)», «بقلم: فلان تصوير: فلان», «فلان | مراسل الشؤون».

    A place is split off only when it is a known one, at either end; otherwise
    the parts are names. A place alone is no name, nor is a label or, beside a name,
    a profession. Agencies, media and desks are sources and no people: «رويترز، فرانس برس»,
    «هدى سالم ووكالات», «فريق التحرير»; so is a name in quotation marks behind a place.
    Identifiers instead of names count as nothing.
    """
    line = clean_line(text)
    if _is_identifier(line):
        return Credit("")
    place, source, rest = _apart(_LABEL_WITHIN.sub("، ", line))
    found = list(_named(rest, has_place=bool(place)))
    people = [(name, role) for name, role in found if name and not is_place(name)]
    place = place or next((name for name, _role in found if is_place(name)), "")
    kept = _without_professions(people, beside_bar="|" in rest)
    sources = [source, *(name for name, role in kept if role == SOURCE)]
    return Credit(
        place[:_MAX_DATELINE_LENGTH],
        _each_once(sources),
        tuple(dict.fromkeys(each for each in kept if each[1] != SOURCE)),
        is_stripped=len(kept) < len(people) or any(not name for name, _role in found),
    )


def merge_credits(credits_: Iterable[Credit]) -> Credit:
    """The credit of several bylines: the first place, all sources, all names in order."""
    all_ = list(credits_)
    return Credit(
        next((each.place for each in all_ if each.place), ""),
        _each_once(source for each in all_ for source in each.sources),
        tuple(dict.fromkeys(person for each in all_ for person in each.people)),
        is_stripped=any(each.is_stripped for each in all_),
    )


def _each_once(names: Iterable[str]) -> tuple[str, ...]:
    """The distinct non-empty names in their first spelling."""
    found: dict[str, str] = {}
    for name in filter(None, names):
        found.setdefault(fold_key(name), name)
    return tuple(found.values())


def _named(rest: str, *, has_place: bool) -> Iterator[tuple[str, str]]:
    """Yield (name, role) in order; a label alone yields ("", role)."""
    role = label = ""
    for part in _PARTS.split(rest):
        for text in _NAMES.split(part):
            name = _ASIDE.sub("", text).strip(_FRAME)
            labelled_as, bare = split_label(name)
            if labelled_as:
                role, label = labelled_as, name.removesuffix(bare).strip()
                yield "", role
            is_source = has_place and bool(_QUOTED.fullmatch(text))
            found = list(_of_name(bare.strip(_FRAME), role or "writer", label, is_source))
            if any(its_role == SOURCE for _name, its_role in found):
                label = ""  # it is said once
            else:
                found += _sources_aside(text)
            yield from found


def _of_name(name: str, role: str, label: str, is_source: bool) -> Iterator[tuple[str, str]]:
    """The institutions in a name as sources, and who is left; under `label` they made a part."""
    name = name[:_MAX_NAME_LENGTH]
    found, person = ((name,), "") if is_source else institutions(name)
    for source in found:
        is_part = role in _PARTIAL and label and source == found[0]
        yield f"{label}: {source}" if is_part else source, SOURCE
    if not is_nobody(person) and any(map(str.isalpha, person)):
        yield person, role


def _sources_aside(text: str) -> Iterator[tuple[str, str]]:
    """The agencies in brackets behind a person's name: «هدى سالم (رويترز)»."""
    if aside := _ASIDE.search(text):
        found, _other = institutions(aside[1].strip(_FRAME))
        yield from ((source, SOURCE) for source in found)


def _without_professions(
    people: list[tuple[str, str]], *, beside_bar: bool
) -> list[tuple[str, str]]:
    names = [
        each
        for each in people
        if each[1] == SOURCE or not is_profession(each[0], beside_bar=beside_bar)
    ]
    return names or people


def _apart(line: str) -> tuple[str, str, str]:
    """The place, the source in brackets behind it, and the rest."""
    tight = _TIGHT.fullmatch(line)
    parts = tight.groups() if tight else _PARTS.split(line, maxsplit=1)
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
