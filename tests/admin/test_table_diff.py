"""Two versions of a table beside each other: cell by cell."""

import pytest

from articles.admin.body_description import describe_bodies
from articles.admin.text_diff import DiffPiece, diff_paragraphs
from tests.body.test_tables import TABLE


def compared(old: str, new: str) -> list[list[DiffPiece]]:
    """The rows of the comparison in which something is not the same."""
    rows = diff_paragraphs(*describe_bodies([old, new], images={}, articles={}))
    return [row.pieces for row in rows if not row.is_same]


def test_changed_cell_is_shown_in_its_row() -> None:
    assert compared(TABLE, TABLE.replace("12", "1,300")) == [
        [
            DiffPiece("same", "مصر"),
            DiffPiece("same", " | "),
            DiffPiece("del", "12"),
            DiffPiece("ins", "1,300"),
        ]
    ]


def test_row_whose_cells_all_changed_is_shown_cell_by_cell() -> None:
    assert compared(TABLE, TABLE.replace("مصر", "لبنان").replace("12", "5")) == [
        [
            *(DiffPiece("del", "مصر"), DiffPiece("ins", "لبنان"), DiffPiece("same", " | ")),
            *(DiffPiece("del", "12"), DiffPiece("ins", "5")),
        ]
    ]


def test_words_of_a_cell_are_compared() -> None:
    old, new = (TABLE.replace("مصر", name) for name in ("عدد السكان", "عدد النازحين"))
    assert compared(old, new)[0][:3] == [
        DiffPiece("same", "عدد "),
        DiffPiece("del", "السكان"),
        DiffPiece("ins", "النازحين"),
    ]


def test_row_that_was_put_in_stands_alone() -> None:
    new = TABLE.replace("</tbody>", "<tr><td>لبنان</td><td>5</td></tr></tbody>")
    assert compared(TABLE, new) == [[DiffPiece("ins", "لبنان | 5")]]


def test_column_that_was_put_in_is_shown_in_every_row() -> None:
    new = TABLE.replace("</td></tr>", "</td><td>x</td></tr>").replace(
        "</th></tr>", "</th><th>ي</th></tr>"
    )
    assert [row[-1] for row in compared(TABLE, new)] == [
        DiffPiece("ins", "ي"),
        DiffPiece("ins", "x"),
    ]


def test_words_that_moved_to_another_cell_are_no_longer_the_same() -> None:
    new = TABLE.replace("<td>مصر</td><td>12</td>", "<td>مصر 12</td><td></td>")
    assert compared(TABLE, new) != []


@pytest.mark.parametrize("cell", ['<th scope="row">مصر</th>', '<td colspan="2">مصر</td>'])
def test_cell_that_became_a_heading_or_was_merged_is_told(cell: str) -> None:
    assert compared(TABLE, TABLE.replace("<td>مصر</td>", cell)) != []
