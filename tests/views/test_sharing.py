"""What readers hand on: the short address, and a canonical one without anybody's marks."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from tests.views.conftest import ENGLISH
from tests.views.parsing import meta

MARKS = "utm_source=x&utm_medium=social&fbclid=IwAR0&gclid=1&igshid=2&amp=1&y=%D9%A1"


def shared(response):
    """Where the share buttons lead."""
    row = response.content.decode().partition('<div class="share"')[2].partition("</div>")[0]
    return [unescape(href) for href in re.findall(r'<a href="([^"]+)"', row)]


@pytest.mark.parametrize(("language", "prefix"), [("ar", ""), ("en", "/en")])
def test_every_share_button_hands_on_the_short_address(client, published, language, prefix):
    article = published(**ENGLISH)
    links = shared(client.get(article.url(language)))
    short = quote(f"http://testserver{prefix}/a/{article.pk}", safe="")
    assert [short in link for link in links] == [True] * 4
    assert not any("articles" in link for link in links)


def test_shared_address_leads_to_the_article(client, published):
    article = published()
    assert client.get(f"/a/{article.pk}")["Location"] == article.url("ar")


def canonical(response):
    return re.findall(r'<link rel="canonical" href="([^"]+)"', response.content.decode())


@pytest.mark.parametrize(
    "path", ["/", "/sections/economy/", "/tags/قطارات/", "/authors/karim/", "/en/", None]
)
def test_marks_of_social_networks_never_reach_the_canonical_address(
    client, carried, author, tag, path
):
    article = carried(tag, author)
    path = path or article.url("ar")
    response = client.get(f"{path}?{MARKS}")
    clean = f"http://testserver{path}" if path.isascii() else f"http://testserver{quote(path)}"
    assert (canonical(response), meta(response, "og:url")) == ([clean], clean)
    head, _end, body = response.content.decode().partition("</head>")
    assert not re.search("utm_|fbclid|gclid|igshid", head + body)


def test_next_page_of_a_list_carries_no_marks(client, published, settings):
    settings.PAGE_SIZE = 1
    for number in range(3):
        published(headline_ar=f"خبر {number}")
    response = client.get(f"/sections/economy/?page=2&{MARKS}")
    assert canonical(response) == ["http://testserver/sections/economy/?page=2"]
    assert "fbclid" not in response.content.decode()
