import pytest

from articles.arabic.stopwords import STOPWORDS
from articles.arabic.tokens import matching_tokens, terms, tokens, words


def test_a_vowelled_word_is_one_token() -> None:
    assert [token.text for token in tokens("كِتَابٌ جديد")] == ["كِتَابٌ", "جديد"]


def test_a_token_knows_its_place() -> None:
    assert [token[1:] for token in tokens("«نعم» لا")] == [(1, 4), (6, 8)]


def test_joiners_stay_inside_a_word() -> None:
    assert [token.text for token in tokens("می\u200cخواهم")] == ["می\u200cخواهم"]


def test_the_drawing_of_a_sign_stays_with_its_word() -> None:
    text = "خبر 1\ufe0f\u20e3 葛\U000e0100城"
    assert [token.text for token in tokens(text)] == text.split()


def test_underscores_and_honorifics_part_words() -> None:
    assert [token.text for token in tokens("#بث_تجريبي محمدﷺ")] == ["بث", "تجريبي", "محمد"]


def test_wanted_words_are_found_where_they_stand() -> None:
    assert matching_tokens("سد ثم سد", "سد".__eq__) == [("سد", 0, 2), ("سد", 6, 8)]


def test_no_word_is_found_where_none_is_wanted() -> None:
    assert matching_tokens("سد ثم سد", "نهر".__eq__) == []


def test_words_are_folded_and_complete() -> None:
    assert words("في المَدْرَسَةِ، ٢٠٢٦ BBC") == ["في", "المدرسه", "2026", "bbc"]


def test_terms_leave_stopwords_out() -> None:
    assert terms("وقالت الوزيرة إن المدارس في القاهرة The Ministers") == [
        *("وزير", "مدارس", "قاهر", "minister")
    ]


def test_a_stopword_may_carry_a_conjunction() -> None:
    assert terms("وهذا ففي والتي") == []


def test_an_endless_word_is_cut() -> None:
    assert [len(term) for term in terms("ب" * 10_000)] == [63]


def test_stopwords_are_folded_words() -> None:
    assert {" ".join(words(word)) for word in STOPWORDS} == STOPWORDS


@pytest.mark.parametrize("word", ["الي", "علي", "ايضا", "the"])
def test_common_words_are_stopwords(word: str) -> None:
    assert word in STOPWORDS
