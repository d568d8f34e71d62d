"""The texts of one language's version of an article, as the rules read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from articles.arabic.typography import isolate_ranges
from articles.languages import CHECKED_LANGUAGE

HIDDEN: Final = "\ufffc"
"""Stands for each character that a rule does not read, so that offsets stay."""
WHOLE: Final = -1
"""The passage of a mark that concerns no passage but a field or the whole article."""


class Span(NamedTuple):
    """A run inside a passage that is written in another language; offsets in characters."""

    start: int
    end: int
    language: str


class Passage(NamedTuple):
    """A line of a field, or a block of a body, as plain text; a line break is ``\\n``.

    `block` counts the blocks of the field from zero. `kind` is the block's element (`p`, `h2`,
    `h3`, `li`, `td`, `th`, `figcaption`, `caption`), `line` for a field of plain text.
    """

    field: str
    block: int
    kind: str
    language: str
    text: str
    spans: tuple[Span, ...] = ()

    def written_in(self, language: str) -> str:
        """The text with everything hidden that is in another language, or no prose.

        Addresses, handles and telephone numbers are no prose.
        """
        hidden = list(isolate_ranges(self.text))
        if self.language == language:
            hidden += [(s.start, s.end) for s in self.spans if s.language != language]
            return _hide(self.text, hidden)
        shown = [(s.start, s.end) for s in self.spans if s.language == language]
        return _hide(self.text, hidden + _gaps(shown, len(self.text)))

    def prose(self) -> str:
        """The text in every language, without addresses, handles and telephone numbers."""
        return _hide(self.text, isolate_ranges(self.text))


class Picture(NamedTuple):
    """What is said about a picture that the article shows."""

    alt: str
    credit: str


@dataclass(frozen=True)
class Version:
    """One language of an article: its passages in their order, and what the rules ask of the rest.

    `pictures` is None where nothing is known about them, `tags` are names.
    """

    language: str
    passages: tuple[Passage, ...]
    has_section: bool = True
    has_byline: bool = True
    pictures: tuple[Picture, ...] = ()
    tags: tuple[str, ...] = ()

    @cached_property
    def arabic(self) -> list[tuple[int, str]]:
        """The number of each passage that has Arabic, with its text hidden but for that."""
        texts = enumerate(passage.written_in(CHECKED_LANGUAGE) for passage in self.passages)
        return [(number, text) for number, text in texts if text.strip(f" \n{HIDDEN}")]

    @cached_property
    def prose(self) -> list[tuple[int, str]]:
        """The number of each passage with its text in every language, but for addresses."""
        return [(number, passage.prose()) for number, passage in enumerate(self.passages)]

    def text_of(self, name: str) -> str:
        """The text of a field of the version, its blocks joined by line breaks."""
        return "\n".join(passage.text for passage in self.passages if passage.field == name)


def _gaps(spans: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    gaps, end = [], 0
    for start, stop in spans:
        gaps.append((end, start))
        end = stop
    return [*gaps, (end, length)]


def _hide(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    for start, end in ranges:
        text = text[:start] + HIDDEN * (end - start) + text[end:]
    return text
