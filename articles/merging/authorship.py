"""Who wrote which sentence: the version in which each sentence of the newest text first stood.

From the newest version back, as long as a parent has the sentence too. Vowel marks, tatweel and
blanks make no other sentence; any other change makes one, which is of whoever made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from articles import body
from articles.arabic.normalize import strip_tashkeel, strip_tatweel
from articles.text_checks.style import sentences

_END: Final = "</p>"
"""Where a body is cut, so that what two versions share is read once."""


class Origin(NamedTuple):
    """The version in which a sentence first stood.

    `is_older`: it stood in a version before that too, which was not looked at.
    """

    version: int
    is_older: bool


class Version(NamedTuple):
    """A version's lines (headline, standfirst) and body; `parents` in the order to look at them.

    These are what its text was made from, a version that it was restored from among them.
    """

    parents: tuple[int, ...]
    lines: tuple[str, ...]
    body: str


class Sentences:
    """The keys of the sentences of many bodies; what several share is read once."""

    def __init__(self) -> None:
        self._known: dict[str, frozenset[str]] = {}

    def of(self, version: Version) -> set[str]:
        """The keys of all sentences and lines of the version."""
        found = {key(line) for line in version.lines}
        for part in version.body.split(_END):
            if part not in self._known:
                self._known[part] = frozenset(map(key, split(part)))
            found |= self._known[part]
        return found


def key(sentence: str) -> str:
    """Equal for what counts as the same sentence."""
    return " ".join(strip_tatweel(strip_tashkeel(sentence)).split())


def split(html: str) -> list[str]:
    """The sentences of a stored body, in order."""
    return [each for line in body.paragraphs(html) for each in split_line(line)]


def split_line(line: str) -> Iterator[str]:
    """The sentences of a paragraph, each with the blanks after it; joined they are the line."""
    places = [start for start, end in sentences(line) if line[start:end].strip()]
    for start, end in zip(places, [*places[1:], len(line)], strict=True):
        yield line[start:end]


def origins(
    versions: Mapping[int, Version], newest: int, wanted: Sequence[str]
) -> dict[str, Origin]:
    """The origin of each of the wanted keys of the version `newest`.

    Parents that are not among the versions were not looked at. Linear in versions and sentences.
    """
    texts = Sentences()
    held: dict[int, set[str]] = {}

    def holds(number: int, sentence: str) -> bool:
        if number not in held:
            held[number] = texts.of(versions[number])
        return sentence in held[number]

    found: dict[str, Origin] = {}
    for sentence in dict.fromkeys(wanted):
        at = newest
        while True:
            parents = versions[at].parents
            known = (number for number in parents if number in versions and number < at)
            before = next((number for number in known if holds(number, sentence)), None)
            if before is None:
                break
            at = before
        found[sentence] = Origin(at, any(number not in versions for number in parents))
    return found
