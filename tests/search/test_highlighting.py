import re

import pytest

from articles.arabic.analysis import analyse
from articles.search.highlighting import excerpt, highlight


def keys(query):
    return {key: number for number, word in enumerate(analyse(query)) for key in word.keys}


def marked(text, query):
    return re.findall(r"<mark>(.*?)</mark>", highlight(text, keys(query)))


def sentences(*texts):
    return "".join(f"<p>{text}</p>" for text in texts)


def test_whole_word_is_marked_in_the_form_it_stands_in():
    assert marked("افتتاح المكتبات الجديدة", "مكتبة") == ["المكتبات"]


def test_no_word_is_split_by_a_mark():
    html = str(highlight("بالمكتبة والمكتبات", keys("مكتبة")))
    assert html == "<mark>بالمكتبة</mark> <mark>والمكتبات</mark>"


def test_vowelled_word_is_marked_with_its_vowels():
    assert marked("قرأ كِتَابًا جديدًا", "كتاب") == ["كِتَابًا"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a "b" & c', "<mark>"])
def test_text_is_escaped(text):
    html = highlight(text, keys("script mark"))
    assert "<script" not in html
    assert not re.search(r"<(?!/?mark>)", html)
    assert "&amp;" in html or "&lt;" in html


def test_text_without_the_word_stays_as_it_is():
    assert highlight("لا شيء هنا.", keys("كسوف")) == "لا شيء هنا."


def test_excerpt_is_the_standfirst_when_it_holds_the_word():
    html = excerpt("الكسوف غدا", sentences("كسوف"), keys("كسوف"))
    assert html == "<mark>الكسوف</mark> غدا"


def test_excerpt_comes_from_the_body_when_the_standfirst_does_not_hold_the_word():
    assert excerpt("مقدمة", sentences("يبدأ الكسوف"), keys("كسوف")) == "يبدأ <mark>الكسوف</mark>"


def test_excerpt_is_the_standfirst_when_nothing_holds_the_word():
    assert excerpt("مقدمة", sentences("نص"), keys("كسوف")) == "مقدمة"


def test_excerpt_is_the_start_of_the_text_without_a_standfirst():
    assert excerpt("", sentences("نص قصير"), keys("كسوف")) == "نص قصير"


def test_excerpt_begins_with_the_sentence_of_the_word():
    text = f"{'كلام كثير ' * 40}. يبدأ الكسوف عند الظهر {'ثم كلام آخر ' * 40}"
    html = excerpt("", sentences(text), keys("كسوف"))
    assert html.startswith("…\N{NO-BREAK SPACE}يبدأ <mark>الكسوف</mark> عند الظهر")
    assert html.endswith("\N{NO-BREAK SPACE}…")


def test_excerpt_cuts_between_words():
    text = "أبجدية " * 100 + "كسوف " + "هوزحطي " * 100
    plain = re.sub(r"</?mark>", "", excerpt("", sentences(text), keys("كسوف")))
    assert set(plain.strip("…\N{NO-BREAK SPACE}").split()) == {"أبجدية", "كسوف", "هوزحطي"}


def test_excerpt_shows_the_place_with_most_of_the_words():
    alone, together = "الكسوف ثم كلام كثير " * 20, "الكسوف فوق القاهرة"
    html = excerpt("", sentences(alone, together), keys("كسوف القاهرة"))
    assert "<mark>القاهرة</mark>" in html


def test_excerpt_of_one_endless_word_is_cut():
    assert len(excerpt("", sentences("ا" * 5000), keys("كسوف"))) < 300


def test_excerpt_reads_on_until_every_word_was_found():
    html = sentences("كسوف جزئي", "حشو " * 400, "كسوف القمر الليلة")
    assert "<mark>كسوف</mark> <mark>القمر</mark>" in excerpt("", html, keys("كسوف القمر"))


def test_word_with_several_keys_counts_once():
    assert len(keys("كتب")) > 1
    html = sentences("الكتب هنا", "حشو " * 60, "كسوف القمر الليلة")
    assert "<mark>كسوف</mark> <mark>القمر</mark>" in excerpt("", html, keys("كتب كسوف قمر"))


def test_words_are_marked_to_the_end_of_the_excerpt():
    html = sentences("حشو " * 148 + "كسوف", "كسوف " * 30)
    found = excerpt("", html, keys("كسوف"))
    assert set(re.sub(r"<.*?>|…", "", found).replace("حشو", "").split()) == {"كسوف"}
    assert not re.search(r"كسوف(?!</mark>)", found)
