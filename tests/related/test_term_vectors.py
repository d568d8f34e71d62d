from articles.related.term_vectors import (
    deserialize,
    headline_key,
    serialize,
    term_id,
    to_vector,
    weigh_terms,
)


def words_of(term_weights):
    return {term.word: term.weight for term in term_weights.terms.values()}


def test_word_of_the_headline_counts() -> None:
    assert len(weigh_terms("تحلية المياه", "", "").terms) == 2


def test_headline_weighs_more_than_the_text() -> None:
    weights = words_of(weigh_terms("المياه", "", "<p>الوزارة الوزارة</p>"))
    assert weights["المياه"] > weights["الوزارة"]


def test_tags_are_terms_beside_the_words() -> None:
    term_weights = weigh_terms("", "", "", [(7, "تحلية المياه")])
    assert term_weights.terms["#7"].word == "تحلية المياه"


def test_article_and_those_that_link_it_share_a_term() -> None:
    linking = weigh_terms("", "", '<aside data-article="8"></aside>', pk=9)
    assert {"@8", "@9"} <= linking.terms.keys()
    assert "@8" in weigh_terms("", "", "", pk=8).terms


def test_name_that_comes_again_is_a_term_of_its_own() -> None:
    term_weights = weigh_terms("نادر الشافعي يفوز", "", "<p>وقال نادر الشافعي إنه سعيد</p>")
    assert "نادر الشافعي" in words_of(term_weights)


def test_name_after_a_title_is_a_term_at_once() -> None:
    assert "نادر الشافعي" in words_of(weigh_terms("الوزير نادر الشافعي يفتتح المعرض", "", ""))


def test_words_that_only_stand_together_once_are_no_name() -> None:
    assert "المدرسة الجديدة" not in words_of(weigh_terms("افتتاح المدرسة الجديدة", "", ""))


def test_stored_vector_comes_back() -> None:
    vector = to_vector(
        weigh_terms("تحلية المياه", "في الميناء", "<p>النص</p>", [(7, "مياه")], pk=3), "ar"
    )
    again = deserialize(serialize(vector))
    assert (again.weights, again.opening) == (vector.weights, vector.opening)
    assert again.headline == vector.headline < vector.opening


def test_same_term_is_another_in_another_language() -> None:
    assert term_id("gaza", "ar") != term_id("gaza", "en")


def test_headlines_of_the_same_words_have_one_key() -> None:
    assert headline_key("«تَحلية المياه» في الميناء") == headline_key("تحلية المياه في الميناء")


def test_headline_without_words_has_no_key() -> None:
    assert headline_key("؟!") == ""


def test_formulaic_words_weigh_a_quarter_and_open_nothing() -> None:
    found = weigh_terms("تهنئة الملك", "", "")
    weights = words_of(found)
    assert weights["تهنئة"] == weights["الملك"] / 4
    assert len(found.opening) == 1


def test_collocation_of_formulaic_words_is_no_name() -> None:
    text = "<p>حطم الأرقام القياسية، الأرقام القياسية</p>"
    assert "الأرقام القياسية" not in words_of(weigh_terms("الأرقام القياسية", "", text))
