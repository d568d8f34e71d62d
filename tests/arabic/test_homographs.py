import pytest

from articles.arabic.analysis import analyse, analyse_word


def kinds(text: str) -> list[bool]:
    """For each «علي» or «على» of a text, whether it is the name."""
    words = [word for word in analyse(text) if word.bare == "علي"]
    return [word.keys[0] == analyse_word("علي").keys[0] for word in words]


@pytest.mark.parametrize(
    "text",
    [
        "علي",
        "حسين علي",
        "الإمام علي",
        "قال علي لاريجاني",
        "وعلي عبد الله صالح",
        "آية الله علي السيستاني",
        "محمد علي كلاي",
        "علي الأحمدي",
        "سافر علي ثم عاد إلى بيته",
        "فيلم محمد على",
        "محمد علي الحوثي يصل إلي صنعاء",
    ],
)
def test_name_is_told_from_the_preposition(text: str) -> None:
    assert kinds(text) == [True]


@pytest.mark.parametrize(
    "text",
    [
        "على",
        "الحصول على جنسية",
        "الحصول علي جنسية",
        "القبض علي لص",
        "اتفقوا علي أن يعودوا",
        "جلسوا علي الأقل ساعة",
        "تغلب محمد على منافسه",
        "وصل إلي ملعب يطل علي نهر",
        "وعلى الأرض",
    ],
)
def test_preposition_is_told_from_the_name(text: str) -> None:
    assert kinds(text) == [False]


def test_word_before_an_article_may_be_both() -> None:
    (word,) = [word for word in analyse("تأثير الحرب علي الاقتصاد") if word.bare == "علي"]
    assert set(word.keys) == {analyse_word("علي").keys[0], analyse_word("على").keys[0]}


@pytest.mark.parametrize(
    ("noun", "particle"),
    [
        ("إمام", "أمام"),
        ("آية", "أية"),
        ("آلية", "إليه"),
        ("فئة", "فيه"),
        ("منى", "مني"),
        ("قبلة", "قبله"),
        ("الفئة", "فيه"),
        ("والآلية", "إليه"),
    ],
)
def test_noun_is_no_stopword_though_it_folds_to_one(noun: str, particle: str) -> None:
    assert not analyse_word(noun).is_stop
    assert analyse_word(particle).is_stop
    assert set(analyse_word(noun).keys).isdisjoint(analyse_word(particle).keys)


def test_article_shows_the_noun_where_the_hamza_is_missing() -> None:
    assert analyse_word("الامام").keys == analyse_word("الإمام").keys


def test_word_without_its_hamza_may_be_both() -> None:
    word = analyse_word("امام")
    assert word.is_stop
    assert set(word.keys) == {*analyse_word("أمام").keys, *analyse_word("إمام").keys}


def test_plural_is_that_of_the_noun() -> None:
    assert set(analyse_word("أئمة").keys) & set(analyse_word("إمام").keys)


def test_son_is_written_with_and_without_its_alef() -> None:
    assert set(analyse_word("ابن").keys) & set(analyse_word("بن").keys)
    assert set(analyse_word("ابن").keys) & set(analyse_word("أبناء").keys)


@pytest.mark.parametrize("word", ["ابنة", "ابنتها", "ابنته"])
def test_daughter_is_not_the_son_of_a_name(word: str) -> None:
    assert set(analyse_word(word).keys).isdisjoint(analyse_word("بن").keys)
