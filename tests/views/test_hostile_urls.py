"""Addresses that nobody follows by mistake: never an error of ours, on either database."""

import pytest

SLUGS = [
    "%00",  # nul
    "a%00b",  # nul inside
    "%ED%A0%80",  # lone surrogate
    "%FF%FE",  # invalid utf-8
    "%D8",  # cut utf-8
    "%D8%A7" * 5000,  # 5,000 letters
    "%E6%96%B0%E8%81%9E",  # another script
    "100%25%25",  # percent signs
    "a%252Fb",  # percent of a slash
    "a%2Fb",  # slash
    "%01%1B%7F",  # controls
    "a%E2%80%AEb",  # bidi override
    "@@@",  # only punctuation
    "%25s%25(pk)s{0}",  # format string
    "%27%22%3B--",  # quote
]
PLACES = ["sections", "tags", "authors"]
NUMBERS = ["99999999999999999999999", str(2**63), str(2**63 - 1), "9" * 5000, "-1", "0x1", "%00"]
PAGES = ["1000000000", "-1", "0", "1.0", "%D9%A0", "%00", "1e3", "9" * 5000, "1%00", "%FF"]


def statuses(client, paths):
    return {path[:60]: client.get(path).status_code for path in paths}


@pytest.mark.django_db
@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("ending", ["", "feed.xml", "atom.xml", "feed.json"])
@pytest.mark.parametrize("place", PLACES)
def test_hostile_slugs_are_not_found(client, prefix, place, ending):
    paths = [f"{prefix}/{place}/{slug}/{ending}" for slug in SLUGS]
    assert set(statuses(client, paths).values()) == {404}


def test_hostile_slugs_of_an_article_are_moved(client, published):
    article = published()
    paths = [f"/articles/{article.pk}/{slug}/" for slug in SLUGS]
    assert set(statuses(client, paths).values()) == {301}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/articles/{}/x/", "/articles/{}/", "/a/{}", "/en/a/{}", "/sitemaps/tags-ar-{}.xml"]
)
def test_hostile_numbers_are_not_found(client, path):
    paths = [path.format(number) for number in NUMBERS]
    assert set(statuses(client, paths).values()) == {404}


@pytest.mark.parametrize("place", ["sections/economy", "authors/karim", "tags/قطارات"])
def test_hostile_pages_are_not_found(client, carried, tag, place):
    carried(tag)
    paths = [f"/{place}/?page={page}" for page in PAGES]
    assert set(statuses(client, paths).values()) == {404}


SEARCHES = [
    *("%00", "a%00b", "%ED%A0%80", "%FF", "%22", "%25", "*", "NEAR(", "-", "%C2%AB", "-%22a"),
    "a" * 10_000,  # one word
    "%D8%A7+" * 500,  # 500 words
    "-%D8%A7+" * 500,  # 500 words to leave out
    "%22" * 1000,  # quotes that open and close nothing
    "AND+OR+NOT+%26+%7C+%21+%3C-%3E+%3A%2A",
    "%01%1B%7F%E2%80%AEa",
]
PARAMETERS = ["section", "tag", "author", "kind", "language", "from", "to", "page", "x"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/search/", "/en/search/", "/search/suggest/"])
def test_hostile_searches_are_answered(client, path):
    paths = [f"{path}?q={text}" for text in SEARCHES]
    assert set(statuses(client, paths).values()) == {200}


@pytest.mark.parametrize("name", PARAMETERS)
def test_hostile_filters_of_a_search_are_answered(client, published, name):
    values = [*SLUGS, *NUMBERS, *PAGES, "0001-01-01", "9999-12-31", "-1-1-1", "2026-W01-1"]
    paths = [f"/search/?q=%D8%AE%D8%B7&{name}={value}" for value in values]
    # What is no page of the search is not found; whatever else is no filter is said and ignored.
    expected = 404 if name == "page" else 200
    assert set(statuses(client, paths).values()) == {expected}


@pytest.mark.parametrize("query", ["section=%00", "article=" + "9" * 30, "section=-1", "x=%00"])
def test_hostile_question_for_the_status_is_answered(client, db, query):
    assert client.get(f"/status.json?{query}").status_code == 200


@pytest.mark.parametrize("name", ["%00", "..%2F..%2Fetc%2Fpasswd", "a" * 5000, "%FF.jpg", "x.jpg"])
def test_hostile_picture_is_not_found(client, db, name):
    assert client.get(f"/media/renditions/{name}").status_code == 404


@pytest.mark.parametrize("name", ["articles-fr-0", "lies-ar-0", "articles-ar-77", "tags-en-9"])
def test_unknown_sitemap_is_not_found(client, db, name):
    assert client.get(f"/sitemaps/{name}.xml").status_code == 404


@pytest.mark.parametrize("spelling", ["قِطارات", "قطـارات", "قطارات-"])
def test_other_spelling_of_a_tag_moves_to_the_tag(client, carried, tag, spelling):
    carried(tag)
    response = client.get(f"/tags/{spelling}/?page=2")
    assert response.status_code == 301
    assert response["Location"].endswith("%D8%A7%D8%AA/?page=2")


def test_upper_case_of_an_author_moves_to_the_author(client, published):
    published()
    response = client.get("/authors/KARIM/")
    assert (response.status_code, response["Location"]) == (301, "/authors/karim/")


def test_raw_and_percent_encoded_slugs_are_one_address(client, published):
    url = published().url("ar")
    assert client.get(url).status_code == 200
    assert client.generic("GET", url.encode().decode()).status_code == 200
