"""Two texts compared word by word, so that an editor sees what was changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from articles.arabic.normalize import TASHKEEL, strip_tashkeel, strip_tatweel
from articles.merging import rewriting
from articles.merging.alignment import Budget, opcodes

_TOKENS = re.compile(rf"\s+|[\w{TASHKEEL}]+|[^\w\s]")
_MOST_WORDS: Final = 3000
"""A longer passage is shown as taken out and put in whole: nobody reads it word by word."""
BAR: Final = " | "
"""Between the cells of a table's row, which is one paragraph."""


class Piece(NamedTuple):
    """A run of text; `kind` is `same`, `del` (only in the old) or `ins` (only in the new)."""

    kind: str
    text: str


type Key = Callable[[str], str]


def exact(word: str) -> str:
    """Compare words as they are written."""
    return word


def bare(word: str) -> str:
    """Compare words without tashkeel and tatweel."""
    return strip_tatweel(strip_tashkeel(word))


def words(old: str, new: str, *, key: Key = exact, budget: Budget | None = None) -> list[Piece]:
    """The runs of both texts in reading order; `key` says which words count as equal.

    What the `budget` leaves no time for is shown as replaced whole.
    """
    if old == new:
        return [Piece("same", new)] if new else []
    before, after = _TOKENS.findall(old), _TOKENS.findall(new)
    if max(len(before), len(after)) > _MOST_WORDS:
        return _replaced(old, new)
    return _merge(before, after, key, budget)


def paragraphs(old: Sequence[str], new: Sequence[str], *, key: Key = exact) -> list[list[Piece]]:
    """The paragraphs of both texts in reading order, each as its runs; bounded on any text."""
    budget = Budget()
    rows: list[list[Piece]] = []
    for kind, low, high, start, stop in opcodes(_keys(old, key), _keys(new, key), budget=budget):
        if kind == "equal":
            rows.extend([Piece("same", text)] for text in new[start:stop])
        else:
            rows.extend(_rewritten(old[low:high], new[start:stop], key, budget))
    return rows


def _rewritten(
    old: Sequence[str], new: Sequence[str], key: Key, budget: Budget
) -> Iterator[list[Piece]]:
    """A passage that was written anew: each paragraph beside the one that it was."""
    for low, high, start, stop in rewriting.steps(_keys(old, key), _keys(new, key), budget=budget):
        lost, found = old[low:high], new[start:stop]
        shared = min(len(lost), len(found))
        is_one_for_one = len(lost) == len(found)
        for before, after in zip(lost[:shared], found[:shared], strict=True):
            if _are_one_row(before.split(BAR), after.split(BAR), is_one_for_one):
                yield _cell_by_cell(before, after, key, budget)
            elif rewriting.are_alike(key(before), key(after)):
                yield words(before, after, key=key, budget=budget)
            else:
                yield from ([Piece("del", before)], [Piece("ins", after)])
        yield from ([Piece("del", text)] for text in lost[shared:])
        yield from ([Piece("ins", text)] for text in found[shared:])


def _are_one_row(old: list[str], new: list[str], is_one_for_one: bool) -> bool:
    """Whether a row of a table can be read cell by cell beside what it was."""
    is_kept = not {*filter(None, old)}.isdisjoint(new)
    return len(old) == len(new) > 1 and (is_one_for_one or is_kept)


def _cell_by_cell(old: str, new: str, key: Key, budget: Budget) -> list[Piece]:
    """The runs of two rows; a cell without a letter, a number mostly, is replaced whole."""
    pieces: list[Piece] = []
    for before, after in zip(old.split(BAR), new.split(BAR), strict=True):
        pieces += [Piece("same", BAR)] if pieces else []
        if key(before) == key(after) or any(map(str.isalpha, before + after)):
            pieces += words(before, after, key=key, budget=budget)
        else:
            pieces += _replaced(before, after)
    return pieces


def _keys(texts: Sequence[str], key: Key) -> list[str]:
    return [key(text) for text in texts]


def _replaced(old: str, new: str) -> list[Piece]:
    return [piece for piece in (Piece("del", old), Piece("ins", new)) if piece.text]


def _merge(before: list[str], after: list[str], key: Key, budget: Budget | None) -> list[Piece]:
    pieces: list[Piece] = []
    for kind, low, high, start, stop in opcodes(
        _keys(before, key), _keys(after, key), budget=budget
    ):
        lost, found = "".join(before[low:high]), "".join(after[start:stop])
        if kind == "equal":
            pieces.append(Piece("same", found))
        else:
            pieces.extend(_replaced(lost, found))
    return pieces
