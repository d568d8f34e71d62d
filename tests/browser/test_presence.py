"""Two people in one article know of each other within ten seconds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from articles import workflow
from newsroom.accounts.models import User
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]


def test_two_people_see_each_other_and_what_the_other_saved(desk_of: Callable[..., Page]) -> None:
    sara = User.objects.create_superuser("sara", password="secret-for-tests", first_name="سارة")
    omar = User.objects.create_superuser("omar", password="secret-for-tests", first_name="عمر")
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    data = factories.content(section=section.pk, author=author.pk)
    article = workflow.create(by=sara, data=data)
    one, two = desk_of(sara), desk_of(omar)
    for page in (one, two):
        page.goto(f"/admin/articles/article/{article.pk}/change/")
        page.locator("form[data-ready]").wait_for()
    two.locator("[name=headline_ar]").focus()
    here = one.locator(".presence-people")
    expect(here).to_contain_text("عمر (في العنوان)", timeout=10_000)
    expect(one.locator(".field-headline_ar .presence-badge")).to_contain_text("عمر")
    factories.revise(article, omar, headline_ar="عنوان عمر")
    expect(one.locator(".presence-newer")).to_contain_text("حفظ عمر نسخة أحدث", timeout=10_000)
    two.close()
    expect(here).to_be_hidden(timeout=10_000)
