import pytest

from articles.arabic.stemming import light_stem


@pytest.mark.parametrize(
    ("stem", "written"),
    [
        ("وزير", "وزير الوزير ووزير والوزيرة وزيرنا بالوزير كالوزير فالوزير للوزير"),
        ("مدرس", "مدرسة المدرسه مدرستهم المدرسات مَدْرَسَةٌ مدرستها مدرسون المدرسين"),
        ("حكوم", "حكومة الحكومة حكومتهم حكوماتها للحكومة وبالحكومة"),
        ("فلسطيني", "فلسطيني الفلسطينيين فلسطينية والفلسطينيون للفلسطينيات"),
        ("ايران", "إيران وإيران لإيران بايران"),
        ("الماني", "ألمانيا المانيا الألمانية لألمانيا والألماني"),
        ("دول", "دولة الدول والدول لدولة"),
        ("ترامب", "ترامب لترامب وترامب وبترامب"),
        ("كتاب", "كتاب الكتاب كتابا كتابه بكتابها"),
        ("مستشفي", "مستشفى المستشفيات مستشفي"),
        ("لجن", "لجنة اللجنة للجنة لجنتهم"),
        ("لبنان", "لبنان للبنان ولبنان بلبنان"),
        ("بنك", "بنك للبنك البنك"),
        ("قانون", "قانون القانون قانونها بقانونه"),
        ("سوري", "سوريا السوري السورية سوريون"),
        ("city", "City cities"),
        ("report", "report Reports"),
    ],
)
def test_one_stem_for_all_forms(stem: str, written: str) -> None:
    assert {light_stem(word) for word in written.split()} == {stem}


@pytest.mark.parametrize(
    "word", ["بلد", "محاكم", "سنه", "فن", "ال", "بل", "virus", "crisis", "class", "is"]
)
def test_short_or_whole_words_stay(word: str) -> None:
    assert light_stem(word) == word


def test_a_stem_of_nothing_is_nothing() -> None:
    assert light_stem("") == ""


def test_the_article_leaves_a_word_of_two_letters() -> None:
    assert light_stem("الفن") == "فن"
