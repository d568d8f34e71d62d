"""Every page of the desk: its words are Arabic, and all of it has names.

First as one comes by it from link to link, then what no link led to of the pages that the matrix of
access knows (`tests/access/matrix.tsv`), so that none is forgotten.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.urls import resolve
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Announcement, Section
from articles.search import synonyms
from articles.search.models import SynonymGroup, SynonymKey, ZeroResultQuery
from newsroom.accounts.models import User
from tests import factories
from tests.access.cast import make_cast
from tests.access.routes import rows
from tests.access.test_matrix import decided
from tests.browser.desk_rules import DESK_RULES, broken_at_desk, nameless
from tests.conftest import person

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
USERS = r"\b(?:huda|sara|owner|one(?:-\w+)+|x(?:@example\.org)?|reader@example\.org)\b"
"""Names that are typed in Latin, here and in the cast of the matrix."""
LINKS = """[...document.querySelectorAll("main a[href], nav a[href], [data-do]")]
  .map((link) => new URL(link.dataset.do ?? link.href, location).pathname)"""
STARTS = ["/admin/", "/admin/nowhere/", "/admin/password_change/", "/admin/password_change/done/"]
WIDTHS = (1366, 390)
"""A desk and a phone, in CSS pixels."""
PARTS = ("/moment/", "/occurrences/")
"""Ends of addresses that answer with a part of a page, which a script asks for."""
DOT = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"


@dataclass
class Everything:
    """Somebody who sees it all, and the address of each page that the matrix knows."""

    huda: User
    addresses: list[str]


@pytest.fixture
def everything() -> Everything:
    """One of everything that the desk has a page for, and somebody who sees it all."""
    # The first ones, which a worker's first test finds, have Latin abbreviations: not in the log.
    for model in (SynonymKey, SynonymGroup):
        model._default_manager.all()._raw_delete("default")
    places = make_cast().places
    huda = User.objects.create_superuser("huda", password="secret-for-tests", first_name="هدى")
    sara = person("sara", "journalist")
    section = Section.objects.get(slug="economy")
    author = factories.AuthorFactory(name_ar="سارة", name_en="Sara", slug="sara", user=sara)
    tag = factories.TagFactory(name_ar="قطارات", name_en="Trains")
    english = {"headline_en": "A new line opens", "body_en": "<p>It opened on Monday.</p>"}
    image = factories.ImageFactory()
    data = factories.content(section=section.pk, author=author.pk, lead_image=image.pk, **english)
    live, draft = (workflow.create(by=huda, data=data | {"tags": [tag.pk]}) for _n in range(2))
    workflow.publish(live, by=huda)
    newer = data | {"headline_ar": "عنوان أحدث"}
    workflow.save(live, by=huda, data=newer, base=live.revisions.newest_first()[0].pk)
    workflow.submit(draft, by=huda)
    now = timezone.now()
    Announcement.objects.create(article=live, event="updated", failed_at=now)
    BroadcastStatus.objects.create(kind="trial", starts_at=now - timedelta(days=1))
    ZeroResultQuery.objects.create(
        day=now.date(), language="ar", key="غواصات", query="غواصات", count=3
    )
    synonyms.keep(SynonymGroup(words="تلسكوب\nمرصد"))
    answering = {
        name
        for (name, method), answers in decided().items()
        if method == "GET" and "200" in answers
    }
    addresses = [row.path for row in rows(places) if row.name in answering]
    return Everything(huda, [path for path in addresses if not path.endswith(PARTS)])


def pages(desk: Page, addresses: Sequence[str] = ()) -> Iterator[str]:
    """Every kind of page that links lead to, one of each kind, opened one after the other.

    After them those of the addresses to which none led.
    """
    desk.route("**/media/**", lambda route: route.fulfill(body=DOT, content_type="image/gif"))
    waiting, rest, seen = [*STARTS], [*addresses], set()
    while waiting or rest:
        is_linked = bool(waiting)
        path = waiting.pop(0) if is_linked else rest.pop(0)
        if not path.startswith("/admin/") or "logout" in path:
            continue
        name = view_name(path)
        kind = re.sub(r"\d+", "N", path) if is_linked else name
        if kind in seen:
            continue
        seen |= {kind, name}
        answer = desk.goto(path, wait_until="load")
        if answer and answer.headers.get("content-type", "").startswith("text/html"):
            yield path
            waiting += desk.evaluate(LINKS)


def view_name(path: str) -> str:
    """The name of the path's route, with the verb where that is part of the address."""
    match = resolve(path)
    return f"{match.view_name} {match.kwargs.get('verb', '')}"


def faults(desk: Page, addresses: Sequence[str] = ()) -> dict[tuple[str, int], Any]:
    """What breaks the rules of the desk, by page and width."""
    found = {}
    for path in pages(desk, addresses):
        for width in WIDTHS:
            desk.set_viewport_size({"width": width, "height": 900})
            broken, names = broken_at_desk(desk, users=USERS), nameless(desk)
            found |= {(path, width): (broken, names)} if broken or names else {}
    return found


def test_every_page_of_the_desk_speaks_arabic_and_has_names(
    desk_of: Callable[..., Page], everything: Everything
) -> None:
    assert faults(desk_of(everything.huda), everything.addresses) == {}


def test_every_page_of_a_journalist_speaks_arabic_and_has_names(
    desk_of: Callable[..., Page], everything: Everything
) -> None:
    assert faults(desk_of(User.objects.get(username="sara"))) == {}


def test_sign_in_speaks_arabic_and_has_names(page: Page) -> None:
    page.goto("/admin/")
    assert broken_at_desk(page) == {}
    assert nameless(page) == []


def test_choice_from_a_searched_list_is_named_while_it_is_open(
    desk_of: Callable[..., Page], everything: Everything
) -> None:
    desk = desk_of(everything.huda)
    desk.goto("/admin/articles_broadcast/broadcaststatus/add/", wait_until="load")
    desk.locator(".field-article [role=combobox]").click()
    expect(desk.locator(".select2-results__option").first).to_be_visible()
    assert nameless(desk) == []
    assert broken_at_desk(desk, users=USERS) == {}


BROKEN = {
    "no Latin word stands on an Arabic page": "<p>اختر Select</p>",
    "there is one first heading": "<h2>عنوان</h2>",
    "only what may have a name has one": "<figure><figcaption aria-label=ن>ن</figcaption></figure>",
    "roles stand where they may": "<fieldset role=tabpanel></fieldset>",
    "headings of tables say something": "<table><tr><th></th><td>أ</td></tr></table>",
    "what scrolls is reached by keys": "<div style='overflow:auto;width:9px'><p>طويلة</p></div>",
}


@pytest.fixture
def plain(chromium: Browser) -> Any:
    context = chromium.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("rule", DESK_RULES)
def test_a_page_that_breaks_the_rule_of_the_desk_is_found(plain: Page, rule: str) -> None:
    plain.set_content(f"<html lang=ar dir=rtl><body>{BROKEN[rule]}")
    assert rule in broken_at_desk(plain, rule)


SAID = ["<img alt=No>", "<input type=submit value=Run>", "<title>No"]


@pytest.mark.parametrize("html", SAID)
def test_latin_words_that_are_only_said_are_found_too(plain: Page, html: str) -> None:
    plain.set_content(f"<html lang=ar dir=rtl>{html}")
    assert broken_at_desk(plain, "no Latin word stands on an Arabic page")


def test_latin_words_that_are_meant_are_none(plain: Page) -> None:
    plain.set_content("<html lang=ar><p lang=en>News</p><code>a</code><p>PNG</p><b dir=ltr>x</b>")
    assert not broken_at_desk(plain, "no Latin word stands on an Arabic page")


def test_field_without_a_name_is_found(plain: Page) -> None:
    plain.set_content("<html lang=ar><input>")
    assert nameless(plain) == ["textbox"]
