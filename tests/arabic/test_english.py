import pytest

from articles.arabic.english import stem


@pytest.mark.parametrize(
    "line",
    [
        "trade trades traded trading",
        "report reports reported reporting",
        "stop stops stopped stopping",
        "city cities",
        "carry carries carried carrying",
        "agree agrees agreed agreeing",
        "class classes",
        "use uses used using",
        "tie ties",
        "need needs",
        "king kings",
    ],
)
def test_inflected_forms_have_one_stem(line: str) -> None:
    assert len(set(map(stem, line.split()))) == 1


@pytest.mark.parametrize(
    "word",
    [
        "virus",
        "crisis",
        "is",
        "news",
        "bring",
        "united",
        "led",
        "sting",
        "tsked",
        "iphone17",
        "été",
    ],
)
def test_what_only_looks_inflected_stays(word: str) -> None:
    assert stem(word) == word


def test_derived_words_stay_apart() -> None:
    assert stem("nation") != stem("national")
