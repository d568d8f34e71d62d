import pytest

from articles.arabic.reading_time import reading_minutes, word_count


def test_word_count_counts_vowelled_and_latin_words_and_numbers() -> None:
    assert word_count("كِتَابٌ عن IMF، صدر في 2026.") == 6


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (180, 1), (181, 2), (900, 5)])
def test_reading_takes_whole_minutes_and_at_least_one(words: int, minutes: int) -> None:
    assert reading_minutes(words) == minutes


def test_readers_may_be_faster() -> None:
    assert reading_minutes(900, words_per_minute=300) == 3
