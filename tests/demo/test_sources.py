from typing import Any

import pytest

from articles import body
from articles.management.demo import sources

PIECES = sources.articles()
KEYS = {piece["key"] for piece in PIECES}


def test_every_piece_has_its_own_key() -> None:
    assert len(KEYS) == len(PIECES)


def test_pieces_come_in_the_order_in_which_they_were_published() -> None:
    hours = [piece.get("hours_ago", 0) for piece in PIECES]
    assert hours == sorted(hours, reverse=True)


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece["key"])
def test_picture_has_words_and_authors_are_known(piece: sources.Item) -> None:
    assert set(piece["picture_alt"]) >= {"ar", "en"} & set(piece)
    assert set(piece["authors"]) <= {author["key"] for author in sources.authors()}


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece["key"])
def test_nothing_of_a_body_is_lost_in_the_sanitiser(piece: sources.Item) -> None:
    known = dict.fromkeys(KEYS, 7)
    for language in {"ar", "en"} & set(piece):
        html = sources.to_html(piece[language]["body"], known=known)
        assert body.sanitise(html) == html.replace("&#x27;", "'").replace("&quot;", '"')


def test_link_to_an_article_that_is_not_there_is_left_out() -> None:
    blocks: list[Any] = ["نص", {"related": "b"}, {"related": "a"}]
    assert sources.to_html(blocks, known={"a": 3}) == '<p>نص</p><aside data-article="3"></aside>'


def test_unknown_block_is_an_error() -> None:
    with pytest.raises(ValueError, match="chart"):
        sources.to_html([{"chart": ""}], known={})


def test_desk_names_only_pieces_that_exist() -> None:
    desk = sources.desk()
    named = {desk[name]["key"] for name in ("unpublished", "scheduled", "corrected")}
    pinned = {key for keys in desk["pins"].values() for key in keys}
    assert named | pinned | set(desk["pins"]) <= KEYS


def test_arabic_table_with_its_caption_and_both_kinds_of_headings_can_be_read() -> None:
    known = dict.fromkeys(KEYS, 7)
    bodies = [
        sources.to_html(piece["ar"]["body"], known=known) for piece in PIECES if "ar" in piece
    ]
    parts = ("<caption>", '<th scope="col">', '<th scope="row">', "<td>")
    assert any(all(part in html for part in parts) for html in bodies)
