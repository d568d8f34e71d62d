"""What an article lacks besides its sentences."""

from articles.text_checks import Passage, Picture, Version
from tests.text_checks.versions import found, version


def _of(*passages: tuple[str, str, str]) -> Version:
    return Version(
        "ar",
        tuple(
            Passage(field, place, kind, "ar", text)
            for place, (field, kind, text) in enumerate(passages)
        ),
    )


def test_a_body_without_a_standfirst_is_marked() -> None:
    assert [mark.field for mark in found("missing_standfirst", version("نص"))] == ["standfirst"]


def test_a_body_with_a_standfirst_is_not_marked() -> None:
    of = _of(("standfirst", "line", "مقدمة"), ("body", "p", "نص"))
    assert found("missing_standfirst", of) == []


def test_an_article_without_a_section_is_marked() -> None:
    assert found("missing_section", Version("ar", (), has_section=False))
    assert not found("missing_section", Version("ar", ()))


def test_an_article_without_a_byline_is_marked() -> None:
    assert found("missing_byline", Version("ar", (), has_byline=False))
    assert not found("missing_byline", Version("ar", ()))


def test_pictures_lack_what_is_not_said_of_them() -> None:
    of = Version("ar", (), pictures=(Picture("وصف", "وكالة"), Picture(" ", "")))
    assert found("missing_alt", of)
    assert found("missing_credit", of)


def test_pictures_with_alternative_text_and_credit_are_not_marked() -> None:
    of = Version("ar", (), pictures=(Picture("وصف", "وكالة"),))
    assert not found("missing_alt", of)
    assert not found("missing_credit", of)


def test_a_subheading_below_no_heading_is_marked() -> None:
    of = _of(("body", "h3", "فرعي"), ("body", "h2", "رئيسي"), ("body", "h3", "فرعي ثان"))
    assert [mark.text for mark in found("skipped_heading", of)] == ["فرعي"]


def test_tags_that_readers_take_for_one_another_are_marked() -> None:
    assert found("duplicate_tags", Version("ar", (), tags=("إيران", "ايران")))
    assert not found("duplicate_tags", Version("ar", (), tags=("إيران", "العراق")))
