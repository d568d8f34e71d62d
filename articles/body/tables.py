"""Building a table from its parts, and telling data tables from layout tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from articles.body.schema import MAX_COLUMNS
from articles.body.tokenizer import Token, parse_attributes

_SPAN: Final = re.compile(r"[0-9]{1,5}")
_CELLS: Final = frozenset({"td", "th"})
_ROWS: Final = frozenset({"tr", "thead", "tbody", "tfoot"})
_TO_LAST_ROW: Final = 65_534


@dataclass(slots=True)
class _TableInfo:
    """What is known of a table while its tokens are read."""

    number: int
    cells: int = 0
    is_layout: bool = False
    is_data: bool = False


def data_table_positions(tokens: Sequence[Token]) -> frozenset[int]:
    """The positions of the start tags of data tables.

    A table that contains others, has one column and no heading, or has the role `presentation`
    is a layout table.
    """
    open_: list[_TableInfo] = []
    found: list[_TableInfo] = []
    for number, (kind, name, attributes) in enumerate(tokens):
        if kind == "text":
            continue
        if name == "table":
            if kind == "start":
                for around in open_[-1:]:
                    around.is_layout = True
                role = parse_attributes(attributes).get("role", "").lower()
                open_.append(_TableInfo(number, is_layout=role in ("presentation", "none")))
                found.append(open_[-1])
            else:
                del open_[-1:]
        elif open_:
            _update_info(open_[-1], kind == "start", name)
    return frozenset(each.number for each in found if each.is_data and not each.is_layout)


def _update_info(table: _TableInfo, is_start: bool, name: str) -> None:
    if name in _ROWS:
        table.cells = 0
    elif is_start and name in _CELLS:
        table.cells += 1
        table.is_data = table.is_data or table.cells > 1 or name == "th"
    elif is_start and name == "caption":
        table.is_data = True


@dataclass(slots=True)
class _Cell:
    tag: str
    attributes: str
    columns: int
    rows: int
    html: str = ""


@dataclass(slots=True)
class Table:
    """The rows of cells read so far; ``html()`` is the stored form."""

    attributes: str
    # Its position among the waiting blocks of the writer.
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
        """Open a cell with the given spans, in a new row if none is open."""
        if not self.row_is_open:
            self.begin_row()
        self.cell = _Cell(tag, attributes, _columns(columns), _rows(rows))
        self.rows[-1].append(self.cell)

    def set_direction(self, attributes: str) -> None:
        """Give the open cell the language and direction of its first paragraph."""
        if self.cell and not self.cell.attributes:
            self.cell.attributes = attributes

    def close_cell(self, html: str) -> bool:
        """Close the open cell or caption with this content; False if none is open."""
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
        """The caption; "" for none."""
        return " ".join(self.captions)

    @property
    def is_data_table(self) -> bool:
        """Whether it has content, and a caption, a heading or more than one column."""
        cells = [cell for row in self.rows for cell in row]
        is_more = self.captions or any(cell.tag == "th" for cell in cells)
        return any(cell.html for cell in cells) and bool(
            is_more or any(len(row) > 1 for row in self.rows)
        )

    def lines(self) -> list[str]:
        """The non-empty contents of caption and cells, for a layout table."""
        cells = (cell.html for row in self.rows for cell in row)
        return [line for line in (self.caption, *cells) if line]

    def html(self) -> str:
        """The stored form: caption, header rows in ``thead``, the others in ``tbody``."""
        rows = self._normalized_rows()
        head = len(list(takewhile(_is_head, rows)))
        if any(cell.rows > head - n for n, row in enumerate(rows[:head]) for cell in row):
            head = 0
        parts = [f"<caption>{self.caption}</caption>" if self.captions else ""]
        for tag, some in (("thead", rows[:head]), ("tbody", rows[head:])):
            if some:
                parts += [f"<{tag}>", *map(_row, some), f"</{tag}>"]
        return f"<table{self.attributes}>{''.join(parts)}</table>"

    def _normalized_rows(self) -> list[list[_Cell]]:
        """The rows without empty ones that no cell spans; spans are limited to the table.

        A cell that is alone in its row spans no more columns than the widest other row.
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
        attrs = f"{scope if cell.tag == 'th' else ''}{columns}{rows}{cell.attributes}"
        cells.append(f"<{cell.tag}{attrs}>{cell.html}</{cell.tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _columns(value: str) -> int:
    value = value.strip()
    return min(max(int(value), 1), MAX_COLUMNS) if _SPAN.fullmatch(value) else 1


def _rows(value: str) -> int:
    value = value.strip()
    return (int(value) or _TO_LAST_ROW) if _SPAN.fullmatch(value) else 1
