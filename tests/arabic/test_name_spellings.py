import pytest

from articles.arabic.name_spellings import is_first_spelling, read_name


@pytest.mark.parametrize(
    ("word", "written", "start"),
    [
        ("نتانياهو", "نتانياهو", 0),
        ("لنتنياهو", "نتنياهو", 1),
        ("والأمريكية", "أمريكي", 3),
        ("الاميركيين", "اميركي", 2),
    ],
)
def test_a_name_is_read_with_its_clitics_and_ending(word: str, written: str, start: int) -> None:
    spelling = read_name(word)
    assert spelling is not None
    assert (spelling.written, spelling.start) == (written, start)


def test_two_spellings_are_of_one_name() -> None:
    one, other = read_name("ترامب"), read_name("ترمب")
    assert one is not None
    assert other is not None
    assert one.name == other.name


@pytest.mark.parametrize("word", ["كتاب", "جيمس", "", "و"])
def test_other_words_are_no_names(word: str) -> None:
    assert read_name(word) is None


def test_the_usual_spelling_is_known() -> None:
    assert is_first_spelling("نتنياهو")
    assert not is_first_spelling("نتانياهو")
