import pytest

from articles.search.engine import search
from tests.conftest import NOW


def paragraph(text):
    return f"<p>{text}</p>"


@pytest.fixture
def searched(db):
    """(headlines found, the query as it was read, whether the page says so)."""

    def run(query, language="ar"):
        found = search(query, language=language, at=NOW)
        headlines = [hit.card.headline for hit in found.hits]
        return headlines, found.corrected, found.is_corrected

    return run


def test_arabic_typed_with_the_latin_layout_is_read_and_said(indexed, searched):
    indexed(headline_ar="قمة السعودية ومصر")
    assert searched("hgsu,]dm") == (["قمة السعودية ومصر"], "السعودية", True)


def test_several_words_typed_with_the_latin_layout_are_read(indexed, searched):
    indexed(headline_ar="الرئيس يزور السعودية")
    assert searched("hgvzds hgsu,]dm")[1:] == ("الرئيس السعودية", True)


def test_latin_word_typed_with_the_arabic_layout_is_read(indexed, searched):
    indexed(headline_ar="شركة Apple تعلن هاتفا")
    assert searched("شححمث") == (["شركة Apple تعلن هاتفا"], "apple", True)


def test_english_name_typed_with_the_arabic_layout_is_read_in_arabic(indexed, searched):
    indexed(headline_ar="مصر تستضيف البطولة")
    assert searched("ثلغحف") == (["مصر تستضيف البطولة"], "مصر", True)


def test_layout_is_not_changed_where_one_word_is_unknown(indexed, searched):
    indexed(headline_ar="قمة السعودية")
    assert searched("hgsu,]dm lkghfg")[1] == ""


@pytest.mark.parametrize("query", ["G-20", "G20", "COP28", "MI6", "قراد", "خرشوف"])
def test_word_that_is_known_by_chance_is_not_read(indexed, searched, query):
    indexed(headline_ar="20 خبرا: ovat وسباق ومبع وrvh] غحا")
    assert searched(query)[2] is False


def test_known_word_is_not_read_on_another_layout(indexed, searched):
    indexed(headline_ar="قناة lwv تبث")
    indexed(headline_ar="مصر تستضيف البطولة")
    assert searched("lwv") == (["قناة lwv تبث"], "", False)


@pytest.mark.parametrize(
    ("typed", "headline", "read"),
    [
        ("gaza", "غزة تحت المطر", "غزة"),
        ("Trump", "ترامب يلقي خطابا", "ترامب"),
        ("uber", "أوبر توسع خدماتها", "أوبر"),
        ("masr", "مصر تستضيف البطولة", "مصر"),
        ("egypt", "مصر تستضيف البطولة", "مصر"),
        ("el sisi", "السيسي يفتتح مصنعا", "السيسي"),
        ("el-sisi", "السيسي يفتتح مصنعا", "السيسي"),
        ("alsisi", "السيسي يفتتح مصنعا", "السيسي"),
        ("7orreya", "حرية الصحافة", "حرية"),
        ("7orreya fi masr", "حرية الصحافة في مصر", "حرية في مصر"),
        ("hezbollah", "حزب الله يعلق", "حزب الله"),
    ],
)
def test_arabic_in_latin_letters_is_read_and_said(indexed, searched, typed, headline, read):
    indexed(headline_ar=headline)
    assert searched(typed) == ([headline], read, True)


def test_more_frequent_of_two_spellings_is_meant(indexed, searched):
    for number in range(5):
        indexed(headline_ar=f"مصر {number}")
    indexed(headline_ar="ماسر")
    assert searched("masr")[1] == "مصر"


def test_arabic_name_is_read_in_english(db, searched, indexed):
    indexed(headline_en="Trump speaks", slug_en="trump-speaks", body_en=paragraph("He spoke."))
    assert searched("ترامب", "en")[1] == "Trump"


def test_latin_word_of_the_vocabulary_finds_its_arabic_spelling_too(indexed, find):
    for number in range(2):
        indexed(headline_ar=f"أوبر {number}")
    article = indexed(headline_ar="شركة Uber الأمريكية")
    found = find("uber")
    assert (found[0], len(found)) == (article.pk, 3)


def test_english_stopword_is_not_transliterated(indexed, searched):
    indexed(headline_ar="غزة ودي")
    assert searched("the gaza")[1] == "the غزة"


@pytest.mark.parametrize(
    ("together", "apart"),
    [
        ("خبرعاجل", "خبر عاجل"),
        ("#محمدصلاح", "#محمد صلاح"),
        ("كورياالشمالية", "كوريا الشمالية"),
        ("بنكيران", "بن كيران"),
    ],
)
def test_words_that_run_together_are_found_apart(indexed, searched, together, apart):
    headline = apart.strip("#")
    indexed(headline_ar=headline)
    assert searched(together) == ([headline], apart, True)


def test_words_that_run_together_are_found_only_in_a_row(indexed, searched):
    indexed(headline_ar="محمد يزور صلاح")
    assert searched("محمدصلاح")[0] == []


def test_misspelled_word_is_not_taken_for_two(indexed, searched):
    indexed(headline_ar="مظاهرات في العاصمة")
    indexed(headline_ar="مضا هرات")
    assert searched("مضاهرات العاصمة")[1] == "مظاهرات العاصمة"


def test_compound_written_together_is_found_apart_and_back(indexed, find):
    together = indexed(headline_ar="سنابشات تطلق خدمة")
    apart = indexed(headline_ar="سناب شات تطلق خدمة")
    assert find("سنابشات") == find("سناب شات")
    assert set(find("سناب شات")) == {together.pk, apart.pk}


def test_known_word_is_found_in_its_two_halves_where_they_stand_together(indexed, find):
    together = indexed(headline_ar="شركة نيوهورايزون تتوسع")
    apart = indexed(headline_ar="شركة نيو هورايزون تتوسع")
    assert set(find("نيوهورايزون")) == {together.pk, apart.pk}


def test_two_words_are_found_where_they_are_written_as_one(indexed, find):
    together = indexed(headline_ar="شركة نيوهورايزون تتوسع")
    indexed(headline_ar="نيو في هورايزون")
    assert together.pk in find("نيو هورايزون")


@pytest.mark.parametrize("query", ["F16", "F-16", "F 16", "f16"])
def test_number_behind_a_letter_is_found_however_it_is_joined(indexed, find, query):
    articles = {indexed(headline_ar=f"طائرة {name}").pk for name in ("F16", "F-16", "F 16")}
    assert set(find(query)) == articles


@pytest.mark.parametrize("query", ["كوفيد19", "كوفيد-19", "كوفيد 19"])
def test_number_behind_a_word_is_found_however_it_is_joined(indexed, find, query):
    articles = {indexed(headline_ar=f"لقاح {name}").pk for name in ("كوفيد19", "كوفيد-19")}
    assert set(find(query)) == articles


def test_conjunction_that_stands_alone_is_not_looked_for(indexed, find):
    article = indexed(headline_ar="قمة مصر والسودان")
    assert find("مصر و السودان") == find("مصر والسودان") == [article.pk]


def test_words_in_a_row_in_the_body_stand_before_words_far_apart(indexed, find):
    far = "حدث في 7 من المدن وعاد الناس إلى بيوتهم في نهاية أكتوبر"
    indexed(headline_ar="خبر", body_ar=paragraph(far), at=NOW)
    near = indexed(
        headline_ar="خبر آخر",
        body_ar=paragraph("حدث ذلك في 7 أكتوبر وعاد الناس"),
        at=NOW.replace(year=NOW.year - 1),
    )
    assert find("7 أكتوبر")[0] == near.pk


def test_score_is_found_where_its_numbers_stand_together(indexed, find):
    indexed(headline_ar="مباراة", body_ar=paragraph("فاز الفريق 1 مرة وخسر 0 مرات"), at=NOW)
    near = indexed(
        headline_ar="لقاء",
        body_ar=paragraph("انتهى اللقاء 1-0 لأصحاب الأرض"),
        at=NOW.replace(year=NOW.year - 1),
    )
    assert find("1-0")[0] == near.pk


def test_slip_in_a_word_before_a_number_is_corrected_in_its_place(indexed, searched):
    indexed(headline_ar="كسوف عام2026 يقترب")
    assert searched("كسزف عام2026")[1:] == ("كسوف عام2026", True)
    assert searched("عام2026 كسزف")[1:] == ("عام2026 كسوف", True)
