from datetime import UTC, datetime

import pytest

from articles.search.documents import (
    HEADLINE,
    MAIN_WORDS,
    SECTION_FACET,
    SHELVES,
    TEXT,
    DocumentText,
    build_entry,
    document_id,
    first_id_of_day,
)

AT = datetime(2026, 11, 20, 12, tzinfo=UTC)


def lexemes(field, **texts):
    parts = {"headline": "", "lead": "", "names": (), "body": "", "facets": ()} | texts
    made = build_entry(DocumentText(article_id=1, shelf="ar", at=AT, **parts))
    found = {*made.unpositioned, *made.positioned}
    return {lexeme[2:] for lexeme in found if lexeme.startswith(f"0{field}")}


def test_headline_s_words_stand_in_every_field():
    for field in (HEADLINE, MAIN_WORDS, TEXT):
        assert "كسوف" in lexemes(field, headline="كسوف الشمس")


def test_stopword_stands_in_the_headline_s_field_but_is_no_main_word():
    assert "من" in lexemes(HEADLINE, headline="من القاهرة")
    assert "من" not in lexemes(MAIN_WORDS, headline="من القاهرة")


@pytest.mark.parametrize("texts", [{"lead": "كسوف"}, {"names": ("كسوف",)}, {"body": "كسوف"}])
def test_main_words_are_those_of_lead_names_and_opening(texts):
    assert "كسوف" in lexemes(MAIN_WORDS, **texts)
    assert "كسوف" not in lexemes(HEADLINE, **texts)


@pytest.mark.parametrize(("times", "is_main"), [(2, False), (3, True)])
def test_word_that_a_text_says_often_is_a_main_word(times, is_main):
    text = "كلام " * 60 + "كسوف " * times
    assert ("كسوف" in lexemes(MAIN_WORDS, body=text)) is is_main


def test_further_key_is_found_without_a_place():
    made = build_entry(DocumentText(1, "ar", AT, "كتب جديدة", "", (), "", ()))
    assert {f"0{TEXT}كتب", f"0{TEXT}كتاب"} <= {*made.unpositioned, *made.positioned}


def test_shelves_share_no_lexeme():
    made = [
        build_entry(DocumentText(1, shelf, AT, "كسوف", "", (), "", (f"{SECTION_FACET}1",)))
        for shelf in SHELVES
    ]
    kept = [
        {lexeme for lexeme in (*each.unpositioned, *each.positioned) if lexeme != "."}
        for each in made
    ]
    assert not set.intersection(*kept)


@pytest.mark.parametrize("headline", ["أزمة", "والأزمة", "أَزْمَة", "أزمـــة"])
def test_vocabulary_holds_words_without_clitics_as_they_are_written(headline):
    assert build_entry(DocumentText(1, "ar", AT, headline, "", (), "", ())).vocabulary_words == {
        "ازمه": "أزمة"
    }


def test_documents_are_numbered_by_day_then_article():
    later = datetime(2026, 11, 21, tzinfo=UTC)
    numbers = [
        document_id(900, "ar", AT),
        document_id(901, "ar", AT),
        document_id(1, "ar", later),
    ]
    assert numbers == sorted(numbers)


def test_every_shelf_has_a_number_of_its_own():
    assert len({document_id(1, shelf, AT) for shelf in SHELVES}) == len(SHELVES)


def test_day_begins_before_its_first_document():
    assert first_id_of_day(20_777) <= document_id(1, "ar", AT) < first_id_of_day(20_778)


def test_moment_before_the_calendar_is_its_first_day():
    assert document_id(1, "ar", datetime(1950, 1, 1, tzinfo=UTC)) < first_id_of_day(1)
