"""The corrections of all articles: their page, their feeds, and what search engines read."""

import json
from datetime import timedelta
from xml.etree import ElementTree

import pytest

from articles import workflow
from articles.models import Correction
from tests.conftest import NOW

HOUR = timedelta(hours=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def corrected(published, editor):
    """An article corrected in Arabic, an hour before now."""
    article = published(at=NOW - 2 * HOUR, headline_ar="خبر مصوّب")
    notes = {"ar": "ورد اسم المحطة خطأ."}
    return workflow.correct(article, by=editor, notes=notes, at=NOW - HOUR)


@pytest.fixture
def number(corrected):
    return Correction.objects.get(article=corrected).pk


def text(client, path):
    return client.get(path).content.decode()


def test_correction_is_listed_with_a_link_to_its_place(client, corrected, number):
    html = text(client, "/corrections/")
    assert f'<a href="{corrected.url("ar")}#correction-{number}">خبر مصوّب</a>' in html
    assert "ورد اسم المحطة خطأ." in html
    assert f'id="correction-{number}"' in text(client, corrected.url("ar"))


def test_correction_is_listed_in_the_languages_that_it_was_written_in(client, corrected):
    assert "ورد" not in text(client, "/en/corrections/")
    assert client.get("/en/corrections/").status_code == 200


def test_correction_of_a_withdrawn_article_is_not_listed(client, corrected, editor):
    workflow.withdraw(corrected, by=editor, at=NOW)
    for path in ("", "feed.xml", "atom.xml", "feed.json"):
        assert "ورد" not in text(client, f"/corrections/{path}")


def test_list_has_pages(client, corrected, editor, settings):
    settings.PAGE_SIZE = 1
    workflow.correct(corrected, by=editor, notes={"ar": "وورد الرقم خطأ."}, at=NOW)
    assert "وورد الرقم خطأ." in text(client, "/corrections/")
    assert "ورد اسم المحطة خطأ." in text(client, "/corrections/?page=2")
    assert client.get("/corrections/?page=3").status_code == 404
    assert client.get("/corrections/?page=x").status_code == 404


def test_feeds_carry_each_correction(client, corrected, number):
    entry = ElementTree.fromstring(text(client, "/corrections/atom.xml")).find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").endswith(f"/a/{corrected.pk}#correction-{number}")
    assert entry.findtext(f"{ATOM}title").endswith(": خبر مصوّب")
    [item] = json.loads(text(client, "/corrections/feed.json"))["items"]
    assert item["summary"] == "ورد اسم المحطة خطأ."
    assert "ورد اسم المحطة خطأ." in text(client, "/corrections/feed.xml")


def test_article_tells_search_engines_of_its_corrections(client, corrected, number):
    html = text(client, corrected.url("ar"))
    script = html.split('<script type="application/ld+json"')[1].split(">", 1)[1]
    [comment] = json.loads(script.split("</script>")[0])["correction"]
    assert comment["@type"] == "CorrectionComment"
    assert comment["text"] == "ورد اسم المحطة خطأ."
    assert comment["url"].endswith(f"#correction-{number}")


def test_words_of_a_correction_are_no_markup(client, published, editor):
    article = published(at=NOW - 2 * HOUR, headline_ar="<b>خبر")
    workflow.correct(article, by=editor, notes={"ar": "</script><b>خطأ"}, at=NOW - HOUR)
    for path in ("/corrections/", "/corrections/feed.xml", article.url("ar")):
        assert "</script><b>خطأ" not in text(client, path)


def test_footer_leads_to_the_corrections(client, db):
    assert 'href="/en/corrections/"' in text(client, "/en/")
