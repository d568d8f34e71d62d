import pytest

from articles.search.documents import HEADLINE, MAIN_WORDS, TEXT
from articles.search.query import (
    ALL_BUT_ONE,
    ALL_WORDS,
    ANY_WORD,
    CORRECTED_WORDS,
    MAX_QUERY_LENGTH,
    MAX_WORDS,
    parse_query,
    plan_steps,
)


def bare(words):
    return [word.bare for word in words]


def matches(text, *readings):
    return plan_steps(parse_query(text), "ar", (), [parse_query(each) for each in readings]).matches


def tiers(text, *readings):
    return [match.tier for match in matches(text, *readings)]


@pytest.mark.parametrize("quotes", ["«{}»", "“{}”", '"{}"'])
def test_quoted_words_are_a_phrase_and_words(quotes):
    query = parse_query(quotes.format("مجلس الأمن") + " اليمن")
    assert [bare(phrase) for phrase in query.phrases] == [["مجلس", "امن"]]
    assert bare(query.words) == ["مجلس", "امن", "يمن"]


def test_quoted_single_word_is_no_phrase():
    assert parse_query("«اليمن»").phrases == ()


def test_open_quote_is_no_phrase():
    assert parse_query("«مجلس الأمن").phrases == ()


def test_word_behind_a_minus_is_excluded():
    query = parse_query("كسوف -القمر")
    assert (bare(query.words), bare(query.excluded[0])) == (["كسوف"], ["قمر"])


def test_phrase_behind_a_minus_is_excluded():
    assert [bare(each) for each in parse_query("كسوف -«القمر الأحمر»").excluded] == [
        ["قمر", "احمر"]
    ]


def test_hyphen_inside_a_word_excludes_nothing():
    assert parse_query("انفجار-القاهرة").excluded == ()


def test_repeated_word_is_looked_up_once():
    assert len(parse_query("كسوف كسوف كسوف").words) == 1


def test_long_query_is_cut():
    many = " ".join(f"كلمة{n}" for n in range(500))
    assert len(parse_query(many).words) == MAX_WORDS
    assert parse_query("ا" * MAX_QUERY_LENGTH + "ب").text == "ا" * MAX_QUERY_LENGTH


def test_single_word_has_full_matches_only():
    assert set(tiers("كسوف")) == {ALL_WORDS}


def test_two_words_are_followed_by_any_word():
    assert set(tiers("كسوف القمر")) == {ALL_WORDS, ANY_WORD}


def test_three_words_are_followed_by_all_but_one():
    assert list(dict.fromkeys(tiers("كسوف القمر الأحمر"))) == [ALL_WORDS, ALL_BUT_ONE, ANY_WORD]


def test_readings_are_searched_after_the_query_as_typed():
    assert list(dict.fromkeys(tiers("كسزف", "كسوف"))) == [ALL_WORDS, CORRECTED_WORDS]


def test_texts_are_searched_for_the_likeliest_reading_only():
    of_readings = [(each.reading, each.field) for each in matches("كسزف", "كسوف", "كشف")]
    assert of_readings[3:] == [
        (0, HEADLINE),
        (0, MAIN_WORDS),
        (0, TEXT),
        (1, HEADLINE),
        (1, MAIN_WORDS),
    ]


def test_some_of_the_words_are_searched_as_typed_and_for_the_likeliest_reading():
    found = matches("كسزف قمر", "كسوف قمر", "كشف قمر")
    partial = [each.reading for each in found if each.tier > CORRECTED_WORDS]
    assert partial == [-1, -1, 0, 0]


def test_exclusions_alone_have_no_step():
    assert plan_steps(parse_query("-كسوف -قمر"), "ar", ()).steps == ()
