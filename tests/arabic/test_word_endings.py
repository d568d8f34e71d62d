import pytest

from articles.arabic.word_endings import ends_in_alef, right_ending


@pytest.mark.parametrize(
    ("word", "letter"),
    [
        ("الساعه", "ة"),
        ("والسعوديه", "ة"),
        ("بالمدينه", "ة"),
        ("ثلاثه", "ة"),
        ("هذة", "ه"),
        ("المياة", "ه"),
        ("وتوجية", "ه"),
        ("فى", "ي"),
        ("المصرى", "ي"),
        ("حتي", "ى"),
        ("أخري", "ى"),
        ("السَاعه", "ة"),
    ],
)
def test_the_right_last_letter_is_known(word: str, letter: str) -> None:
    assert right_ending(word) == letter


@pytest.mark.parametrize(
    "word",
    [
        *("مدرسه", "صورته", "المياه", "التوجيه", "الكره", "اليمنى", "الموسيقي", "المرضي", "علي"),
        *("الكبرى", "مستشفى", "غيرة", "", "هذه", "في", "فىِ"),
    ],
)
def test_words_of_two_readings_are_left_alone(word: str) -> None:
    assert right_ending(word) is None


def test_words_that_end_in_an_alef_without_dots_are_known() -> None:
    assert ends_in_alef("على")
    assert not ends_in_alef("وليى")
