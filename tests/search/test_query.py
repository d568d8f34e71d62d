import pytest

from articles.search import query as asking
from articles.search.query import ALL, CORRECTED, MOST, SOME, parse, plan


def bare(words):
    return [word.bare for word in words]


def ranks(text, meanings=None):
    return [kind.rank for kind in plan(parse(text), "ar", (), meanings or {}).kinds]


@pytest.mark.parametrize("quotes", ["«{}»", "“{}”", '"{}"'])
def test_quoted_words_are_a_phrase_and_words(quotes):
    query = parse(quotes.format("مجلس الأمن") + " اليمن")
    assert [bare(phrase) for phrase in query.phrases] == [["مجلس", "امن"]]
    assert bare(query.words) == ["مجلس", "امن", "يمن"]


def test_quoted_single_word_is_no_phrase():
    assert parse("«اليمن»").phrases == ()


def test_open_quote_is_no_phrase():
    assert parse("«مجلس الأمن").phrases == ()


def test_word_behind_a_minus_is_unwanted():
    query = parse("كسوف -القمر")
    assert (bare(query.words), bare(query.unwanted[0])) == (["كسوف"], ["قمر"])


def test_phrase_behind_a_minus_is_unwanted():
    assert [bare(each) for each in parse("كسوف -«القمر الأحمر»").unwanted] == [["قمر", "احمر"]]


def test_hyphen_inside_a_word_excludes_nothing():
    assert parse("انفجار-القاهرة").unwanted == ()


def test_repeated_word_is_looked_up_once():
    assert len(parse("كسوف كسوف كسوف").words) == 1


def test_long_query_is_cut():
    many = " ".join(f"كلمة{n}" for n in range(500))
    assert len(parse(many).words) == asking.MOST_WORDS
    assert parse("ا" * asking.LONGEST + "ب").text == "ا" * asking.LONGEST


def test_single_word_is_looked_up_whole_only():
    assert set(ranks("كسوف")) == {ALL}


def test_two_words_are_filled_up_with_either():
    assert set(ranks("كسوف القمر")) == {ALL, SOME}


def test_three_words_are_filled_up_with_two_of_them_first():
    assert list(dict.fromkeys(ranks("كسوف القمر الأحمر"))) == [ALL, MOST, SOME]


def test_meant_words_are_looked_up_after_typed_ones():
    query = parse("كسزف")
    assert list(dict.fromkeys(ranks("كسزف", {query.words[0]: ("كسوف",)}))) == [ALL, CORRECTED]


def test_exclusions_alone_ask_for_nothing():
    assert plan(parse("-كسوف -قمر"), "ar", (), {}).steps == ()
