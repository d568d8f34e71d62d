"""Pages of every kind of piece, and the style guide, by the rules of readers' pages."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from articles.models import Article, Author, Image, Section
from newsroom.accounts.models import User
from tests import factories
from tests.browser.rules import WATCH, broken
from tests.browser.test_axe import axe as axe
from tests.browser.test_axe import violations
from tests.renditions.conftest import media as media
from tests.renditions.conftest import scene
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
KINDS = ("opinion", "analysis", "interview", "explainer", "photo_story", "video")
LATIN = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const arabic = /[\\u0600-\\u06ff]/g;
  while (texts.nextNode()) {
    texts.currentNode.data = texts.currentNode.data.replace(arabic, "x");
  }
}"""
"""Arabic letters become Latin ones, since axe looks at no contrast of joined letters."""


@pytest.fixture
def pieces(
    editor: User, section: Section, author: Author, stored: Callable[..., Image]
) -> dict[str, Article]:
    """An article of each kind with pictures and pull quotes of every width."""
    author.photo = stored(scene(400, 400))
    author.save()
    image = stored(scene(1600, 1000))
    body = (
        '<p>نص</p><h2>سؤال؟</h2><p>جواب</p><blockquote class="pullquote" data-width="wide">'
        f'<p>قول</p></blockquote><figure data-image="{image.pk}" data-width="full"></figure>'
        f'<figure data-image="{image.pk}" data-width="wide"><figcaption>تعليق</figcaption></figure>'
        '<div data-embed="https://www.youtube.com/watch?v=abc"></div>'
    )
    return {
        kind: factories.publish(
            by=editor,
            data=factories.content(
                section=section.pk, author=author.pk, kind=kind, body_ar=body, lead_image=image.pk
            ),
            at=timezone.now(),
        )
        for kind in KINDS
    }


def test_every_kind_keeps_every_rule_on_a_phone_and_at_a_desk(
    new_page: Callable[..., Page], pieces: dict[str, Article]
) -> None:
    found: dict[Any, Any] = {}
    for width in (320, 1280):
        page = new_page(viewport={"width": width, "height": 800})
        page.add_init_script(WATCH)
        for kind, article in pieces.items():
            page.goto(article.url("ar"))
            found[kind, width] = broken(page)
    assert {where: rules for where, rules in found.items() if rules} == {}


def test_every_part_has_its_contrast_in_both_schemes(
    desk_of: Callable[..., Page], editor: User, pieces: dict[str, Article]
) -> None:
    page = desk_of(editor, viewport={"width": 1366, "height": 900})
    page.goto("/styleguide/")
    page.evaluate(LATIN)
    found = dict(violations(page))
    assert found.get("color-contrast", []) == []
    assert page.locator("[data-theme=dark] .card.kind-opinion").count() > 0
