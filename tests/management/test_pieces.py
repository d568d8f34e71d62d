from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from articles.management.archive.lines import Line
from articles.management.archive.pieces import UNDATED, Bad, Piece, piece
from tests.management.conftest import line

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def read(**changes: Any) -> Piece:
    return piece(line(**changes), language="ar", now=NOW)


def test_paragraphs_become_escaped_paragraphs() -> None:
    body = read(body=["سعر < 5 & أكثر", "<script>alert(1)</script>"]).data["body_ar"]
    assert body == "<p>سعر &lt; 5 &amp; أكثر</p><p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_place_before_the_name_becomes_the_dateline() -> None:
    assert read(author="القاهرة - هدى سالم").data["dateline_ar"] == "القاهرة"


def test_long_title_is_cut_at_a_word_and_stands_whole_above_the_text() -> None:
    title = " ".join(["كلمة"] * 60)
    read_piece = read(title=title)
    assert len(read_piece.data["headline_ar"]) <= 250
    assert read_piece.data["headline_ar"].endswith("كلمة…")
    assert read_piece.data["body_ar"].startswith(f"<p>{title}</p>")


def test_nul_and_lone_surrogates_are_cleaned_and_not_refused() -> None:
    raw = b'{"id": "1", "title": "a\\u0000b", "body": ["x\\ud800y"], "source": "s"}'
    read_piece = piece(Line(1, raw), language="ar", now=NOW)
    assert read_piece.data["headline_ar"] == "ab"
    assert read_piece.data["body_ar"] == "<p>xy</p>"


def test_number_as_id_is_its_digits() -> None:
    assert read(id=12).source_id == "12"


def test_line_without_source_takes_the_given_one() -> None:
    assert piece(line(source=None), language="ar", source="old", now=NOW).source == "old"


def test_date_without_offset_is_the_time_of_the_site() -> None:
    assert read(published="2016-01-10T12:00:00").published_at == datetime(
        2016, 1, 10, 10, 0, tzinfo=UTC
    )


def test_missing_date_is_the_one_at_the_end_of_the_id() -> None:
    read_piece = read(published=None, id="culture-55-20160115")
    assert read_piece.published_at == datetime(2016, 1, 15, 10, 0, tzinfo=UTC)
    assert read_piece.date_from == "id"


@pytest.mark.parametrize("source_id", ["culture-55", "x-20161340", "x-20990101", "120160115"])
def test_without_any_believable_date_it_stands_behind_everything(source_id: str) -> None:
    read_piece = read(published=None, id=source_id)
    assert (read_piece.published_at, read_piece.date_from) == (UNDATED, "nothing")


def test_spelling_variants_among_the_tags_are_one() -> None:
    assert read(tags=["الإسكندرية", "الاسكندرية", "#الإسكندرية", "…"]).tags == ("الإسكندرية",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title is missing"),
        ({"title": " … "}, "title is missing"),
        ({"title": ["x"]}, "“title” is not text"),
        ({"title": "x" * 2001}, "“title” is too long"),
        ({"body": None}, "text is missing"),
        ({"body": ["", " "]}, "text is missing"),
        ({"body": {"a": 1}}, "“body” is not a list"),
        ({"body": ["x", 5]}, "“body” is not a list"),
        ({"body": ["x" * 1_000_001]}, "text is too long"),
        ({"id": None}, "id or the source"),
        ({"source": ""}, "id or the source"),
        ({"id": True}, "“id” is not text"),
        ({"published": "yesterday"}, "is no date"),
        ({"published": 1462096800}, "is no date"),
        ({"published": "0001-01-01T00:00:00+14:00"}, "is no date"),
        ({"published": "2016-13-01"}, "is no date"),
        ({"published": "2031-01-01"}, "in the future"),
        ({"tags": "a, b"}, "“tags” is not a list"),
        ({"tags": [1]}, "“tags” is not a list"),
        ({"category": 3}, "“category” is not text"),
        ({"author": {"name": "x"}}, "“author” is not text"),
    ],
)
def test_line_that_cannot_be_shown_is_refused_with_its_reason(
    changes: dict[str, Any], reason: str
) -> None:
    with translation.override("en"), pytest.raises(Bad, match=reason):
        read(**changes)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"{", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b"\xff\xfe", "UTF-8"),
        (b"[1]", "no JSON object"),
        (None, "longer than"),
    ],
)
def test_line_that_is_no_record_is_refused_with_its_reason(
    content: bytes | None, reason: str
) -> None:
    with translation.override("en"), pytest.raises(Bad, match=reason):
        piece(Line(1, content), language="ar", now=NOW)
