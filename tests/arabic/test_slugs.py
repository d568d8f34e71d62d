import pytest

from articles.arabic.slugs import slugify


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("«الرئيس» يقول: «مُحَمَّد» عـــاد", "الرئيس-يقول-محمد-عاد"),
        ("نمو 4.2% في 2026", "نمو-4-2-في-2026"),
        ("The World’s Best", "the-worlds-best"),
        ("ا\u0654حمد", "أحمد"),
        ("\ufefb جديد", "لا-جديد"),
        ("النبي ﷺ والصحابة", "النبي-والصحابة"),
        ("1\ufe0f\u20e3 خبر \u2764\ufe0f حب", "1-خبر-حب"),
        ("1\ufe0f\u20e32\ufe0f\u20e3", "12"),
        ("काम", "काम"),
        ("-\u0301-a--", "a"),
        ("«؟! 😀»", ""),
        ("", ""),
    ],
)
def test_a_slug_joins_letters_and_digits(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_a_long_slug_is_cut_between_words() -> None:
    assert slugify("واحد اثنان ثلاثة", max_length=13) == "واحد-اثنان"


def test_a_word_that_just_fits_stays() -> None:
    assert slugify("واحد اثنان ثلاثة", max_length=10) == "واحد-اثنان"


def test_an_overlong_word_is_cut_hard() -> None:
    assert slugify("م" * 100) == "م" * 80
