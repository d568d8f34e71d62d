from itertools import permutations

import pytest

from articles.arabic.analysis import analyse_word
from articles.arabic.verb_forms import verb_form_keys


def brings(word: str, other: str) -> bool:
    """Whether the keys of a word and its verb's other forms have one of the other word."""
    own = analyse_word(word)
    return not {*own.keys, *verb_form_keys(own)}.isdisjoint(analyse_word(other).keys)


@pytest.mark.parametrize(
    "line",
    [
        "ترتفع ارتفعت ارتفاع يرتفع سيرتفع وارتفعت بارتفاع",
        "تنخفض انخفضت انخفاض",
        "تتراجع تراجعت تراجع",
        "يستخدم استخدمت استخدام",
        "ينفجر انفجر انفجار الانفجارات",
        "يقتل قتلت مقتل",
        "يفوز فازت فوز",
        "يلتقي التقى لقاء",
        "تستقيل استقالت استقالة",
        "ينتهي انتهت انتهاء",
        "يعلن أعلنت إعلان",
        "يشارك شاركت مشاركة",
        "يهدد هددت تهديد",
        "يتقدم تقدمت",
        "تحتج احتجت احتجاج",
        "يدعو دعت دعوة",
        "يدافع دافعت دفاع",
        "يرتفعون ارتفعوا",
        "يلغي ألغت إلغاء",
        "يتوفى توفيت وفاة",
    ],
)
def test_forms_of_a_verb_bring_each_other(line: str) -> None:
    assert [pair for pair in permutations(line.split(), 2) if not brings(*pair)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("يرفع", "ارتفاع"),
        ("القدم", "تقديم"),
        ("قدم", "تقديم"),
        ("حسن", "تحسين"),
        ("الفتح", "يفتح"),
        ("يفتح", "فتح"),
        ("تقدم", "يقدم"),
        ("تراجع", "مراجعة"),
        ("أهداف", "يستهدف"),
        ("الاتحاد", "يتحدث"),
    ],
)
def test_another_verb_or_a_name_is_not_brought(one: str, other: str) -> None:
    assert not brings(one, other)


@pytest.mark.parametrize("word", ["كتاب", "ترامب", "تجارب", "في", "COVID", "اقتصاد", "وزير"])
def test_word_of_no_verb_has_no_other_forms(word: str) -> None:
    assert verb_form_keys(analyse_word(word)) == ()


def test_word_with_an_article_is_no_finite_form() -> None:
    assert verb_form_keys(analyse_word("اليزيد")) == ()
    assert verb_form_keys(analyse_word("يزيد")) != ()


def test_own_keys_are_not_among_the_other_forms() -> None:
    word = analyse_word("ارتفاع")
    assert set(word.keys).isdisjoint(verb_form_keys(word))
