"""What holds for every text, lone surrogates and long runs included."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.arabic.analysis import analyse, analyse_word
from articles.arabic.edit_distance import near_spellings
from articles.arabic.homographs import HOMOGRAPHS
from articles.arabic.normalize import (
    clean,
    clean_line,
    direction,
    fold,
    fold_key,
    is_arabic,
    strip_tashkeel,
    strip_tatweel,
)
from articles.arabic.reading_time import word_count
from articles.arabic.slugs import LONGEST, free, numbered, slugify
from articles.arabic.stemming import light_stem
from articles.arabic.tokens import terms, tokens, words
from articles.arabic.typography import isolate_ranges, problems, tidy
from tests.arabic.strategies import HARD, TEXTS

WORDS = st.text(alphabet="ابتيوهء", max_size=7) | st.text(alphabet="aez", max_size=5)
IDEMPOTENT = [clean, clean_line, strip_tashkeel, strip_tatweel, fold, fold_key, slugify, tidy]
OTHERS = [is_arabic, direction, words, terms, word_count, problems, isolate_ranges, light_stem]
OTHERS += [analyse, analyse_word, near_spellings]


@pytest.mark.parametrize("form", IDEMPOTENT)
@given(text=TEXTS)
@example(text="İ" + "\u0301" * 40)
@example(text="ـ".join(["a" + "\u0301" * 30] * 3))
def test_a_form_of_a_form_is_itself(form: Callable[[str], str], text: str) -> None:
    once = form(text)
    assert form(once) == once


@pytest.mark.parametrize("form", [clean, clean_line, fold, fold_key, slugify])
@given(text=TEXTS)
def test_a_form_can_be_encoded_and_is_composed(form: Callable[[str], str], text: str) -> None:
    result = form(text)
    assert unicodedata.is_normalized("NFC", result.encode().decode())


@pytest.mark.parametrize("function", OTHERS)
@given(text=TEXTS)
def test_any_text_is_answered(function: Callable[[str], object], text: str) -> None:
    assert function(text) is not None


@pytest.mark.parametrize("piece", HARD, ids=ascii)
@pytest.mark.parametrize("function", [*IDEMPOTENT, *OTHERS])
def test_a_long_run_is_answered(function: Callable[[str], object], piece: str) -> None:
    assert function(piece * 4_000) is not None


@given(text=TEXTS)
def test_clean_line_is_one_bare_line(text: str) -> None:
    line = clean_line(text)
    assert line == " ".join(line.split())


@given(text=TEXTS)
def test_a_slug_stays_within_its_length(text: str) -> None:
    assert len(slugify(text, max_length=12)) <= 12


@given(text=TEXTS)
def test_a_short_slug_begins_the_long_one(text: str) -> None:
    assert slugify(text, max_length=1000).startswith(slugify(text, max_length=7))


@given(text=TEXTS)
def test_tokens_stand_where_they_say(text: str) -> None:
    assert all(text[token.start : token.end] == token.text for token in tokens(text))


@given(text=TEXTS)
def test_a_problem_has_an_extent(text: str) -> None:
    assert all(problem.start < problem.end for problem in problems(text))


@given(text=TEXTS)
def test_isolated_ranges_stand_apart_in_order(text: str) -> None:
    edges = [edge for span in isolate_ranges(text) for edge in span]
    assert edges == sorted(edges)


@given(text=TEXTS)
def test_a_stem_is_never_longer_than_its_folded_word(text: str) -> None:
    assert len(light_stem(text)) <= len(fold(text))


@given(text=TEXTS)
def test_every_word_has_keys(text: str) -> None:
    assert all(all(word.keys) and word.keys for word in analyse(text))


@given(text=TEXTS)
def test_keys_are_the_same_before_and_after_cleaning(text: str) -> None:
    assert analyse(clean(text)) == analyse(text)


@given(text=TEXTS)
def test_a_word_shares_a_key_with_its_folded_form(text: str) -> None:
    words = [word for word in analyse(text) if not word.is_stop and word.bare not in HOMOGRAPHS]
    assert not [word for word in words if set(word.keys).isdisjoint(analyse_word(word.folded).keys)]


@given(word=WORDS)
def test_a_word_is_not_near_itself(word: str) -> None:
    assert fold(word) not in near_spellings(word)


@given(text=TEXTS)
def test_words_do_not_depend_on_the_spelling_of_letters(text: str) -> None:
    assert words(fold(text)) == words(text)


@given(text=TEXTS, number=st.integers(2, 10**6))
@example(text="a" * 200, number=2)
@example(text="ab-" * 60, number=1000)
@example(text="ا" * 79 + "\u0654" * 40, number=10)
def test_a_numbered_slug_is_a_slug_and_keeps_its_number(text: str, number: int) -> None:
    one = numbered(slugify(text) or "tag", number)
    assert slugify(one) == one
    assert one.endswith(f"-{number}")
    assert len(one) <= LONGEST


@given(texts=st.lists(TEXTS, max_size=8))
@example(texts=["a" * 80] * 12)
@example(texts=["ab-" * 27, "ab-" * 28, "ab-" * 26 + "2"])
def test_free_slugs_are_never_the_same_when_they_are_stored(texts: list[str]) -> None:
    stored: set[str] = set()
    for text in texts:
        stored.add(slugify(free(slugify(text) or "tag", stored)))
    assert len(stored) == len(texts)
