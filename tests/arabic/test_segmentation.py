import pytest

from articles.arabic.analysis import analyse, token_keys
from articles.arabic.segmentation import segmented_tokens, segments


def keys(text: str) -> list[str]:
    return [word.keys[0] for word in analyse(text)]


@pytest.mark.parametrize(
    ("token", "words"),
    [
        ("كوفيد19", ["كوفيد", "19"]),
        ("11سبتمبر", ["11", "سبتمبر"]),
        ("F16", ["F", "16"]),
        ("H1N1", ["H", "1", "N", "1"]),
        ("قناةCNN", ["قناة", "CNN"]),
        ("CNNقناة", ["CNN", "قناة"]),
    ],
)
def test_letters_part_from_digits_and_scripts_from_each_other(token: str, words: list[str]) -> None:
    assert list(segments(token)) == words


@pytest.mark.parametrize("token", ["لـ8137", "ل8137", "وبـ2019", "والCNN", "لـCNN", "للBBC"])
def test_clitic_stays_with_its_number_or_latin_name(token: str) -> None:
    assert segments(token) == (token,)


@pytest.mark.parametrize(
    ("together", "apart"),
    [
        ("عبدالفتاح", "عبد الفتاح"),
        ("وعبدالرحمن", "وعبد الرحمن"),
        ("العبدالله", "العبد الله"),
        ("عبدربه", "عبد ربه"),
        ("أبوظبي", "أبو ظبي"),
        ("بأبوظبي", "بأبو ظبي"),
        ("ابوبكر", "ابو بكر"),
        ("أبوالغيط", "أبو الغيط"),
        ("نصرالله", "نصر الله"),
        ("عَبدُالله", "عبد الله"),
        ("صلاحالدين", "صلاح الدين"),
        ("عزالدين", "عز الدين"),
        ("ذوالفقار", "ذو الفقار"),
    ],
)
def test_names_of_two_words_are_the_same_together_and_apart(together: str, apart: str) -> None:
    assert keys(together) == keys(apart)
    assert len(keys(together)) == 2


@pytest.mark.parametrize(
    "token",
    [
        *("أبواب", "أبوابها", "أبوتهم", "أبوهما", "كابوس", "كابوسها", "أبوجا", "أبوه"),
        *("بالله", "والله", "وبالله", "الله", "عبد", "عبدا", "عبدة"),
        *("الوالدين", "للوالدين", "والدين", "خالدين", "المجاهدين", "بالدين"),
    ],
)
def test_word_that_looks_like_such_a_name_is_one_word(token: str) -> None:
    assert segments(token) == (token,)


@pytest.mark.parametrize(
    ("together", "apart"),
    [
        ("فيسبوك", "فيس بوك"),
        ("لفيسبوك", "لفيس بوك"),
        ("واتساب", "واتس آب"),
        ("واتساب", "واتس اب"),
        ("رأسمال", "رأس مال"),
        ("الرأسمال", "الرأس مال"),
        ("خمسمئة", "خمس مائة"),
    ],
)
def test_compound_of_the_lexicon_is_one_word_in_both_spellings(together: str, apart: str) -> None:
    assert set(analyse(together)[0].keys) & set(analyse(apart)[0].keys)
    assert len(analyse(apart)) == 1


def test_first_part_of_a_compound_alone_stays_a_word() -> None:
    assert keys("فيس") == ["فيس"]
    assert keys("فيس كتاب") == ["فيس", "كتاب"]


@pytest.mark.parametrize("text", ["مصر و السودان", "مصر وـ السودان", "مصر والسودان"])
def test_conjunction_that_stands_alone_is_no_word(text: str) -> None:
    assert keys(text) == keys("مصر السودان")


def test_preposition_that_stands_alone_is_a_stopword() -> None:
    assert [word.is_stop for word in analyse("ل مصر ب القاهرة")] == [True, False, True, False]


def test_preposition_that_is_stretched_towards_its_word_is_none() -> None:
    assert keys("بـ القاهرة") == keys("القاهرة")


def test_parts_of_a_token_know_their_places() -> None:
    text = "لقاح كوفيد19"
    found = list(segmented_tokens(text))
    assert [token.text for token in found] == ["لقاح", "كوفيد", "19"]
    assert all(text[token.start : token.end] == token.text for token in found)


def test_compound_with_tashkeel_stays_whole_in_its_text() -> None:
    assert [token.text for token in segmented_tokens("عَبدُالله")] == ["عَبدُالله"]


def test_token_has_the_keys_of_all_its_words() -> None:
    assert {"كوفيد", "19"} <= set(token_keys("كوفيد19"))


def test_stroke_behind_a_number_is_no_word() -> None:
    assert keys("0ـ") == ["0"]
