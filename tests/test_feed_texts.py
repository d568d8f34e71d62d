"""The whole text in feeds, as a program that reads them finds it."""

import json
from datetime import timedelta
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import pytest
import time_machine

from articles import workflow
from articles.renditions import markup
from tests import factories
from tests.conftest import NOW
from tests.views.conftest import ENGLISH

HOUR = timedelta(hours=1)
PATHS = ["/feed.xml", "/atom.xml", "/feed.json"]
PLACES = {
    "/feed.xml": "channel/item/{http://purl.org/rss/1.0/modules/content/}encoded",
    "/atom.xml": "{http://www.w3.org/2005/Atom}entry/{http://www.w3.org/2005/Atom}content",
}
TABLE = (
    "<table><caption>السكان</caption>"
    '<thead><tr><th scope="col">البلد</th><th scope="col">العدد</th></tr></thead>'
    "<tbody><tr><td>مصر</td><td>-12 %</td></tr><tr><td>لبنان</td><td>5 &amp; 6</td></tr></tbody>"
    "</table>"
)


class Tables(HTMLParser):
    """The text of captions and cells by their tag, in order, and every address of the HTML."""

    def __init__(self, html):
        super().__init__()
        self.cells, self.addresses, self.open = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if name in ("href", "src")]
        if tag in ("caption", "th", "td"):
            self.cells.append((tag, ""))
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data):
        if self.open:
            tag, text = self.cells[-1]
            self.cells[-1] = (tag, text + data)


@pytest.fixture(autouse=True)
def _the_clock_stands():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def whole(settings):
    settings.FEED_FULL_TEXT = True


def text(client, path="/feed.xml", prefix=""):
    """The whole text of the newest entry; None where the feed carries none."""
    sent = client.get(f"{prefix}{path}").content
    if path == "/feed.json":
        return json.loads(sent)["items"][0]["content_html"]
    return ET.fromstring(sent).findtext(PLACES[path])


def test_feeds_carry_the_standfirst_alone_unless_the_newsroom_says_so(client, published):
    article = published()
    assert text(client, "/feed.xml") is None
    assert text(client, "/atom.xml") is None
    assert text(client, "/feed.json") == f'<p lang="ar" dir="rtl">{article.standfirst_ar}</p>'


@pytest.mark.parametrize("path", PATHS)
def test_table_arrives_with_its_caption_headings_and_cells(client, published, whole, path):
    published(body_ar=f"<p>أولًا</p>{TABLE}")
    assert Tables(text(client, path)).cells == [
        *[("caption", "السكان"), ("th", "البلد"), ("th", "العدد")],
        *[("td", "مصر"), ("td", "-12 %"), ("td", "لبنان"), ("td", "5 & 6")],
    ]


@pytest.mark.parametrize("path", PATHS)
def test_summary_stays_beside_the_whole_text(client, published, whole, path):
    article = published()
    assert article.standfirst_ar in client.get(path).content.decode()
    assert article.standfirst_ar not in text(client, path)


def test_atom_says_that_the_text_is_html(client, published, whole):
    published()
    root = ET.fromstring(client.get("/atom.xml").content)
    assert root.find(PLACES["/atom.xml"]).get("type") == "html"


def test_text_needs_no_style_and_no_keyboard_of_ours(client, published, whole):
    published(body_ar=TABLE)
    assert "tabindex" not in text(client)
    assert text(client).count("<div") == 1


def test_text_says_its_language_and_direction(client, published, whole):
    published(**ENGLISH)
    assert text(client).startswith('<div lang="ar" dir="rtl"><p>')
    assert text(client, prefix="/en").startswith('<div lang="en" dir="ltr"><p>')


@pytest.mark.parametrize("path", PATHS)
def test_every_address_in_the_text_is_absolute(client, published, whole, path):
    image, other = factories.ImageFactory(), published(at=NOW - HOUR)
    picture = markup.rendition_url(image.digest, image.width, at_most=1280)
    published(
        body_ar='<p><a href="/tags/x/">وسم</a> <a href="https://example.org/">موقع</a></p>'
        f'<figure data-image="{image.pk}"></figure><aside data-article="{other.pk}"></aside>'
    )
    assert Tables(text(client, path)).addresses == [
        "http://testserver/tags/x/",
        "https://example.org/",
        f"http://testserver{picture}",
        f"http://testserver{other.url('ar')}",
    ]


def test_address_that_an_article_writes_about_stays_as_it_is(client, published, whole):
    published(body_ar='<p>يُكتب &lt;a href="/"&gt; هكذا ]]&gt; &amp;amp;</p>')
    assert '<p>يُكتب &lt;a href="/"&gt; هكذا ]]&gt; &amp;amp;</p>' in text(client)


def test_link_to_an_article_that_nobody_sees_is_left_out(client, editor, published, whole):
    other = published(at=NOW - HOUR, headline_ar="خبر مسحوب")
    published(body_ar=f'<p>نص</p><aside data-article="{other.pk}"></aside>')
    workflow.withdraw(other, by=editor, at=NOW)
    assert text(client) == '<div lang="ar" dir="rtl"><p>نص</p></div>'


def test_picture_that_is_gone_leaves_no_gap(client, published, whole):
    image = factories.ImageFactory()
    published(body_ar=f'<p>نص</p><figure data-image="{image.pk}"></figure>')
    image.delete()
    assert text(client) == '<div lang="ar" dir="rtl"><p>نص</p></div>'


def test_picture_has_its_caption_and_credit(client, published, whole):
    image = factories.ImageFactory()
    caption = "<figcaption>عند النهر</figcaption>"
    published(body_ar=f'<p>نص</p><figure data-image="{image.pk}">{caption}</figure>')
    assert 'عند النهر <span class="credit">ضفاف</span></figcaption>' in text(client)
    assert f'alt="{image.alt_ar}"' in text(client)


def test_source_in_the_dateline_and_corrections_are_part_of_the_text(
    client, editor, published, whole
):
    article = published(dateline_ar="القاهرة (رويترز)", body_ar="<p>نص</p>", at=NOW - HOUR)
    workflow.correct(article, by=editor, notes={"ar": "ورد اسم <المحطة> خطأ."}, at=NOW)
    assert text(client) == (
        '<div lang="ar" dir="rtl"><p>القاهرة (رويترز)</p><p>نص</p>'
        "<p><strong>تصويب</strong> 20 نوفمبر 2026: ورد اسم &lt;المحطة&gt; خطأ.</p></div>"
    )


def test_number_of_articles_changes_no_number_of_queries(
    client, published, whole, django_assert_num_queries
):
    image = factories.ImageFactory()
    figure = f'<p>نص</p><figure data-image="{image.pk}"></figure>'
    published(body_ar=figure)
    client.get("/feed.xml")
    with django_assert_num_queries(5):
        client.get("/feed.xml")
    for n in range(3):
        published(body_ar=figure, headline_ar=f"خبر {n}", at=NOW - HOUR)
    with django_assert_num_queries(5):
        client.get("/feed.xml")


def test_feed_without_articles_is_empty(client, db, whole):
    assert ET.fromstring(client.get("/feed.xml").content).find("channel/item") is None
