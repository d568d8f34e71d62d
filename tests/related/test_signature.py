from articles.related.signature import SIZE, headline_key, is_tag, sign


def test_word_of_the_headline_counts() -> None:
    assert len(sign("تحلية المياه", "", "", [])) == 2


def test_word_of_the_text_counts_when_it_comes_twice() -> None:
    once = sign("تحلية المياه", "", "<p>أعلنت الوزارة</p>", [])
    twice = sign("تحلية المياه", "", "<p>أعلنت الوزارة</p><p>وقالت الوزارة</p>", [])
    assert len(twice) == len(once) + 1


def test_headline_weighs_more_than_the_text() -> None:
    signature = sign("المياه", "", "<p>الوزارة الوزارة</p>", [])
    weights = {mention.word: mention.weight for mention in signature.values()}
    assert weights["المياه"] > weights["الوزارة"]


def test_long_text_keeps_its_heaviest_terms() -> None:
    words = " ".join(f"كلمة{n} كلمة{n}" for n in range(60))
    signature = sign("تحلية المياه", "", f"<p>{words}</p>", [])
    assert len(signature) == SIZE
    assert {"تحلية", "المياه"} <= {mention.word for mention in signature.values()}


def test_tags_are_terms_beside_the_words() -> None:
    signature = sign("", "", "", [(7, "تحلية المياه")])
    assert [(is_tag(term), mention.word) for term, mention in signature.items()] == [
        (True, "تحلية المياه")
    ]


def test_headlines_of_the_same_words_have_one_key() -> None:
    assert headline_key("«تَحلية المياه» في الميناء") == headline_key("تحلية المياه في الميناء")


def test_headline_without_words_has_no_key() -> None:
    assert headline_key("؟!") == ""
