"""Every page of the desk opens in Arabic, whatever is registered."""

import pytest
from django.contrib import admin
from django.urls import reverse

from newsroom.accounts.models import User

MODELS = [model._meta for model in admin.site._registry]


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


@pytest.mark.parametrize("page", ["changelist", "add"])
@pytest.mark.parametrize("model", MODELS, ids=[str(model) for model in MODELS])
def test_page_of_the_desk_opens_in_arabic(desk, model, page):
    address = reverse(f"admin:{model.app_label}_{model.model_name}_{page}")
    assert faults(desk.get(address)) == []


@pytest.mark.parametrize("page", ["index", "password_change"])
def test_page_of_the_whole_desk_opens_in_arabic(desk, page):
    assert faults(desk.get(reverse(f"admin:{page}"))) == []


def test_page_in_another_language_and_missing_page_are_reported(desk):
    assert "lang" in faults(desk.get("/en/admin/"))
    assert faults(desk.get("/admin/articles/nothing/")) == ["status 404"]
