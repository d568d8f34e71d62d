"""A word-level diff of two texts: of revisions, of what goes live, of a merge, of the log.

The only one that is shown as a text with what was taken out and put in. (`articles.merging.hunks`
cuts a suggestion into pieces that can be accepted one by one; both stand upon `alignment`.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from articles.admin.diff_cleanup import readable, weight
from articles.arabic.normalize import strip_tashkeel, strip_tatweel
from articles.merging import rewriting
from articles.merging.alignment import Budget, opcodes
from articles.merging.leaves import WORDS

_MAX_WORDS: Final = 3000
"""A longer passage is shown as replaced as a whole: nobody reads it word by word."""
_KEPT: Final = 0.25
"""A paragraph of whose letters less stays is shown as taken out, and the new one as put in."""
CELL_SEPARATOR: Final = " | "
"""Between the cells of a table row, which is one paragraph."""
_PROCLITICS: Final = ("و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "فال", "بال", "كال", "لل")
_ENCLITICS: Final = ("ه", "ها", "هم", "هن", "هما", "ي", "نا", "ك", "كم", "ني")


class DiffPiece(NamedTuple):
    """A run of text; `kind` is `same`, `del` (only in the old) or `ins` (only in the new).

    `old` is how the old text writes what counts as the same, where that differs.
    """

    kind: str
    text: str
    old: str = ""

    @property
    def before(self) -> DiffPiece:
        """The piece as the old text writes it."""
        return self._replace(text=self.old or self.text, old="")


class DiffRow(NamedTuple):
    """One paragraph of a diff; of a table row also its `cells`, each as its pieces.

    A moved paragraph is two rows with one number in `move` (from 1): the place that it left
    (`is_origin`), and its new place, where `pieces` says what was changed on the way.
    """

    pieces: list[DiffPiece]
    move: int = 0
    is_origin: bool = False
    cells: list[list[DiffPiece]] | None = None

    @property
    def is_same(self) -> bool:
        """Whether nothing differs, its place included."""
        return not self.move and all(piece.kind == "same" for piece in self.pieces)

    @property
    def old_pieces(self) -> list[DiffPiece]:
        """The paragraph as it was."""
        return [piece.before for piece in self.pieces if piece.kind != "ins"]

    @property
    def new_pieces(self) -> list[DiffPiece]:
        """The paragraph as it is."""
        return [piece for piece in self.pieces if piece.kind != "del"]

    def sole(self, kind: str) -> str:
        """The text of a row that was put in (`ins`) or taken out (`del`) as a whole, else ""."""
        is_sole = len(self.pieces) == 1 and self.pieces[0].kind == kind and not self.move
        return self.pieces[0].text if is_sole else ""


type ComparisonKey = Callable[[str], str]
"""Words with equal keys count as equal."""


def exact(word: str) -> str:
    """The word itself: words are compared as written."""
    return word


def ignoring(*, tashkeel: bool, tatweel: bool) -> ComparisonKey:
    """The key under which words are the same that differ by what is ignored alone."""
    if not (tashkeel or tatweel):
        return exact
    return partial(_stripped, tashkeel=tashkeel, tatweel=tatweel)


def _stripped(word: str, *, tashkeel: bool, tatweel: bool) -> str:
    word = strip_tashkeel(word) if tashkeel else word
    return strip_tatweel(word) if tatweel else word


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
) -> list[DiffRow]:
    """The paragraphs of both texts in reading order; the time is bounded.

    One that stands elsewhere now is moved, not taken out and put in.
    """
    budget = Budget()
    rows: list[DiffRow] = []
    before, after = _keys(old, key), _keys(new, key)
    for kind, low, high, start, stop in opcodes(before, after, budget=budget):
        if kind == "equal":
            pairs = zip(old[low:high], new[start:stop], strict=True)
            rows.extend(_row([_same(was, text)]) for was, text in pairs)
        else:
            rows.extend(_diff_passage(old[low:high], new[start:stop], key, budget))
    return _with_moves(rows, key, budget)


def _row(pieces: list[DiffPiece]) -> DiffRow:
    """The row of one piece, or of paragraphs without cells."""
    [first, *others] = pieces
    if others or CELL_SEPARATOR not in first.text:
        return DiffRow(pieces)
    texts = first.text.split(CELL_SEPARATOR)
    were = first.before.text.split(CELL_SEPARATOR)
    cells = zip(texts, were if len(were) == len(texts) else texts, strict=True)
    return DiffRow(
        pieces,
        cells=[
            [_same(was, text) if first.kind == "same" else DiffPiece(first.kind, text)]
            for text, was in cells
        ],
    )


def _diff_passage(
    old: Sequence[str], new: Sequence[str], key: ComparisonKey, budget: Budget
) -> Iterator[DiffRow]:
    """The rows of a replaced passage; similar paragraphs are paired and diffed by word."""
    for low, high, start, stop in rewriting.steps(_keys(old, key), _keys(new, key), budget=budget):
        lost, found = old[low:high], new[start:stop]
        shared = min(len(lost), len(found))
        is_one_for_one = len(lost) == len(found)
        for before, after in zip(lost[:shared], found[:shared], strict=True):
            if _are_same_row(before, after, is_one_for_one):
                yield _diff_cells(before, after, key, budget)
            else:
                yield from _diff_paragraph(before, after, key, budget)
        yield from (_row([DiffPiece("del", text)]) for text in lost[shared:])
        yield from (_row([DiffPiece("ins", text)]) for text in found[shared:])


def _diff_paragraph(
    before: str, after: str, key: ComparisonKey, budget: Budget
) -> Iterator[DiffRow]:
    """A paragraph and what became of it; of which hardly a word stays, one out and one in."""
    if rewriting.are_alike(key(before), key(after)):
        pieces = diff_words(before, after, key=key, budget=budget)
        if _is_kept(pieces):
            yield DiffRow(pieces)
            return
    yield from (_row([DiffPiece("del", before)]), _row([DiffPiece("ins", after)]))


def _is_kept(pieces: Sequence[DiffPiece]) -> bool:
    """Whether enough of the words stays to read the rest as changes of them."""
    kept, lost, found = (
        sum(weight(WORDS.findall(each.text)) for each in pieces if each.kind == kind)
        for kind in ("same", "del", "ins")
    )
    return kept >= _KEPT * (kept + max(lost, found))


def _with_moves(rows: list[DiffRow], key: ComparisonKey, budget: Budget) -> list[DiffRow]:
    """The rows with what was taken out here and put in there as moved; signs alone do not move."""
    gone = {at: key(row.sole("del")) for at, row in enumerate(rows) if _has_words(row.sole("del"))}
    come = {at: key(row.sole("ins")) for at, row in enumerate(rows) if _has_words(row.sole("ins"))}
    if not (gone and come):
        return rows
    found = list(rows)
    for number, (origin, place) in enumerate(_moved(gone, come, budget), start=1):
        was, now = rows[origin].sole("del"), rows[place].sole("ins")
        found[origin] = rows[origin]._replace(move=number, is_origin=True)
        moved = (
            _row([_same(was, now)])
            if key(was) == key(now)
            else DiffRow(diff_words(was, now, key=key, budget=budget))
        )
        found[place] = moved._replace(move=number)
    return found


def _moved(gone: dict[int, str], come: dict[int, str], budget: Budget) -> list[tuple[int, int]]:
    """The places (origin, new place) of what is the same paragraph: word for word, then alike."""
    places: dict[str, list[int]] = {}
    for place, text in come.items():
        places.setdefault(text, []).append(place)
    pairs = [(origin, places[text].pop(0)) for origin, text in gone.items() if places.get(text)]
    were, are = ({pair[side] for pair in pairs} for side in (0, 1))
    left = [origin for origin in gone if origin not in were]
    right = [place for place in come if place not in are]
    alike = rewriting.most_alike(
        [gone[origin] for origin in left], [come[place] for place in right], budget=budget
    )
    pairs += ((left[i], right[j]) for i, j in alike)
    # What was put in right where it was taken out was written anew, and went nowhere.
    return sorted((origin, place) for origin, place in pairs if place != origin + 1)


def _has_words(text: str) -> bool:
    return any(map(str.isalpha, text))


def _are_same_row(before: str, after: str, is_one_for_one: bool) -> bool:
    """Whether both are rows of one table that can be diffed cell by cell."""
    old, new = before.split(CELL_SEPARATOR), after.split(CELL_SEPARATOR)
    is_kept = not {*filter(None, old)}.isdisjoint(new)
    are_rows = min(len(old), len(new)) > 1
    return are_rows and (is_kept or (is_one_for_one and len(old) == len(new)))


def _diff_cells(old: str, new: str, key: ComparisonKey, budget: Budget) -> DiffRow:
    """Two rows, cell by cell; where a column was added or taken out, that is a cell of its own."""
    before, after = old.split(CELL_SEPARATOR), new.split(CELL_SEPARATOR)
    cells: list[list[DiffPiece]] = []
    if len(before) == len(after):
        pairs = zip(before, after, strict=True)
        cells = [_diff_cell(was, now, key, budget) for was, now in pairs]
    else:
        codes = opcodes(_keys(before, key), _keys(after, key), budget=budget)
        for _kind, low, high, start, stop in codes:
            shared = min(high - low, stop - start)
            pairs = zip(before[low : low + shared], after[start : start + shared], strict=True)
            cells += [_diff_cell(was, now, key, budget) for was, now in pairs]
            cells += [[DiffPiece("del", text)] for text in before[low + shared : high]]
            cells += [[DiffPiece("ins", text)] for text in after[start + shared : stop]]
    pieces: list[DiffPiece] = []
    for cell in cells:
        pieces += [DiffPiece("same", CELL_SEPARATOR)] if pieces else []
        pieces += cell
    return DiffRow(pieces, cells=cells)


def _diff_cell(before: str, after: str, key: ComparisonKey, budget: Budget) -> list[DiffPiece]:
    """The pieces of a cell; a changed one without a letter, a number mostly, is replaced."""
    if key(before) == key(after) or _has_words(before + after):
        return diff_words(before, after, key=key, budget=budget)
    return _replaced(before, after)


def _keys(texts: Sequence[str], key: ComparisonKey) -> list[str]:
    return [key(text) for text in texts]


def _same(old: str, new: str) -> DiffPiece:
    return DiffPiece("same", new, old if old != new else "")


def _replaced(old: str, new: str) -> list[DiffPiece]:
    return [piece for piece in (DiffPiece("del", old), DiffPiece("ins", new)) if piece.text]


def _diff_tokens(
    before: list[str], after: list[str], key: ComparisonKey, budget: Budget | None
) -> list[DiffPiece]:
    pieces: list[DiffPiece] = []
    old, new = _keys(before, key), _keys(after, key)
    for kind, low, high, start, stop in readable(opcodes(old, new, budget=budget), old, new):
        lost, found = "".join(before[low:high]), "".join(after[start:stop])
        if kind == "equal":
            pieces.append(_same(lost, found))
        elif high - low == stop - start == 1:
            pieces.extend(_diff_word(lost, found))
        else:
            pieces.extend(_replaced(lost, found))
    return pieces


def _diff_word(old: str, new: str) -> list[DiffPiece]:
    """One word for one; where a clitic was put on or taken off, that alone differs."""
    kind, short, long = ("ins", old, new) if len(old) < len(new) else ("del", new, old)
    before, after = long.removesuffix(short), long.removeprefix(short)
    if before in _PROCLITICS and long != before:
        return [DiffPiece(kind, before), DiffPiece("same", short)]
    if after in _ENCLITICS and long != after:
        return [DiffPiece("same", short), DiffPiece(kind, after)]
    return _replaced(old, new)
