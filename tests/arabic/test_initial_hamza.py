import pytest

from articles.arabic.initial_hamza import HamzaSlip, hamza_slip


def _mended(word: str) -> str:
    slip = hamza_slip(word)
    assert slip is not None
    return word[: slip.offset] + slip.letter + word[slip.offset + 1 :]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("الى", "إلى"),
        ("اسرائيل", "إسرائيل"),
        ("الاسرائيلية", "الإسرائيلية"),
        ("للاعلان", "للإعلان"),
        ("واكدت", "وأكدت"),
        ("لانه", "لأنه"),
        ("الان", "الآن"),
        ("اضافة", "إضافة"),
        ("بالاضافة", "بالإضافة"),
        ("لاسباب", "لأسباب"),
        ("اولئك", "أولئك"),
    ],
)
def test_a_hamza_that_was_left_out_is_found(written: str, right: str) -> None:
    assert _mended(written) == right


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("إنتخابات", "انتخابات"),
        ("الإجتماعية", "الاجتماعية"),
        ("إنسحاب", "انسحاب"),
        ("إستقبال", "استقبال"),
        ("لإستقالة", "لاستقالة"),
        ("إستثنائي", "استثنائي"),
        ("والإتحاد", "والاتحاد"),
        ("الإثنين", "الاثنين"),
        ("إسمه", "اسمه"),
        ("إستخدم", "استخدم"),
    ],
)
def test_a_hamza_on_a_joined_alef_is_found(written: str, right: str) -> None:
    assert _mended(written) == right


@pytest.mark.parametrize(
    "word",
    [
        *("إنتاج", "إتقان", "إسناد", "إنتاجات", "إستراتيجية", "إنستغرام", "إندونيسيا", "إنترنت"),
        *("واحد", "كان", "كامل", "لاعب", "اعتقد", "استقبل", "أستقبل", "امام", "الاعداد", "ابن"),
        *("انتخابات", "كتاب", "ال", "ا", "", "hello", "للجنة", "فانسان", "وارد", "إطلاع"),
    ],
)
def test_right_and_ambiguous_words_are_left_alone(word: str) -> None:
    assert hamza_slip(word) is None


def test_the_offset_counts_vowel_marks() -> None:
    assert hamza_slip("الاِسلام") == HamzaSlip(2, "إ")
    assert hamza_slip("وَاكدت") == HamzaSlip(2, "أ")


@pytest.mark.parametrize(
    "word",
    ["أستخدام", "الأنتخابات", "أجتماع", "بأعتبار", "وأعتقالهم", "أستقبالها", "أستفادة"],
)
def test_hamza_above_a_joined_alef_is_reported(word: str) -> None:
    slip = hamza_slip(word)
    assert slip is not None
    assert slip.letter == "ا"


@pytest.mark.parametrize(
    "word",
    ["أستاذ", "أستراليا", "الأسترالية", "ألتراس", "ألتمان", "أنبياء", "أنتوان", "أكتاف", "أستخدم"],
)
def test_word_that_has_the_shape_of_a_verbal_noun_alone_is_right(word: str) -> None:
    assert hamza_slip(word) is None
