from datetime import timedelta

import pytest

from articles.arabic.analysis import analyse_word
from articles.search.engine import search
from articles.search.models import VocabularyWord
from articles.search.query import AS_TYPED, parse_query
from articles.search.spell_check import Found, SpellCheck
from tests.conftest import NOW

DAY = timedelta(days=1)


@pytest.fixture
def listed(db):
    """Put words into the vocabulary: each spelling with the number of its articles."""

    def make(**articles):
        for spelling, count in articles.items():
            word = analyse_word(spelling).bare
            VocabularyWord.objects.create(
                language="ar", word=word, spelling=spelling, articles=count
            )

    return make


def checked(text):
    return SpellCheck(parse_query(text), "ar")


def read(text):
    """What the query is read as without being asked; itself when it is left as it is."""
    return next((reading.text for reading in checked(text).readings), text)


def offered(text):
    return checked(text).corrected_text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("فلسطن", "فلسطين"),
        ("مضاهرات", "مظاهرات"),
        ("برشولنة", "برشلونة"),
        ("انتخابلت", "انتخابات"),
        ("انتخاطبات", "انتخابات"),
        ("منازعلت", "منازعات"),
        ("قصر قصررررر", "قصر قصر"),
        ("اللاجؤون", "اللاجئون"),
        ("ماكغون", "ماكرون"),
    ],
)
def test_slip_is_read_as_what_is_meant(listed, typed, meant):
    listed(
        فلسطين=120, مظاهرات=80, برشلونة=200, انتخابات=90, منازعات=50, لاجئون=60, ماكرون=100, قصر=9
    )
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("برشولنة", "برشلونة"),
        ("باكسان", "باكستان"),
        ("كرواتسا", "كرواتيا"),
        ("لوكسمبرغ", "لوكسمبورغ"),
        ("وهارن", "وهران"),
        ("ولاةد", "ولادة"),
        ("ولياة", "ولاية"),
    ],
)
def test_first_letter_is_read_as_the_words_own_before_it_is_read_as_a_clitic(listed, typed, meant):
    listed(برشلونة=90, فنزويلا=44, باكستان=69, كرواتيا=40, لوكسمبورغ=9, وهران=20)
    listed(إنسان=90, شنطة=30, أكسن=20, ولادة=36, شاهد=350, ولاية=30, حياة=370)
    assert read(typed) == meant


@pytest.mark.parametrize("typed", ["لاحكومة", "االحكومة"])
def test_article_can_be_mistyped(listed, typed):
    listed(حكومة=100)
    assert read(typed) == "الحكومة"


def test_rare_form_beside_a_far_more_frequent_one_is_a_slip(listed):
    listed(واشطن=4, واشنطن=650)
    assert read("واشطن") == "واشنطن"


def test_rare_word_beside_one_that_is_not_far_more_frequent_is_left(listed):
    listed(ماكسون=4, ماكرون=190)
    assert (read("ماكسون"), offered("ماكسون")) == ("ماكسون", "")


@pytest.mark.parametrize("typed", ["كيتو", "حمية الكيتو", "NASA", "opec"])
def test_short_word_is_not_changed_into_another(listed, typed):
    listed(كيلو=900, مئة=900, easa=50, opwc=50)
    assert read(typed) == typed


def test_rare_word_is_not_meant_by_a_short_one(listed):
    listed(شعاب=1)
    assert (read("سعاب"), offered("سعاب")) == ("سعاب", "شعاب")


def test_of_two_words_that_may_be_meant_the_likelier_is_read_and_the_other_offered(listed):
    listed(مرزوقي=60, مرزومي=55)
    assert read("مرزوعي") == "مرزوقي"
    assert checked("مرزوعي").other_texts("مرزوقي") == ("مرزومي",)


@pytest.mark.parametrize(("count", "number"), [(55, 2), (10, 2), (5, 1)])
def test_word_less_likely_is_a_reading_of_a_lone_slip_too(listed, count, number):
    listed(تحرير=60, تحذير=count)
    assert len(checked("تحزير").readings) == number


@pytest.mark.parametrize(("second", "number"), [(50, 3), (11, 2)])
def test_third_reading_needs_a_second_that_is_hardly_less_likely(listed, second, number):
    listed(تحرير=60, تحذير=second, تحدير=10)
    assert len(checked("تحزير").readings) == number


def test_elongated_word_has_one_reading(listed):
    listed(قطار=60, قطارر=60)
    assert [reading.text for reading in checked("قطارررر").readings] == ["قطار"]


def test_word_that_is_far_less_likely_is_not_offered(listed):
    listed(مرزوقي=600, مرزومي=2)
    assert checked("مرزوعي").other_texts("مرزوقي") == ()


def test_other_words_are_offered_for_one_word_of_several(listed):
    listed(مرزوقي=60, مرزومي=55, برشلونة=9)
    others = checked("برشولنة مرزوعي").other_texts("برشلونة مرزوقي")
    assert others == ("برشلونة مرزومي",)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("شرة", "شركة"),
        ("سلتقي", "تلتقي"),
        ("فمهي", "فهمي"),
        ("توقترح", "تقترح"),
        ("حتر", "حفتر"),
        ("منتخات", "منتخبات"),
    ],
)
def test_likeliest_of_several_slips_is_read(listed, typed, meant):
    listed(شركة=900, شرطة=500, تلتقي=21, يلتقي=19, فهي=66, فهمي=20, تقترح=6, حفتر=35)
    listed(منتخبات=50, منتجات=50)
    assert read(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"), [("إطفاأ", "إطفاء"), ("قواة", "قناة"), ("فيرقة", "فرقة")]
)
def test_word_without_the_hamza_or_the_ending_that_was_typed_is_hardly_meant(listed, typed, meant):
    listed(أطفال=400, إطفاء=40, قوات=300, قناة=90, فريقه=40, فرقة=400)
    assert read(typed) == meant


def test_word_of_headlines_is_likelier_than_one_of_texts(listed):
    VocabularyWord.objects.create(language="ar", word="مرزومي", spelling="", articles=90)
    listed(مرزوقي=60)
    assert read("مرزوعي") == "مرزوقي"


@pytest.mark.parametrize(("count", "meant"), [(1600, "مجلس"), (120, "مدلس")])
def test_rare_form_is_a_slip_of_the_next_key_only_beside_a_very_frequent_one(listed, count, meant):
    listed(مدلس=2, مجلس=count)
    assert read("مدلس") == meant


@pytest.mark.parametrize(("typed", "read_as"), [("مكتبتي", "مكتبتي"), ("طرقي", "طرقي")])
def test_inflected_word_of_the_language_is_left(listed, typed, read_as):
    listed(مكتبات=90, طريق=600)
    assert read(typed) == read_as


def test_inflected_word_that_articles_list_is_left(listed):
    listed(عاملي=2, عالمي=900)
    assert read("عاملي") == "عاملي"


def test_what_may_be_an_inflected_word_is_read_as_a_far_likelier_one(listed):
    listed(انتخابات=900)
    assert read("انخابات") == "انتخابات"


def test_word_of_the_language_is_left(listed):
    listed(طيارة=900)
    assert read("طباعة") == "طباعة"


def test_long_latin_word_is_corrected(listed):
    listed(netflix=40)
    assert read("netflx") == "netflix"


@pytest.mark.parametrize("quoted", ['"واشطن"', "«واشطن»", '"واشطن الآن"'])
def test_words_in_quotes_are_taken_as_they_are(listed, quoted):
    listed(واشطن=4, واشنطن=650)
    assert read(quoted) == quoted


def test_word_less_likely_than_one_that_finds_the_same_articles_is_not_read(listed):
    listed(فنزويلا=44, فنزويلي=20)
    assert (read("فنزويل"), offered("فنزويل")) == ("فنزويل", "")


def test_word_that_finds_the_same_articles_is_not_offered(listed):
    listed(قطار=900)
    assert offered("قطارات") == ""


def test_readings_of_two_slips_mend_both_or_one(listed):
    listed(فلسطين=120, برشلونة=200)
    texts = [reading.text for reading in checked("فلسطن برشولنة").readings]
    assert texts == ["فلسطين برشلونة", "فلسطن برشلونة", "فلسطين برشولنة"]


def test_reading_that_finds_nothing_is_not_shown(listed):
    listed(فلسطين=120)
    assert checked("فلسطن").choose({}) is None


def test_reading_is_shown_where_nothing_is_found_as_typed(listed):
    listed(فلسطين=120)
    assert checked("فلسطن").choose({0: Found(0, 0, 3)}) == 0


@pytest.mark.parametrize("typed", [Found(0, 0, 40), Found(1, 30, 90)])
def test_word_that_some_articles_hold_is_left(listed, typed):
    listed(فلسطين=40)
    assert checked("فلسطن").choose({AS_TYPED: typed, 0: Found(9, 20, 99)}) is None


@pytest.mark.parametrize("typed", [Found(0, 0, 40), Found(1, 30, 90)])
def test_word_whose_stem_alone_some_articles_hold_is_a_slip(listed, typed):
    listed(فلسطين=40)
    found = {AS_TYPED: typed, 0: Found(9, 20, 99)}
    assert checked("فلسطن").choose(found, hold_word=False) == 0


@pytest.mark.parametrize("typed", [Found(0, 0, 2), Found(1, 2, 20)])
def test_word_with_an_unknown_ending_is_read_as_one_far_more_frequent(listed, typed):
    listed(فلسطين=120)
    assert checked("فلسطن").choose({AS_TYPED: typed, 0: Found(9, 20, 99)}) == 0


@pytest.mark.parametrize(("count", "number"), [(900, 0), (30, None)])
def test_lone_word_is_read_behind_a_conjunction_unless_another_is_far_likelier(
    listed, count, number
):
    listed(رايات=3, ولايات=count)
    found = {AS_TYPED: Found(2, 40, 90), 0: Found(9, 20, 99)}
    assert checked("ورايات").choose(found) == number


def test_words_that_stand_together_are_left(listed):
    listed(منتخب=800)
    assert checked("متخب مصر").choose({AS_TYPED: Found(0, 5, 5), 0: Found(3, 9, 9)}) is None


def test_words_that_stand_together_by_chance_are_no_reading(listed):
    listed(منتخب=800)
    assert checked("متخب مصر").choose({0: Found(0, 1, 90)}) is None


def test_reading_at_home_in_more_articles_is_shown(listed):
    listed(مرزوقي=600, مرزومي=500)
    found = {0: Found(1, 1, 1), 1: Found(2, 8, 8)}
    assert checked("مرزوعي مصر").choose(found) == 1


def test_lone_slip_shows_what_is_meant_and_says_so(indexed):
    article = indexed(headline_ar="مظاهرات في المدينة")
    VocabularyWord.objects.filter(word="مظاهرات").update(articles=80)
    found = search("مضاهرات", language="ar", at=NOW)
    assert [hit.card.pk for hit in found.hits] == [article.pk]
    assert (found.corrected, found.is_corrected, found.verbatim) == ("مظاهرات", True, "")


def test_slip_is_read_the_same_way_in_the_order_of_dates(indexed):
    old, new = (indexed(headline_ar="مظاهرات في المدينة", at=NOW - n * DAY) for n in (2, 1))
    VocabularyWord.objects.filter(word="مظاهرات").update(articles=80)
    found = search("مضاهرات", language="ar", at=NOW, order="date")
    assert [hit.card.pk for hit in found.hits] == [new.pk, old.pk]
    assert (found.corrected, found.is_corrected) == ("مظاهرات", True)


def test_rest_of_a_query_is_searched_as_it_is_meant_where_few_articles_have_all(indexed, find):
    every, some = indexed(headline_ar="مظاهرات المدينة"), indexed(headline_ar="مظاهرات القرية")
    assert find("مضاهرات المدينة") == [every.pk, some.pk]


def test_misspelling_of_the_archive_is_shown_after_what_is_meant(indexed, find):
    misspelled, right = indexed(headline_ar="زلزال واشطن"), indexed(headline_ar="زلزال واشنطن")
    VocabularyWord.objects.filter(word="واشنطن").update(articles=80)
    found = search("واشطن", language="ar", at=NOW)
    assert [hit.card.pk for hit in found.hits] == [right.pk, misspelled.pk]
    assert (found.corrected, found.is_corrected, found.verbatim) == ("واشنطن", True, '"واشطن"')
    assert find(found.verbatim) == [misspelled.pk]


def test_stem_of_another_word_gives_way_to_what_is_meant(indexed):
    """The typed word's ending is no suffix, though its stem finds an article."""
    indexed(headline_ar="خبر", body_ar=f"<p>{'كلام ' * 60} هادر</p>")
    right = indexed(headline_ar="الهاديرون")
    VocabularyWord.objects.filter(word="هاديرون").update(articles=40)
    found = search("هادرون", language="ar", at=NOW)
    assert ([hit.card.pk for hit in found.hits], found.corrected) == ([right.pk], "هاديرون")


@pytest.mark.parametrize("typed", ["فنزويل", "فنزوييلا", "فنزويلاااا"])
def test_slip_that_leaves_the_stem_finds_the_articles_of_the_word(indexed, find, typed):
    article = indexed(headline_ar="انتخابات فنزويلا")
    assert find(typed) == [article.pk]


def test_what_is_meant_is_found_in_its_variants_too(indexed):
    plain, variant = indexed(headline_ar="قمة فرنسا"), indexed(headline_ar="القمة الفرنسية")
    VocabularyWord.objects.filter(word="فرنسا").update(articles=60)
    found = search("فرنيا", language="ar", at=NOW)
    assert {hit.card.pk for hit in found.hits} == {plain.pk, variant.pk}
    assert any("<mark>الفرنسية</mark>" in hit.headline for hit in found.hits)
