import pytest

from articles.arabic.plurals import Forms, category, counted

MINUTES = Forms("لا دقائق", "دقيقة", "دقيقتان", "دقائق", "دقيقة", "دقيقة")


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("zero", [0, 0.0]),
        ("one", [1, 1.0, -1]),
        ("two", [2, -2]),
        ("few", [3, 10, 103, 1_005, -3]),
        ("many", [11, 26, 99, 111, 1_099]),
        ("other", [100, 101, 102, 200, 1_000, 1.5, 3.5, float("inf"), float("nan")]),
    ],
)
def test_category_follows_cldr(name: str, numbers: list[float]) -> None:
    assert {category(number) for number in numbers} == {name}


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "لا دقائق"), (1, "دقيقة"), (2, "دقيقتان"), (3, "3 دقائق"), (11, "11 دقيقة")],
)
def test_counted_prints_no_numeral_below_three(count: int, text: str) -> None:
    assert counted(count, MINUTES) == text


def test_counted_prints_a_hundred_and_two_with_its_numeral() -> None:
    assert counted(102, MINUTES) == "102 دقيقة"
