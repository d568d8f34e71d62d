"""From a search that found nothing to a synonym, and back to the search."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from articles.models import Article
from articles.search.indexing import index
from articles.search.models import SynonymGroup
from newsroom.accounts.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = "#synonymgroup_form"


@pytest.fixture
def article(editor: User, published: Callable[..., Article]) -> Article:
    """An article about something that readers call otherwise, and no synonyms."""
    SynonymGroup.objects.all().delete()
    made = published(headline_ar="مرصد جديد يراقب الكواكب", at=timezone.now())
    index([made.pk], at=timezone.now())
    return made


@pytest.mark.parametrize("width", [390, 1366])
def test_editor_adds_a_synonym_for_what_was_not_found(
    page: Page, desk_of: Callable[..., Page], editor: User, article: Article, width: int
) -> None:
    page.goto("/search/?q=تلسكوب")
    expect(page.locator("main mark")).to_have_count(0)

    desk = desk_of(editor, viewport={"width": width, "height": 900})
    desk.goto("/admin/articles_search/zeroresultquery/")
    desk.locator("#result_list a[href*='synonymgroup/add']").click()
    words: Any = desk.locator(f"{FORM} textarea[name=words]")
    expect(words).to_have_value("تلسكوب")
    desk.locator(f"{FORM} [name=_save]").click()
    expect(desk.locator(f"{FORM} .errorlist")).to_have_count(1)
    expect(words).to_have_value("تلسكوب")

    words.fill("تلسكوب\nمرصد")
    desk.locator(f"{FORM} [name=_save]").click()
    expect(desk.locator("#result_list")).to_contain_text("مرصد")
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert desk.evaluate("document.documentElement.dir") == "rtl"

    page.reload()
    expect(page.locator("main mark").first).to_have_text("مرصد")
