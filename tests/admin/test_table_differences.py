"""Two versions of a table beside each other: cell by cell."""

import pytest

from articles.admin.differences import Piece, paragraphs
from articles.admin.telling import told
from tests.body.test_tables import TABLE


def compared(old: str, new: str) -> list[list[Piece]]:
    """The rows of the comparison in which something is not the same."""
    rows = paragraphs(*told([old, new], images={}, articles={}))
    return [row for row in rows if any(piece.kind != "same" for piece in row)]


def test_changed_cell_is_shown_in_its_row() -> None:
    assert compared(TABLE, TABLE.replace("12", "1,300")) == [
        [Piece("same", "مصر"), Piece("same", " | "), Piece("del", "12"), Piece("ins", "1,300")]
    ]


def test_row_whose_cells_all_changed_is_shown_cell_by_cell() -> None:
    assert compared(TABLE, TABLE.replace("مصر", "لبنان").replace("12", "5")) == [
        [
            *(Piece("del", "مصر"), Piece("ins", "لبنان"), Piece("same", " | ")),
            *(Piece("del", "12"), Piece("ins", "5")),
        ]
    ]


def test_words_of_a_cell_are_compared() -> None:
    old, new = (TABLE.replace("مصر", name) for name in ("عدد السكان", "عدد النازحين"))
    assert compared(old, new)[0][:3] == [
        Piece("same", "عدد "),
        Piece("del", "السكان"),
        Piece("ins", "النازحين"),
    ]


def test_row_that_was_put_in_stands_alone() -> None:
    new = TABLE.replace("</tbody>", "<tr><td>لبنان</td><td>5</td></tr></tbody>")
    assert compared(TABLE, new) == [[Piece("ins", "لبنان | 5")]]


def test_column_that_was_put_in_is_shown_in_every_row() -> None:
    new = TABLE.replace("</td></tr>", "</td><td>x</td></tr>").replace(
        "</th></tr>", "</th><th>ي</th></tr>"
    )
    assert [row[1:] for row in compared(TABLE, new)] == [
        [Piece("ins", " | ي")],
        [Piece("ins", " | x")],
    ]


def test_words_that_moved_to_another_cell_are_no_longer_the_same() -> None:
    new = TABLE.replace("<td>مصر</td><td>12</td>", "<td>مصر 12</td><td></td>")
    assert compared(TABLE, new) != []


@pytest.mark.parametrize("cell", ['<th scope="row">مصر</th>', '<td colspan="2">مصر</td>'])
def test_cell_that_became_a_heading_or_was_merged_is_told(cell: str) -> None:
    assert compared(TABLE, TABLE.replace("<td>مصر</td>", cell)) != []
