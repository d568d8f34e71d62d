import pytest

from articles.arabic.keyboard_layouts import to_arabic_layout, to_latin_layouts


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("hgsu,]dm", "السعودية"),
        ("lwv", "مصر"),
        ("HgsU,]dm", "ألسعودية"),
        ("hgvzds hgsdsd", "الرئيس السيسي"),
        ("fbhv", "بلاار"),
        ("Yv]Hk", "إردأن"),
        ("\u0645\u0635\u0631 2030", "مصر 2030"),
    ],
)
def test_keys_of_the_latin_layout_are_read_on_the_arabic_one(typed: str, meant: str) -> None:
    assert to_arabic_layout(typed) == meant


@pytest.mark.parametrize(("typed", "meant"), [("شححمث", "apple"), ("فقعةح", "trump")])
def test_keys_of_the_arabic_layout_are_read_on_the_latin_one(typed: str, meant: str) -> None:
    assert to_latin_layouts(typed)[0] == meant


def test_lam_alef_is_one_key_or_two() -> None:
    assert to_latin_layouts("لاهيثى") == ("biden", "ghiden")


def test_both_layouts_undo_each_other() -> None:
    letters = "ضصثقفغعهخحجدشسيبلتنمكطئءؤرىةوزظذ"
    assert to_arabic_layout(to_latin_layouts(letters)[0]) == letters
