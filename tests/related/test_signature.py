from articles.related.signature import headline_key, pack, restored, sign, stored, term_id


def words_of(signature):
    return {mention.word: mention.weight for mention in signature.terms.values()}


def test_word_of_the_headline_counts() -> None:
    assert len(sign("تحلية المياه", "", "").terms) == 2


def test_headline_weighs_more_than_the_text() -> None:
    weights = words_of(sign("المياه", "", "<p>الوزارة الوزارة</p>"))
    assert weights["المياه"] > weights["الوزارة"]


def test_tags_are_terms_beside_the_words() -> None:
    signature = sign("", "", "", [(7, "تحلية المياه")])
    assert signature.terms["#7"].word == "تحلية المياه"


def test_article_and_those_that_link_it_share_a_term() -> None:
    linking = sign("", "", '<aside data-article="8"></aside>', pk=9)
    assert {"@8", "@9"} <= linking.terms.keys()
    assert "@8" in sign("", "", "", pk=8).terms


def test_name_that_comes_again_is_a_term_of_its_own() -> None:
    signature = sign("نادر الشافعي يفوز", "", "<p>وقال نادر الشافعي إنه سعيد</p>")
    assert "نادر الشافعي" in words_of(signature)


def test_name_after_a_title_is_a_term_at_once() -> None:
    assert "نادر الشافعي" in words_of(sign("الوزير نادر الشافعي يفتتح المعرض", "", ""))


def test_words_that_only_stand_together_once_are_no_name() -> None:
    assert "المدرسة الجديدة" not in words_of(sign("افتتاح المدرسة الجديدة", "", ""))


def test_stored_vector_comes_back() -> None:
    vector = pack(sign("تحلية المياه", "في الميناء", "<p>النص</p>", [(7, "مياه")], pk=3), "ar")
    again = restored(stored(vector))
    assert (again.weights, again.opening) == (vector.weights, vector.opening)


def test_same_term_is_another_in_another_language() -> None:
    assert term_id("gaza", "ar") != term_id("gaza", "en")


def test_headlines_of_the_same_words_have_one_key() -> None:
    assert headline_key("«تَحلية المياه» في الميناء") == headline_key("تحلية المياه في الميناء")


def test_headline_without_words_has_no_key() -> None:
    assert headline_key("؟!") == ""
