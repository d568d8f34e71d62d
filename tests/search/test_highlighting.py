import re

import pytest

from articles.search.engine import query_terms
from articles.search.highlighting import highlighted


def marked(text, query):
    return re.findall(r"<mark>(.*?)</mark>", highlighted(text, query_terms(query)))


def test_whole_word_is_marked_in_the_form_it_stands_in():
    assert marked("افتتاح المكتبات الجديدة", "مكتبة") == ["المكتبات"]


def test_no_word_is_split_by_a_mark():
    html = str(highlighted("بالمكتبة والمكتبات", query_terms("مكتبة")))
    assert html == "<mark>بالمكتبة</mark> <mark>والمكتبات</mark>"


def test_vowelled_word_is_marked_with_its_vowels():
    assert marked("قرأ كِتَابًا جديدًا", "كتاب") == ["كِتَابًا"]


def test_stopword_is_marked_when_it_was_asked_for():
    assert marked("من القاهرة", "من") == ["من"]


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", 'a "b" & c', "<mark>"])
def test_text_is_escaped(text):
    html = highlighted(text, query_terms("script mark"))
    assert "<script" not in html
    assert not re.search(r"<(?!/?mark>)", html)
    assert "&amp;" in html or "&lt;" in html


def test_text_without_the_word_stays_as_it_is():
    assert highlighted("لا شيء هنا.", query_terms("كسوف")) == "لا شيء هنا."
