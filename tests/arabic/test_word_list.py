import pytest

from articles.arabic.lexicon.everyday_words import EVERYDAY_WORDS
from articles.arabic.normalize import fold
from articles.arabic.word_list import is_word


@pytest.mark.parametrize("word", ["كتاب", "غسالة", "منذ", "غزة", "برشلونة"])
def test_word_of_the_lexica_is_a_word(word: str) -> None:
    assert is_word(fold(word))


@pytest.mark.parametrize("form", ["كتابهم", "غسالتها", "غسالات", "شاحنات", "هاتفي"])
def test_word_is_one_with_a_pronoun_and_in_the_plural(form: str) -> None:
    assert is_word(form)


@pytest.mark.parametrize("form", ["كتااب", "غسالتت", "منذات", "برشولنه", "كيفيي"])
def test_slip_is_no_word(form: str) -> None:
    assert not is_word(form)


def test_everyday_words_are_listed_once() -> None:
    assert len(set(EVERYDAY_WORDS)) == len(EVERYDAY_WORDS)
