import pytest

from articles import body, structured_data
from articles.arabic.reading_time import word_count
from articles.models import Article, selectors
from tests import factories
from tests.conftest import NOW

SENTENCE = "افتتحت الوزارة أمس خطًا جديدًا للقطار السريع يربط العاصمة بالساحل في ساعتين فقط."
PARAGRAPH = f"<p>{' '.join([SENTENCE] * 4)}</p>"
LINK = '<p>قال <a href="https://example.org/x">الوزير</a> إن <strong>العمل</strong> انتهى.</p>'
ORDINARY = {
    "paragraphs": PARAGRAPH * 6,
    "headings": f"<h2>كيف بدأ المشروع</h2>{PARAGRAPH * 3}" * 3,
    "lists": PARAGRAPH * 4 + "<ul><li>محطة أولى</li><li>محطة ثانية على الساحل</li></ul>",
    "links": f"{PARAGRAPH * 3}{LINK}{PARAGRAPH}",
    "figures": f'{PARAGRAPH}<figure data-image="4"></figure>{PARAGRAPH * 4}',
    "quotes": f"{PARAGRAPH * 3}<blockquote><p>{SENTENCE}</p></blockquote>{PARAGRAPH}",
    "latin": "<p>The ministry opened the line yesterday, after three years of work.</p>" * 9,
}


def detail(article: Article):
    return selectors.article_detail(article.pk, language="ar")


@pytest.mark.parametrize("html", ORDINARY.values(), ids=ORDINARY.keys())
def test_words_are_counted_within_three_per_cent(published, html):
    factories.ImageFactory(pk=4)  # the one that the figure shows
    article = published(body_ar=html)
    words = word_count(body.text(article.body_ar))
    assert structured_data.word_count(detail(article)) == pytest.approx(words, rel=0.03)


def test_modification_is_the_latest_of_all_moments(published):
    article = published(at=NOW)
    assert structured_data.modified_at(detail(article)) == NOW
