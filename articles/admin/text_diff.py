"""A word-level diff of two texts, for the pages that compare revisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from articles.arabic.normalize import strip_tashkeel, strip_tatweel
from articles.merging import rewriting
from articles.merging.alignment import Budget, opcodes
from articles.merging.leaves import WORDS

_MAX_WORDS: Final = 3000
"""A longer passage is shown as replaced as a whole: nobody reads it word by word."""
CELL_SEPARATOR: Final = " | "
"""Between the cells of a table row, which is one paragraph."""


class DiffPiece(NamedTuple):
    """A run of text; `kind` is `same`, `del` (only in the old) or `ins` (only in the new)."""

    kind: str
    text: str


type ComparisonKey = Callable[[str], str]
"""Words with equal keys count as equal."""


def exact(word: str) -> str:
    """The word itself: words are compared as written."""
    return word


def without_diacritics(word: str) -> str:
    """The word without tashkeel and tatweel."""
    return strip_tatweel(strip_tashkeel(word))


def diff_words(
    old: str, new: str, *, key: ComparisonKey = exact, budget: Budget | None = None
) -> list[DiffPiece]:
    """The pieces of both texts in reading order.

    Texts of more than 3000 words, and what the `budget` leaves no time for, are shown as
    replaced as a whole.
    """
    if old == new:
        return [DiffPiece("same", new)] if new else []
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > _MAX_WORDS:
        return _replaced(old, new)
    return _diff_tokens(before, after, key, budget)


def diff_paragraphs(
    old: Sequence[str], new: Sequence[str], *, key: ComparisonKey = exact
) -> list[list[DiffPiece]]:
    """The paragraphs of both texts in reading order, each as its pieces; the time is bounded."""
    budget = Budget()
    rows: list[list[DiffPiece]] = []
    before, after = _keys(old, key), _keys(new, key)
    for kind, low, high, start, stop in opcodes(before, after, budget=budget):
        if kind == "equal":
            rows.extend([DiffPiece("same", text)] for text in new[start:stop])
        else:
            rows.extend(_diff_passage(old[low:high], new[start:stop], key, budget))
    return rows


def _diff_passage(
    old: Sequence[str], new: Sequence[str], key: ComparisonKey, budget: Budget
) -> Iterator[list[DiffPiece]]:
    """The rows of a replaced passage; similar paragraphs are paired and diffed by word."""
    for low, high, start, stop in rewriting.steps(_keys(old, key), _keys(new, key), budget=budget):
        lost, found = old[low:high], new[start:stop]
        shared = min(len(lost), len(found))
        is_one_for_one = len(lost) == len(found)
        for before, after in zip(lost[:shared], found[:shared], strict=True):
            if _are_same_row(before, after, is_one_for_one):
                yield _diff_cells(before, after, key, budget)
            elif rewriting.are_alike(key(before), key(after)):
                yield diff_words(before, after, key=key, budget=budget)
            else:
                yield from ([DiffPiece("del", before)], [DiffPiece("ins", after)])
        yield from ([DiffPiece("del", text)] for text in lost[shared:])
        yield from ([DiffPiece("ins", text)] for text in found[shared:])


def _are_same_row(before: str, after: str, is_one_for_one: bool) -> bool:
    """Whether both are rows of one table that can be diffed cell by cell."""
    old, new = before.split(CELL_SEPARATOR), after.split(CELL_SEPARATOR)
    is_kept = not {*filter(None, old)}.isdisjoint(new)
    return len(old) == len(new) > 1 and (is_one_for_one or is_kept)


def _diff_cells(old: str, new: str, key: ComparisonKey, budget: Budget) -> list[DiffPiece]:
    """The pieces of two rows; a changed cell without a letter, a number mostly, is replaced."""
    pieces: list[DiffPiece] = []
    cells = zip(old.split(CELL_SEPARATOR), new.split(CELL_SEPARATOR), strict=True)
    for before, after in cells:
        pieces += [DiffPiece("same", CELL_SEPARATOR)] if pieces else []
        if key(before) == key(after) or any(map(str.isalpha, before + after)):
            pieces += diff_words(before, after, key=key, budget=budget)
        else:
            pieces += _replaced(before, after)
    return pieces


def _keys(texts: Sequence[str], key: ComparisonKey) -> list[str]:
    return [key(text) for text in texts]


def _replaced(old: str, new: str) -> list[DiffPiece]:
    return [piece for piece in (DiffPiece("del", old), DiffPiece("ins", new)) if piece.text]


def _diff_tokens(
    before: list[str], after: list[str], key: ComparisonKey, budget: Budget | None
) -> list[DiffPiece]:
    pieces: list[DiffPiece] = []
    for kind, low, high, start, stop in opcodes(
        _keys(before, key), _keys(after, key), budget=budget
    ):
        lost, found = "".join(before[low:high]), "".join(after[start:stop])
        if kind == "equal":
            pieces.append(DiffPiece("same", found))
        else:
            pieces.extend(_replaced(lost, found))
    return pieces
