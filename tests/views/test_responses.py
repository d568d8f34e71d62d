import pytest


def test_unknown_address_is_not_found_in_arabic(client, db):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert '<html lang="ar" dir="rtl">' in response.content.decode()


def test_unknown_english_address_is_not_found_in_english(client, db):
    response = client.get("/en/nowhere/")
    assert response.status_code == 404
    assert '<html lang="en" dir="ltr">' in response.content.decode()
    assert "We did not find this page" in response.content.decode()


@pytest.mark.parametrize("path", ["/nowhere/", "/en/nowhere/"])
def test_missing_page_is_not_for_search_engines(client, db, path):
    response = client.get(path)
    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.content.decode()


def test_broken_view_answers_with_the_error_page(client, db, monkeypatch):
    client.raise_request_exception = False
    monkeypatch.setattr("articles.views.home.build_page", lambda _request: 1 / 0)
    response = client.get("/")
    assert response.status_code == 500
    assert "حدث خطأ لدينا" in response.content.decode()


def test_writing_to_a_page_is_refused(client, db):
    assert client.post("/").status_code == 405
