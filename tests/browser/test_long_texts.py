"""A word of a hundred letters and a long address break everywhere and widen no page.

On a phone no field of the desk makes an iPhone zoom in, which it does below 16 px.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from playwright.sync_api import Page

from articles import workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, TagAlias
from articles.search.models import ZeroResultQuery
from newsroom.accounts.models import User
from tests import factories
from tests.browser.rules import SETTLED
from tests.renditions.conftest import media as media
from tests.renditions.conftest import stored as stored

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
WORD = "م" * 120
LATIN = "m" * 120
ADDRESS = "https://example.org/" + "long-" * 8 + "x" * 60
READERS = ("/", "/a/{live}", "/sections/{word}/", "/tags/{word}/", "/authors/{author}/")
WIDE = """() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const page = scrollWidth > clientWidth ? [`page: ${scrollWidth} > ${clientWidth}`] : [];
  const parts = [...document.querySelectorAll("main *")].filter((part) => part.checkVisibility()
    && !part.closest("svg, [hidden], .visually-hidden")
    && part.getBoundingClientRect().width > clientWidth + 1
    && !part.matches("table, thead, tbody, tr, caption"));
  const said = (part) => `${part.localName}.${part.className}: ${part.offsetWidth}`;
  return [...page, ...parts.slice(0, 3).map(said)];
}"""
SCROLLED = """() => [...document.querySelectorAll(".results, [tabindex]")]
  .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 1)
  .map((box) => `${box.localName}.${box.className}: ${box.scrollWidth} > ${box.clientWidth}`)"""
SMALL = """() => [...document.querySelectorAll("input, select, textarea, [contenteditable=true]")]
  .filter((field) => !["hidden", "checkbox", "radio", "submit", "button"].includes(field.type)
    && field.checkVisibility() && parseFloat(getComputedStyle(field).fontSize) < 16)
  .map((field) => `${field.localName} ${field.name}: ${getComputedStyle(field).fontSize}`)"""


@pytest.fixture
def chief_of_long_names() -> User:
    names = {"first_name": WORD[:75], "last_name": WORD[:75], "email": f"{LATIN[:60]}@example.com"}
    return User.objects.create_superuser(LATIN, password="secret-for-tests", **names)


@pytest.fixture
def long_texts(chief_of_long_names: User, stored: Callable[..., Any]) -> dict[str, Article]:
    """Two articles, one of them live and changed by two at a time, and rows of every list."""
    chief = chief_of_long_names
    section = factories.SectionFactory(name_ar=WORD[:80], slug=WORD[:80], description_ar=WORD)
    author = factories.AuthorFactory(name_ar=WORD, role_ar=ADDRESS, slug=LATIN, bio_ar=WORD)
    tag = factories.TagFactory(name_ar=WORD[:100], slug_ar=WORD[:80], description_ar=WORD)
    TagAlias.objects.create(tag=tag, name=LATIN[:100])
    picture = stored(title=WORD, caption_ar=ADDRESS)
    data = factories.content(
        section=section.pk,
        author=author.pk,
        tags=[tag.pk],
        lead_image=picture.pk,
        headline_ar=f"{WORD} {ADDRESS}",
        headline_en=LATIN,
        kicker_ar=WORD[:100],
        standfirst_ar=f"{ADDRESS} {WORD}",
        dateline_ar=WORD[:80],
        lead_image_caption_ar=WORD,
        body_ar=f"<h2>{WORD}</h2><p>{ADDRESS}</p><blockquote><p>{WORD}</p></blockquote>",
    )
    draft = workflow.create(by=chief, data=data, note=f"{WORD} {ADDRESS}")
    live = factories.publish(by=chief, data=data, at=timezone.now() - timedelta(hours=2))
    workflow.correct(live, by=chief, notes={"ar": f"{WORD} {ADDRESS}"})
    base = Article.objects.get(pk=live.pk).latest_revision_id
    for letter in "نس":
        changed = data | {"headline_ar": letter * 120, "standfirst_ar": letter * 300}
        workflow.save(live, by=chief, data=changed, base=base, note=WORD)
    BroadcastStatus.objects.create(kind="trial", label_ar=WORD[:40], text_ar=WORD)
    day = timezone.localdate()
    ZeroResultQuery.objects.create(day=day, language="ar", key=WORD[:80], query=WORD[:80], count=1)
    return {"draft": draft, "live": live, "author": author}


def desk_pages(articles: dict[str, Article]) -> Iterator[str]:
    """Every list and form of the desk, and every page of an article."""
    yield from (reverse("admin:index"), reverse("admin:password_change"))
    for model in admin.site._registry:
        base = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{base}_changelist")
        for pk in model._default_manager.values_list("pk", flat=True)[:1]:
            # Of rows of which the list says all there are no pages.
            with suppress(NoReverseMatch):
                yield reverse(f"{base}_change", args=[pk])
                yield reverse(f"{base}_delete", args=[pk])
    live, draft = (f"/admin/articles/article/{articles[name].pk}" for name in ("live", "draft"))
    yield f"{live}/change/"
    yield f"{live}/history/"
    *_first, old, new = articles["live"].revisions.order_by("pk").values_list("pk", flat=True)
    yield f"{live}/compare/?old={old}&new={new}"
    yield f"{live}/merge/{old}/"
    yield from (f"{live}/{page}/{old}/" for page in ("revision", "restore"))
    yield from (f"{live}/do/{verb}/" for verb in ("update", "correct", "withdraw", "kill"))
    yield from (f"{draft}/do/{verb}/" for verb in ("submit", "schedule", "publish"))
    yield "/admin/articles/article/?q=" + LATIN
    yield "/admin/articles/article/add/"


def faults(page: Page, paths: Iterable[str], scripts: Mapping[int, Sequence[str]]) -> list[str]:
    """What the scripts find on each page at the widths they are for, in CSS pixels."""
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    found = []
    for path in paths:
        answer = page.goto(path, wait_until="load")
        assert answer is not None
        assert answer.status in (200, 403, 404), path
        for width, each in scripts.items():
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate(SETTLED)
            lines = [line for script in each for line in page.evaluate(script)]
            found += [f"{path[:60]} at {width}: {line}" for line in lines]
    return found


def test_no_page_of_the_desk_is_widened_by_a_long_word_or_has_fields_too_small_for_a_telephone(
    desk_of: Callable[..., Page], chief_of_long_names: User, long_texts: dict[str, Article]
) -> None:
    desk = desk_of(chief_of_long_names, has_touch=True)
    paths = [*desk_pages(long_texts), reverse("admin:accounts_user_add")]
    assert faults(desk, paths, {1366: [WIDE, SCROLLED], 390: [WIDE, SMALL]}) == []
    desk.goto(reverse("admin:articles_broadcast_broadcaststatus_add"))
    with desk.expect_response("**/autocomplete/**") as answer:
        desk.locator(".select2-selection").first.click()
    assert answer.value.ok
    assert desk.locator(".select2-search__field").is_visible()
    assert desk.evaluate(SMALL) == []


def test_no_message_of_the_desk_is_widened_by_a_long_word(
    desk_of: Callable[..., Page], chief_of_long_names: User, long_texts: dict[str, Article]
) -> None:
    desk = desk_of(chief_of_long_names, viewport={"width": 390, "height": 900})
    desk.goto(f"/admin/articles/author/{long_texts['author'].pk}/change/")
    desk.fill("[name=slug]", WORD)
    desk.click("[name=_continue]")
    assert WORD[:80] in desk.locator(".messagelist").inner_text()
    assert desk.evaluate(WIDE) == []


def test_no_page_of_readers_is_widened_by_a_long_word(
    new_page: Callable[..., Page], long_texts: dict[str, Any]
) -> None:
    page = new_page()
    known = {"live": long_texts["live"].pk, "word": WORD[:80], "author": LATIN}
    paths = [path.format(**known) for path in (*READERS, "/search/?q={word}", "/{word}/")]
    assert faults(page, [*paths, f"/search/?q={LATIN}"], {1280: [WIDE], 320: [WIDE]}) == []


def test_no_field_of_the_sign_in_is_too_small_for_a_telephone(
    new_page: Callable[..., Page],
) -> None:
    page = new_page(has_touch=True)
    assert faults(page, [reverse("admin:login"), "/", "/search/"], {390: [SMALL]}) == []
