"""Every refusal speaks the house's words, in the language of the address, with a way on."""

from typing import Any

import pytest
from django.test import Client, RequestFactory

from newsroom import error_pages
from newsroom.accounts.models import User

HEADINGS = {
    400: ("لم نستطع قراءة هذا الطلب", "We could not read this request"),
    403: ("هذه الصفحة ليست متاحة لك", "This page is not open to you"),
    405: ("لا يُفتح هذا العنوان بهذه الطريقة", "This address cannot be opened like this"),
    413: ("ما أُرسل أكبر من المسموح", "What was sent is too large"),
    429: ("محاولات كثيرة في وقت قصير", "Too many attempts in a short time"),
    500: ("حدث خطأ لدينا", "Something went wrong on our side"),
}
LANGUAGES = [("", 'lang="ar" dir="rtl"'), ("/en", 'lang="en" dir="ltr"')]
each_status = pytest.mark.parametrize("status", HEADINGS)
each_language = pytest.mark.parametrize(("prefix", "language"), LANGUAGES)
ending = pytest.mark.urls("tests.newsroom.failing_urls")


@pytest.fixture
def browser() -> Client:
    """A browser that is shown errors, and whose forms are looked at."""
    return Client(raise_request_exception=False, enforce_csrf_checks=True)


def text_of(response: Any) -> str:
    return str(response.content.decode())


@ending
@each_status
@each_language
def test_desk_refuses_in_its_own_words(
    browser: Client, journalist: User, status: int, prefix: str, language: str
) -> None:
    browser.force_login(journalist)
    response = browser.get(f"{prefix}/admin/ends/{status}/")
    text = text_of(response)
    assert response.status_code == status
    assert f"<h1>{HEADINGS[status][bool(prefix)]}</h1>" in text
    assert language in text
    assert f'href="{prefix}/admin/"' in text


@ending
@each_status
@each_language
def test_readers_are_refused_without_the_database(
    browser: Client, status: int, prefix: str, language: str
) -> None:
    response = browser.get(f"{prefix}/ends/{status}/")
    text = text_of(response)
    assert response.status_code == status
    assert f"<h1>{HEADINGS[status][bool(prefix)]}</h1>" in text
    assert language in text
    assert f'href="{prefix}/"' in text
    assert response["X-Robots-Tag"] == "noindex"


@ending
@each_language
def test_form_with_a_lost_cookie_is_refused_with_a_way_to_open_it_again(
    browser: Client, journalist: User, prefix: str, language: str
) -> None:
    browser.force_login(journalist)
    response = browser.post(f"{prefix}/admin/takes/", {"text": "خبر"})
    text = text_of(response)
    assert response.status_code == 403
    assert ("لم يُقبل النموذج", "The form was not accepted")[bool(prefix)] in text
    assert f'href="{prefix}/admin/takes/"' in text
    assert language in text


@ending
def test_form_of_a_reader_is_refused_in_words(browser: Client) -> None:
    response = browser.post("/takes/", {"text": "خبر"})
    assert response.status_code == 403
    assert "لم يُقبل النموذج" in text_of(response)


@each_language
def test_unknown_page_of_the_desk_stands_in_the_desk(
    browser: Client, journalist: User, prefix: str, language: str
) -> None:
    browser.force_login(journalist)
    response = browser.get(f"{prefix}/admin/nowhere/")
    text = text_of(response)
    assert response.status_code == 404
    assert ("لم نجد هذه الصفحة", "We did not find this page")[bool(prefix)] in text
    assert 'class="desk-nav"' in text
    assert language in text


def test_broken_desk_asks_no_database(rf: RequestFactory) -> None:
    request = rf.get("/admin/articles/article/1/change/")
    request.resolver_match = None
    response = error_pages.server_error(request)
    assert response.status_code == 500
    assert "حدث خطأ لدينا" in text_of(response)
    assert 'href="/admin/"' in text_of(response)


@ending
def test_words_are_given_to_an_answer_without_any_and_its_headers_stay(browser: Client) -> None:
    assert browser.get("/ends/429/")["Retry-After"] == "60"


def test_page_of_another_role_is_refused_in_words(browser: Client, journalist: User) -> None:
    browser.force_login(journalist)
    response = browser.get("/admin/accounts/user/")
    assert response.status_code == 403
    assert "دورك في غرفة الأخبار لا يشملها" in text_of(response)


def test_sign_out_opened_as_an_address_is_refused_in_words(browser: Client, editor: User) -> None:
    browser.force_login(editor)
    response = browser.get("/admin/logout/")
    assert (response.status_code, response["Allow"]) == (405, "POST, OPTIONS")
    assert "لا يُفتح هذا العنوان بهذه الطريقة" in text_of(response)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/articles/article/complete/nothing/",
        "/admin/autocomplete/?app_label=accounts&model_name=user&field_name=groups",
    ],
)
def test_completion_refuses_in_json(browser: Client, journalist: User, path: str) -> None:
    browser.force_login(journalist)
    response = browser.get(path)
    assert response.status_code == 403
    assert response.json()["error"].startswith("هذه الصفحة ليست متاحة لك.")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/admin/articles/article/complete/tags/", "/admin/autocomplete/", "/en/admin/jsi18n/"]
)
def test_signed_out_program_is_told_in_json(browser: Client, path: str) -> None:
    response = browser.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 401
    assert response.json()["status"] == 401


@pytest.mark.parametrize("path", ["/status.json", "/search/suggest/", "/healthz", "/readyz"])
def test_addresses_of_json_refuse_other_methods_in_json(browser: Client, path: str) -> None:
    browser.handler.enforce_csrf_checks = False
    response = browser.post(path)
    assert (response.status_code, response.json()["status"]) == (405, 405)


@ending
def test_program_that_prefers_json_is_refused_in_json(browser: Client) -> None:
    response = browser.get("/en/ends/500/", headers={"Accept": "application/json"})
    assert response.json() == {
        "status": 500,
        "error": "Something went wrong on our side. It was recorded, and we will mend it. "
        "Try again in a moment.",
    }


def test_unknown_host_is_refused_in_words(browser: Client) -> None:
    response = browser.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 400
    assert "لم نستطع قراءة هذا الطلب" in text_of(response)


def test_form_of_too_many_fields_is_too_large(
    browser: Client, editor: User, published: Any, settings: Any
) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 3
    browser.handler.enforce_csrf_checks = False
    browser.force_login(editor)
    path = f"/admin/articles/article/{published().pk}/change/"
    response = browser.post(path, {f"name{number}": "" for number in range(9)})
    assert response.status_code == 413
    assert "ما أُرسل أكبر من المسموح" in text_of(response)
