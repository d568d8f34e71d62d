"""A table being read, and which tables of a page belong to its text: the others only arrange it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from articles.body.schema import MOST_COLUMNS
from articles.body.tokens import Token, attributes_of

_SPAN: Final = re.compile(r"[0-9]{1,5}")
_CELLS: Final = frozenset({"td", "th"})
_ROWS: Final = frozenset({"tr", "thead", "tbody", "tfoot"})
_TO_THE_END: Final = 65_534


@dataclass(slots=True)
class _Found:
    """What is known of a table of the page while its tokens go by."""

    number: int
    cells: int = 0
    is_arranging: bool = False
    is_text: bool = False


def of_text(tokens: Sequence[Token]) -> frozenset[int]:
    """Return the numbers of the tokens at which the tables begin that belong to the text.

    A table around others, of one column without a heading, or said to be for looks, is none.
    """
    open_: list[_Found] = []
    found: list[_Found] = []
    for number, (kind, name, attributes) in enumerate(tokens):
        if kind == "text":
            continue
        if name == "table":
            if kind == "start":
                for around in open_[-1:]:
                    around.is_arranging = True
                role = attributes_of(attributes).get("role", "").lower()
                open_.append(_Found(number, is_arranging=role in ("presentation", "none")))
                found.append(open_[-1])
            else:
                del open_[-1:]
        elif open_:
            _look(open_[-1], kind == "start", name)
    return frozenset(each.number for each in found if each.is_text and not each.is_arranging)


def _look(table: _Found, is_start: bool, name: str) -> None:
    if name in _ROWS:
        table.cells = 0
    elif is_start and name in _CELLS:
        table.cells += 1
        table.is_text = table.is_text or table.cells > 1 or name == "th"
    elif is_start and name == "caption":
        table.is_text = True


@dataclass(slots=True)
class _Cell:
    tag: str
    attributes: str
    columns: int
    rows: int
    html: str = ""


@dataclass(slots=True)
class Table:
    """The rows of cells read so far; ``html`` is what is stored of them."""

    attributes: str
    # Where it stands among the blocks that wait.
    place: int = 0
    captions: list[str] = field(default_factory=list)
    rows: list[list[_Cell]] = field(default_factory=list)
    cell: _Cell | None = None
    row_is_open: bool = False
    caption_is_open: bool = False

    def begin_row(self) -> None:
        """Open a row."""
        self.rows.append([])
        self.row_is_open = True

    def begin_cell(self, tag: str, attributes: str, columns: str, rows: str) -> None:
        """Open a cell that spans what its attributes say, in a row of its own where none is."""
        if not self.row_is_open:
            self.begin_row()
        self.cell = _Cell(tag, attributes, _columns(columns), _rows(rows))
        self.rows[-1].append(self.cell)

    def direct(self, attributes: str) -> None:
        """Give the open cell the language and direction of its first paragraph."""
        if self.cell and not self.cell.attributes:
            self.cell.attributes = attributes

    def take(self, html: str) -> bool:
        """Put what was read into what is open, and close that; False where nothing is."""
        if self.cell:
            self.cell.html = html
        elif self.caption_is_open:
            self.captions += [html] if html else []
        else:
            return False
        self.cell, self.caption_is_open = None, False
        return True

    @property
    def caption(self) -> str:
        """The line above the table; "" for none."""
        return " ".join(self.captions)

    @property
    def is_text(self) -> bool:
        """Whether what was read is a table: something in it, and more than one plain column."""
        cells = [cell for row in self.rows for cell in row]
        is_more = self.captions or any(cell.tag == "th" for cell in cells)
        return any(cell.html for cell in cells) and bool(
            is_more or any(len(row) > 1 for row in self.rows)
        )

    def lines(self) -> list[str]:
        """The caption and the cells, each as a line, none empty."""
        cells = (cell.html for row in self.rows for cell in row)
        return [line for line in (self.caption, *cells) if line]

    def html(self) -> str:
        """The table as it is stored: caption, rows of headings, then the others."""
        rows = self._settled()
        head = len(list(takewhile(_is_head, rows)))
        if any(cell.rows > head - n for n, row in enumerate(rows[:head]) for cell in row):
            head = 0
        parts = [f"<caption>{self.caption}</caption>" if self.captions else ""]
        for tag, some in (("thead", rows[:head]), ("tbody", rows[head:])):
            if some:
                parts += [f"<{tag}>", *map(_row, some), f"</{tag}>"]
        return f"<table{self.attributes}>{''.join(parts)}</table>"

    def _settled(self) -> list[list[_Cell]]:
        """The rows without those that are neither filled nor spanned; none spans beyond the end.

        What stands alone in its row spans no more than the widest of the others.
        """
        rows: list[list[_Cell]] = []
        spanned = 0
        for row in self.rows:
            if row or len(rows) < spanned:
                spanned = max([spanned, *(len(rows) + cell.rows for cell in row)])
                rows.append(row)
        widths = (sum(cell.columns for cell in row) for row in rows if len(row) > 1)
        widest = max(widths, default=1)
        for number, row in enumerate(rows):
            for cell in row:
                cell.columns = min(cell.columns, widest)
                cell.rows = min(cell.rows, len(rows) - number)
        return rows


def _is_head(row: Sequence[_Cell]) -> bool:
    return bool(row) and all(cell.tag == "th" for cell in row)


def _row(row: Sequence[_Cell]) -> str:
    scope = ' scope="col"' if _is_head(row) else ' scope="row"'
    cells = []
    for cell in row:
        columns = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        rows = f' rowspan="{cell.rows}"' if cell.rows > 1 else ""
        said = f"{scope if cell.tag == 'th' else ''}{columns}{rows}{cell.attributes}"
        cells.append(f"<{cell.tag}{said}>{cell.html}</{cell.tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _columns(said: str) -> int:
    said = said.strip()
    return min(max(int(said), 1), MOST_COLUMNS) if _SPAN.fullmatch(said) else 1


def _rows(said: str) -> int:
    said = said.strip()
    return (int(said) or _TO_THE_END) if _SPAN.fullmatch(said) else 1
