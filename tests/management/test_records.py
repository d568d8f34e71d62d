from contextlib import suppress
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

import pytest
from django.utils import translation

from articles.management.archive.field_values import InvalidLine
from articles.management.archive.reader import ArchiveLine
from articles.management.archive.records import ArticleRecord, parse_record
from tests.management.conftest import line

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def read(**changes: Any) -> ArticleRecord:
    return parse_record(line(**changes), language="ar", now=NOW)


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
    read_piece = parse_record(ArchiveLine(1, raw), language="ar", now=NOW)
    assert read_piece.data["headline_ar"] == "ab"
    assert read_piece.data["body_ar"] == "<p>xy</p>"


@pytest.mark.parametrize(
    ("value", "source_id"), [(12, "12"), (18.0, "18"), (1.5, "1.5"), (10**30, str(10**30))]
)
def test_number_as_id_is_its_digits(value: float, source_id: str) -> None:
    found = read(id=value)
    assert (found.source_id, found.adapted.kinds) == (source_id, {"numbers"})


def test_long_ids_that_begin_alike_stay_two_of_the_length_of_the_column() -> None:
    ids = [read(id="x" * 300 + end).source_id for end in ("a", "b", "a")]
    assert [len(each) for each in ids] == [200, 200, 200]
    assert ids[0] == ids[2] != ids[1]


def test_number_of_any_size_is_an_id() -> None:
    assert read(id=10**400, published=10**400).source_id.startswith("1000")


def test_id_keeps_its_entities_and_so_is_the_one_of_earlier_imports() -> None:
    found = read(id="https://example.org/?p=1&amp;q=2", source="a&amp;b")
    assert (found.source_id, found.source) == ("https://example.org/?p=1&amp;q=2", "a&amp;b")


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "<!--" * 200_000 + "x"},
        {"title": "<a " * 200_000 + "x"},
        {"title": "خـبر " * 100_000},
        {"tags": "، ".join(map(str, range(500_000)))},
        {"author": "بقلم: " * 100_000},
        {"published": "1 " * 500_000},
        {"body_html": "<p>&amp;" * 50_000},
    ],
)
def test_hostile_line_costs_little_time(changes: dict[str, Any]) -> None:
    start = perf_counter()
    with suppress(InvalidLine):
        read(**changes)
    assert perf_counter() - start < 10


def test_long_source_is_shortened_to_its_column() -> None:
    found = read(source="x" * 70)
    assert (len(found.source), found.adapted.kinds) == (60, {"shortened"})


def test_ordinary_line_needs_nothing() -> None:
    assert read().adapted.kinds == set()


@pytest.mark.parametrize(
    ("body", "stored"),
    [
        ("أول\n\nثان\nسطر", "<p>أول</p><p>ثان<br>سطر</p>"),
        ("أول\r\n\r\nثان", "<p>أول</p><p>ثان</p>"),
        ("أول\n \t\n\n\nثان", "<p>أول</p><p>ثان</p>"),
        (["أول\n\nثان", "ثالث"], "<p>أول</p><p>ثان</p><p>ثالث</p>"),
        (["أول", None, "", 5], "<p>أول</p><p>5</p>"),
        (["نص &amp; كيان", "سطر&nbsp;ثان"], "<p>نص &amp; كيان</p><p>سطر ثان</p>"),
        ("&amp;lt;b&amp;gt; نص", "<p>&amp;lt;b&amp;gt; نص</p>"),
        ("راجع https://example.org/?a=1&copy=2 أمس", None),
    ],
)
def test_body_is_taken_as_list_and_as_text(body: object, stored: str | None) -> None:
    expected = stored or "<p>راجع https://example.org/?a=1&amp;copy=2 أمس</p>"
    assert read(body=body).data["body_ar"] == expected


def test_html_goes_through_the_sanitiser() -> None:
    html = '<h1>عنوان</h1><p onclick="x()">نص <b>غامق</b> &amp; <i>آخر</i></p><script>x</script>'
    found = read(body=None, body_html=html)
    assert found.data["body_ar"] == (
        "<h2>عنوان</h2><p>نص <strong>غامق</strong> &amp; <em>آخر</em></p>"
    )
    assert found.adapted.kinds == {"html"}


def test_html_without_text_leaves_the_paragraphs() -> None:
    assert read(body=["نص"], body_html="<p></p>").data["body_ar"] == "<p>نص</p>"


@pytest.mark.parametrize(
    ("title", "headline", "kinds"),
    [
        ("<b>وسم</b> في العنوان", "وسم في العنوان", {"markup"}),
        ("سطر<br/>ثان<!-- x -->", "سطر ثان", {"markup"}),
        ('<a href="x">رابط</a>', "رابط", {"markup"}),
        ("س < ص و ع > ل", "س < ص و ع > ل", set()),
        ("نص &amp; كيان&nbsp;آخر", "نص & كيان آخر", {"entities"}),
        ("&lt;b&gt; نص &amp;amp;", "<b> نص &amp;", {"entities"}),
        ("قال &quot;نعم&quot;", "قال «نعم»", {"entities", "quotes"}),
        ('قال "نعم" أمس', "قال «نعم» أمس", {"quotes"}),
        ("عـــاجل: خبر...", "عاجل: خبر…", {"tatweel", "dots"}),
        ("قال : نعم ، ولا", "قال: نعم، ولا", {"signs"}),
        (2026, "2026", {"numbers"}),
    ],
)
def test_headline_is_plain_text_in_print(title: object, headline: str, kinds: set[str]) -> None:
    found = read(title=title)
    assert (found.data["headline_ar"], found.adapted.kinds) == (headline, kinds)


def test_body_is_printed_and_its_changes_are_known() -> None:
    found = read(body=['قال "نعم" ، ثم خرج...'])
    assert found.data["body_ar"] == "<p>قال «نعم»، ثم خرج…</p>"
    assert found.adapted.kinds == {"quotes", "signs", "dots"}


def test_typography_stays_as_it_is_when_asked() -> None:
    plain = line(title='قال "نعـم"', body=['قال "لا"...'], tags=["مصـر"])
    found = parse_record(plain, language="ar", is_printed=False, now=NOW)
    assert found.data["headline_ar"] == 'قال "نعـم"'
    assert (found.data["body_ar"], found.tags) == ('<p>قال "لا"...</p>', ("مصـر",))


@pytest.mark.parametrize(
    ("tags", "names", "kinds"),
    [
        ("رياضة، كرة, مصر", ("رياضة", "كرة", "مصر"), {"names"}),
        ("رياضة", ("رياضة",), set()),
        ([18.0, 2026], ("18", "2026"), {"numbers"}),
        (["سياسة", None, ""], ("سياسة",), {"left_out"}),
        ([{"name": "سياسة"}, {"id": 1}], ("سياسة",), {"left_out"}),
        (["R&amp;D"], ("R&D",), {"entities"}),
        (["مصـر", "مصر"], ("مصر",), {"tatweel"}),
        (["و" * 200], (), {"left_out"}),
        ([str(n) for n in range(101)], tuple(map(str, range(100))), {"left_out"}),
        ("null", (), {"left_out"}),
        (None, (), set()),
    ],
)
def test_tags_are_taken_as_list_and_as_text(
    tags: object, names: tuple[str, ...], kinds: set[str]
) -> None:
    found = read(tags=tags)
    assert (found.tags, found.adapted.kinds) == (names, kinds)


@pytest.mark.parametrize(
    ("author", "names", "kinds"),
    [
        ("هدى سالم، عمر نبيل", ("هدى سالم", "عمر نبيل"), {"names"}),
        (["هدى سالم", "عمر نبيل"], ("هدى سالم", "عمر نبيل"), set()),
        ([{"name": "هدى سالم"}, None], ("هدى سالم",), set()),
        ("بقلم: هدى سالم", ("هدى سالم",), {"labels"}),
        ("القاهرة (رويترز)", (), {"agency"}),
        ("null", (), set()),
    ],
)
def test_authors_are_taken_as_list_and_as_text(
    author: object, names: tuple[str, ...], kinds: set[str]
) -> None:
    found = read(author=author)
    assert (found.credit.names, found.adapted.kinds) == (names, kinds)


def test_byline_of_a_whole_paragraph_is_cut() -> None:
    found = read(author="هدى " * 200)
    assert ([len(name) for name in found.credit.names], found.adapted.kinds) == (
        [150],
        {"left_out"},
    )


def test_agency_in_the_dateline_is_what_readers_see() -> None:
    assert read(author="القاهرة (رويترز)").data["dateline_ar"] == "القاهرة (رويترز)"


@pytest.mark.parametrize(
    ("category", "name", "kinds"),
    [
        (["", "سياسة", "عالم"], "سياسة", set()),
        ({"name": "سياسة"}, "سياسة", set()),
        (3, "3", {"numbers"}),
        ("و" * 81, "", {"left_out"}),
    ],
)
def test_category_of_any_kind_is_its_name(category: object, name: str, kinds: set[str]) -> None:
    found = read(category=category)
    assert (found.category, found.adapted.kinds) == (name, kinds)


def test_date_ahead_is_scheduled() -> None:
    found = read(published="2031-01-01T10:00:00Z")
    assert found.published_at == datetime(2031, 1, 1, 10, tzinfo=UTC)
    assert found.adapted.kinds == {"scheduled"}


def test_unreadable_date_costs_only_itself() -> None:
    with translation.override("en"):
        found = read(published="yesterday")
    assert (found.date_from, found.adapted.remarks) == ("nothing", ["“yesterday” is no date."])


def test_line_without_source_takes_the_given_one() -> None:
    assert parse_record(line(source=None), language="ar", source="old", now=NOW).source == "old"


def test_spelling_variants_among_the_tags_are_one() -> None:
    assert read(tags=["الإسكندرية", "الاسكندرية", "#الإسكندرية", "…"]).tags == ("الإسكندرية",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": None}, "title is missing"),
        ({"title": " … "}, "title is missing"),
        ({"title": "<b></b>"}, "title is missing"),
        ({"title": ["x"]}, "title is missing"),
        ({"body": None}, "text is missing"),
        ({"body": ["", " ", None]}, "text is missing"),
        ({"body": "&nbsp;"}, "text is missing"),
        ({"body": {"a": 1}}, "text is missing"),
        ({"body": None, "body_html": "<p>&nbsp;</p><script>x</script>"}, "text is missing"),
        ({"body": ["x" * 1_000_001]}, "text is too long"),
        ({"id": None}, "id is missing"),
        ({"id": True}, "id is missing"),
        ({"id": float("nan")}, "id is missing"),
        ({"source": ""}, "source is missing"),
    ],
)
def test_line_that_cannot_be_shown_is_refused_with_its_reason(
    changes: dict[str, Any], reason: str
) -> None:
    with translation.override("en"), pytest.raises(InvalidLine, match=reason):
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
    with translation.override("en"), pytest.raises(InvalidLine, match=reason):
        parse_record(ArchiveLine(1, content), language="ar", now=NOW)
