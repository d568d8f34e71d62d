"""Every page of the desk opens in Arabic, whatever is registered."""

import pytest
from django.contrib import admin
from django.urls import reverse

from newsroom.accounts.models import User

PAGES = [
    f"admin:{url.name}"
    for model_admin in admin.site._registry.values()
    for url in model_admin.get_urls()
    if str(url.name).endswith(("_changelist", "_add"))
]


def faults(response):
    """Why a page of the desk is not one in Arabic; a page that the rules forbid is none."""
    if response.status_code == 403:
        return []
    page = response.content.decode()
    whole = {"lang": '<html lang="ar" dir="rtl"', "heading": "<h1", "end": "</html>"}
    missing = [name for name, text in whole.items() if text not in page]
    return missing if response.status_code == 200 else [f"status {response.status_code}"]


@pytest.fixture
def desk(client, db):
    client.force_login(User.objects.create_superuser("laila", password="secret-for-tests"))
    return client


@pytest.mark.parametrize("page", PAGES)
def test_page_of_the_desk_opens_in_arabic(desk, page):
    assert faults(desk.get(reverse(page))) == []


@pytest.mark.parametrize("page", ["index", "password_change"])
def test_page_of_the_whole_desk_opens_in_arabic(desk, page):
    assert faults(desk.get(reverse(f"admin:{page}"))) == []


def test_page_in_another_language_and_missing_page_are_reported(desk):
    assert "lang" in faults(desk.get("/en/admin/"))
    assert faults(desk.get("/admin/articles/nothing/")) == ["status 404"]
