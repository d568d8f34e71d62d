"""Nisba, verb forms and synonyms in searches: found, and ranked below the words as typed."""

from datetime import timedelta

import pytest

from articles.search import date_order, engine, query, synonyms
from articles.search.engine import search
from articles.search.models import SynonymGroup, VocabularyWord
from tests.conftest import NOW

DAY = timedelta(days=1)


def paragraph(text):
    return f"<p>{text}</p>"


@pytest.fixture
def group(db):
    """Makes a group of synonyms of these words, in a newsroom that has no others."""
    SynonymGroup.objects.all().delete()

    def make(*words, is_one_way=False):
        made = SynonymGroup(words="\n".join(words), is_one_way=is_one_way)
        synonyms.keep(made)
        return made

    return make


def test_country_finds_its_nisba(indexed, find):
    nisba = indexed(headline_ar="الرئيس الفرنسي يستقبل الوزراء")
    assert find("رئيس فرنسا") == [nisba.pk]


def test_nisba_finds_its_country(indexed, find):
    country = indexed(headline_ar="رئيس فرنسا يستقبل الوزراء")
    assert find("الرئيس الفرنسي") == [country.pk]


def test_nisba_stands_below_the_country_itself(indexed, find):
    country = indexed(headline_ar="رئيس فرنسا يستقبل الوزراء")
    nisba = indexed(headline_ar="الرئيس الفرنسي يستقبل الوزراء")
    assert find("رئيس فرنسا") == [country.pk, nisba.pk]


def test_nisba_in_the_headline_stands_above_the_words_far_down_in_a_text(indexed, find):
    far = paragraph(f"{'كلام ' * 60} رئيس {'كلام ' * 60} فرنسا")
    text = indexed(headline_ar="خبر", standfirst_ar="", body_ar=far)
    nisba = indexed(headline_ar="الرئيس الفرنسي يستقبل الوزراء")
    assert find("رئيس فرنسا") == [nisba.pk, text.pk]


@pytest.mark.parametrize("headline", ["ارتفعت أسعار القمح", "ارتفاع أسعار القمح"])
def test_verb_finds_its_other_forms(indexed, find, headline):
    article = indexed(headline_ar=headline)
    assert find("ترتفع أسعار القمح") == [article.pk]


def test_other_form_of_the_verb_stands_below_the_form_as_typed(indexed, find):
    other = indexed(headline_ar="ارتفاع أسعار القمح", at=NOW)
    typed = indexed(headline_ar="ترتفع أسعار القمح", at=NOW - 300 * DAY)
    assert find("ترتفع أسعار القمح") == [typed.pk, other.pk]


def test_variant_in_the_lead_stands_above_the_words_far_down_in_a_text(indexed, find):
    far = paragraph(f"{'كلام ' * 60} ترتفع {'كلام ' * 60} أسعار القمح")
    text = indexed(headline_ar="خبر", standfirst_ar="", body_ar=far)
    lead = indexed(
        headline_ar="القمح يرتفع", standfirst_ar="زادت الأسعار", body_ar=paragraph("خبر")
    )
    assert find("ترتفع أسعار القمح") == [lead.pk, text.pk]


def test_variant_in_a_text_is_found_where_nothing_else_is(indexed, find):
    article = indexed(headline_ar="خبر", body_ar=paragraph("استقبل الرئيس الفرنسي الوزراء"))
    assert find("رئيس فرنسا") == [article.pk]


def test_quoted_words_are_found_as_they_are(indexed, find):
    indexed(headline_ar="الرئيس الفرنسي يستقبل الوزراء")
    assert find("«رئيس فرنسا»") == []


def test_word_finds_its_synonym(indexed, find, group):
    group("بترول", "نفط")
    article = indexed(headline_ar="أسعار النفط اليوم")
    assert find("البترول") == [article.pk]


def test_synonym_stands_below_the_word_itself_wherever_that_stands(indexed, find, group):
    group("بترول", "نفط")
    synonym = indexed(headline_ar="أسعار النفط اليوم", at=NOW)
    far = paragraph(f"{'كلام ' * 60} أسعار البترول")
    word = indexed(headline_ar="خبر", standfirst_ar="", body_ar=far, at=NOW - 300 * DAY)
    assert find("أسعار البترول") == [word.pk, synonym.pk]


def test_several_words_are_one_synonym(indexed, find, group):
    group("أمريكا", "الولايات المتحدة")
    article = indexed(headline_ar="قمة في الولايات المتحدة")
    indexed(headline_ar="قمة الأمم المتحدة في ولاية")
    assert find("أمريكا") == [article.pk]


def test_several_words_find_the_one(indexed, find, group):
    group("أمريكا", "الولايات المتحدة")
    article = indexed(headline_ar="قمة في أميركا")
    assert find("قمة بالولايات المتحدة") == [article.pk]


def test_synonym_brings_its_nisba(indexed, find, group):
    group("أمريكا", "الولايات المتحدة")
    article = indexed(headline_ar="الرئيس الأمريكي يصل غدا")
    assert find("رئيس الولايات المتحدة") == [article.pk]


def test_abbreviation_finds_what_it_stands_for(indexed, find, group):
    group("الأمم المتحدة", "UN")
    article = indexed(headline_ar="قرار من الأمم المتحدة")
    assert find("UN") == [article.pk]


def test_one_way_group_works_one_way(indexed, find, group):
    group("بنزين", "وقود", is_one_way=True)
    petrol, fuel = indexed(headline_ar="أسعار البنزين"), indexed(headline_ar="أسعار الوقود")
    assert find("البنزين") == [petrol.pk, fuel.pk]
    assert find("الوقود") == [fuel.pk]


def test_longest_of_the_members_in_a_query_counts(indexed, find, group):
    group("الاتحاد الأوروبي", "EU")
    group("الاتحاد الأوروبي لكرة القدم", "UEFA")
    indexed(headline_ar="قرار EU")
    article = indexed(headline_ar="قرار UEFA")
    assert find("الاتحاد الأوروبي لكرة القدم") == [article.pk]


def test_changed_group_is_searched_at_once(indexed, find, group):
    made = group("بترول", "نفط")
    article = indexed(headline_ar="أسعار الخام")
    assert find("البترول") == []
    made.words = "بترول\nخام"
    synonyms.keep(made)
    assert find("البترول") == [article.pk]
    made.delete()
    assert find("البترول") == []


@pytest.mark.parametrize(
    ("typed", "synonyms"), [("بتزول", ("بترول", "نفط")), ("البتزول", ("نفط", "البترول"))]
)
def test_word_that_only_a_correction_has_brings_its_synonyms(indexed, find, group, typed, synonyms):
    group(*synonyms)
    synonym = indexed(headline_ar="أسعار النفط اليوم")
    word = indexed(headline_ar="أسعار البترول", at=NOW - 300 * DAY)
    VocabularyWord.objects.filter(word="بترول").update(articles=80)
    assert find(typed) == [word.pk, synonym.pk]


def test_form_of_a_member_that_only_a_correction_has_brings_its_synonyms(indexed, group):
    """Its stem is another word than its spelling."""
    group("درونز", "مسيرات")
    synonym = indexed(headline_ar="درونز فوق المدينة")
    indexed(headline_ar="مسيرات فوق المدينة")
    VocabularyWord.objects.filter(word="مسيرات").update(articles=80)
    found = search("مسيزات المدينة", language="ar", at=NOW)
    assert (found.corrected, found.hits[-1].card.pk) == ("مسيرات المدينة", synonym.pk)
    assert found.hits[-1].headline == "<mark>درونز</mark> فوق <mark>المدينة</mark>"


def test_word_with_synonyms_is_not_taken_for_a_slip(indexed, group):
    group("درون", "طائرة مسيرة")
    article = indexed(headline_ar="طائرة مسيرة فوق دروب المدينة")
    found = search("درون", language="ar", at=NOW)
    assert ([hit.card.pk for hit in found.hits], found.corrected) == ([article.pk], "")


def test_synonyms_are_marked_and_parts_of_them_are_not(indexed, group):
    group("أمريكا", "الولايات المتحدة")
    indexed(headline_ar="الولايات المتحدة تخاطب الأمم المتحدة")
    (hit,) = search("أمريكا", language="ar", at=NOW).hits
    marked = "<mark>الولايات</mark> <mark>المتحدة</mark> تخاطب الأمم المتحدة"
    assert hit.headline == marked


def test_variant_is_marked(indexed):
    indexed(headline_ar="الرئيس الفرنسي")
    (hit,) = search("رئيس فرنسا", language="ar", at=NOW).hits
    assert hit.headline == "<mark>الرئيس</mark> <mark>الفرنسي</mark>"


def test_excerpt_shows_the_synonym(indexed, group):
    group("أمريكا", "الولايات المتحدة")
    body = paragraph(f"{'كلام ' * 100} في الولايات المتحدة {'كلام ' * 100}")
    indexed(headline_ar="خبر", standfirst_ar="", body_ar=body)
    (hit,) = search("أمريكا", language="ar", at=NOW).hits
    assert "<mark>الولايات</mark> <mark>المتحدة</mark>" in hit.snippet


@pytest.mark.parametrize("query", ["بترول", "ترتفع أسعار البترول في أمريكا", "البتررول", "UN"])
def test_search_with_expansions_costs_at_most_three_queries(
    indexed, group, django_assert_max_num_queries, query
):
    group("بترول", "نفط")
    group("أمريكا", "الولايات المتحدة")
    group("UN", "الأمم المتحدة")
    indexed(headline_ar="ارتفاع أسعار النفط في الولايات المتحدة")
    indexed(headline_ar="وزارة البترول")
    with django_assert_max_num_queries(3):
        found = search(query, language="ar", at=NOW)
    assert bool(found.count) == (query != "UN")


def test_synonym_in_another_script_is_not_rewritten(indexed, group):
    group("الناتو", "NATO")
    article = indexed(headline_ar="قمة الناتو غدا")
    found = search("NATO", language="ar", at=NOW)
    assert ([hit.card.pk for hit in found.hits], found.is_corrected) == ([article.pk], False)


def test_word_beside_one_with_synonyms_is_still_divided(indexed, find, group):
    group("بترول", "نفط")
    article = indexed(headline_ar="أسعار النفط", standfirst_ar="خطاب مجلس النواب")
    assert find("بترول مجلسالنواب") == [article.pk]


def test_slip_beside_a_word_with_synonyms_is_still_read(indexed, find, group):
    group("بترول", "نفط")
    article = indexed(headline_ar="أسعار البترول في الأسواق")
    assert find("البترول الأسوقا") == [article.pk]


def test_word_with_synonyms_keeps_them_beside_its_other_spelling(indexed, find, group):
    group("brent", "خام القياس")
    typed = indexed(headline_ar="سعر brent")
    indexed(headline_ar="خبر برنت")
    indexed(headline_ar="نبأ برنت")
    article = indexed(headline_ar="سعر خام القياس")
    assert find("سعر brent")[:2] == [typed.pk, article.pk]


@pytest.mark.parametrize("order", ["date", "relevance"])
def test_synonym_is_found_in_either_order(indexed, group, order):
    group("بترول", "نفط")
    indexed(headline_ar="أسعار النفط اليوم", at=NOW)
    indexed(headline_ar="أسعار البترول", at=NOW - DAY)
    assert search("البترول", language="ar", at=NOW, order=order).count == 2


def test_variants_do_not_vouch_for_the_word_as_typed(indexed):
    indexed(headline_ar="خبر", standfirst_ar="", body_ar=paragraph(f"{'كلام ' * 60} كسزف بفرنسا"))
    meant = indexed(headline_ar="كسوف في فرنسا")
    found = search("كسزف فرنسا", language="ar", at=NOW)
    assert (found.is_corrected, found.hits[0].card.pk) == (True, meant.pk)


@pytest.mark.parametrize("query", ["«البترول»", '"البترول"', '"البترول" اليوم', '"فرنسا"'])
def test_word_in_quotes_brings_neither_synonyms_nor_variants(indexed, find, group, query):
    group("بترول", "نفط")
    indexed(headline_ar="أسعار النفط")
    indexed(headline_ar="الوزير الفرنسي")
    assert find(query) == []


@pytest.mark.parametrize("order", ["relevance", "date"])
def test_headline_with_a_synonym_is_reached_behind_more_words_than_are_shown(
    indexed, group, monkeypatch, order
):
    for module in (engine, date_order, query):
        monkeypatch.setattr(module, "MAX_RESULTS", 3)
    group("بترول", "نفط")
    synonym = indexed(headline_ar="أسعار النفط", at=NOW - 1 * DAY)
    typed = [indexed(headline_ar="أسعار البترول", at=NOW - n * DAY) for n in (2, 3, 4, 5)]
    found = search("البترول", language="ar", at=NOW, order=order)
    places = {"relevance": [*typed[:2], synonym], "date": [synonym, *typed]}
    assert [hit.card.pk for hit in found.hits] == [each.pk for each in places[order]]
    assert found.is_capped
