"""Nothing that was typed is lost: signed out, offline, closed, in two tabs, another person."""

from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Locator, Page, expect

from articles import workflow
from articles.models import Article, Autosave
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    return "/autosave/", "/change/", "/presence/", "/text-checks/"


@pytest.fixture
def sara(db: None) -> User:
    return User.objects.create_superuser("sara", password=steps.PASSWORD)


@pytest.fixture
def draft(sara: User) -> Article:
    section = factories.SectionFactory(name_ar="اقتصاد")
    author = factories.AuthorFactory(name_ar="كريم", slug="karim")
    return workflow.create(by=sara, data=factories.content(section=section.pk, author=author.pk))


def form_of(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/change/"


def opened(page: Page, url: str) -> Page:
    page.goto(url)
    page.locator("form[data-ready]").wait_for()
    return page


def headline(page: Page) -> Locator:
    return page.locator("[name=headline_ar]")


def says(page: Page, state: str) -> None:
    """The bar says so in the end."""
    expect(page.locator(f"[data-save-state={state}]")).to_be_visible()


def typed(page: Page, text: str) -> Page:
    headline(page).fill(text)
    return page


def saved(page: Page, article: Article, text: str) -> None:
    """Press «حفظ»; the newest version has the text."""
    page.locator("[data-save]").click()
    expect(page.locator(".messagelist")).to_be_visible()
    article.refresh_from_db()
    assert article.headline_ar == text


@pytest.fixture
def desk(desk_of: Callable[..., Page], sara: User, draft: Article) -> Page:
    """The form of the draft, which its owner opened."""
    return opened(desk_of(sara), form_of(draft))


def test_text_is_at_the_newsroom_after_a_pause(desk: Page, draft: Article) -> None:
    typed(desk, "قبل الحفظ")
    says(desk, "saving")
    says(desk, "saved")

    autosave = Autosave.objects.get()
    assert (autosave.article, autosave.headline) == (draft, "قبل الحفظ")


def test_session_that_ends_in_mid_sentence_costs_nothing(
    desk: Page, draft: Article, sara: User
) -> None:
    Session.objects.all().delete()
    typed(desk, "كُتب بعد انتهاء الجلسة")
    says(desk, "signedOut")
    desk.locator("[data-save-state] button").click()
    dialog = desk.locator("[data-login]")
    dialog.locator("[name=password]").fill("خطأ")
    dialog.locator("button.default").click()
    expect(dialog.locator("[data-login-error]")).not_to_be_empty()
    dialog.locator("[name=password]").fill(steps.PASSWORD)
    dialog.locator("button.default").click()
    says(desk, "saved")

    saved(desk, draft, "كُتب بعد انتهاء الجلسة")
    assert not Autosave.objects.exists()


def test_save_after_the_session_ended_follows_the_sign_in(desk: Page, draft: Article) -> None:
    Session.objects.all().delete()
    typed(desk, "حُفظ بعد الدخول")
    desk.locator("[data-save]").click()
    says(desk, "signedOut")
    desk.locator("[data-save-state] button").click()
    desk.locator("[data-login] [name=password]").fill(steps.PASSWORD)
    desk.keyboard.press("Enter")

    expect(desk.locator(".messagelist")).to_be_visible()
    draft.refresh_from_db()
    assert draft.headline_ar == "حُفظ بعد الدخول"


def test_signed_in_again_in_another_tab_the_save_simply_works(
    desk: Page, draft: Article, sara: User
) -> None:
    Session.objects.all().delete()
    steps.sign_in(desk.context.new_page(), sara)

    saved(typed(desk, "من لسان آخر"), draft, "من لسان آخر")


def test_text_typed_without_a_connection_is_saved_when_it_is_back(
    desk: Page, draft: Article
) -> None:
    desk.context.set_offline(True)
    typed(desk, "بلا اتصال")
    says(desk, "away")
    desk.locator("[data-save]").click()
    says(desk, "awaySaving")
    typed(desk, "بلا اتصال، ثم كُتب المزيد")
    desk.context.set_offline(False)

    expect(desk.locator(".messagelist")).to_be_visible()
    draft.refresh_from_db()
    assert draft.headline_ar == "بلا اتصال، ثم كُتب المزيد"
    assert draft.revisions.count() == 2


def test_text_of_a_closed_tab_is_offered_in_another_browser(
    desk: Page, desk_of: Callable[..., Page], draft: Article, sara: User
) -> None:
    typed(desk, "لم يُحفظ")
    says(desk, "saved")
    desk.close()
    other = opened(desk_of(sara), form_of(draft))
    expect(headline(other)).not_to_have_value("لم يُحفظ")
    other.locator("[data-offer] a").first.click()
    other.locator("form[data-ready]").wait_for()

    expect(headline(other)).to_have_value("لم يُحفظ")
    saved(other, draft, "لم يُحفظ")
    assert not Autosave.objects.exists()


def test_text_that_only_the_device_has_is_offered_when_the_form_opens_again(
    desk: Page, draft: Article
) -> None:
    desk.context.set_offline(True)
    typed(desk, "على الجهاز وحده")
    says(desk, "away")
    again = desk.context.new_page()
    desk.close(run_before_unload=False)
    desk.context.set_offline(False)
    opened(again, form_of(draft))

    expect(again.locator("[data-offer]")).to_contain_text("على الجهاز وحده")


def test_reload_a_moment_after_typing_keeps_it(desk: Page) -> None:
    desk.on("dialog", lambda dialog: dialog.accept())
    typed(desk, "قبل لحظة")
    desk.reload()
    desk.locator("form[data-ready]").wait_for()

    expect(headline(desk)).to_have_value("قبل لحظة")


def test_second_tab_follows_the_first_and_goes_on_where_it_is(desk: Page, draft: Article) -> None:
    typed(desk, "في الأول")
    says(desk, "saved")
    second = opened(desk.context.new_page(), form_of(draft))
    says(second, "following")
    expect(headline(second)).to_have_value("في الأول")
    typed(desk, "في الأول أيضًا")
    expect(headline(second)).to_have_value("في الأول أيضًا")
    headline(second).press("End")
    headline(second).press_sequentially(" والثاني")
    expect(headline(desk)).to_have_value("في الأول أيضًا والثاني")
    says(second, "saved")

    assert [each.headline for each in Autosave.objects.all()] == ["في الأول أيضًا والثاني"]


def test_another_person_is_named_before_anything_is_saved_under_that_name(
    desk: Page, draft: Article
) -> None:
    mona = User.objects.create_superuser("mona", password=steps.PASSWORD)
    desk.context.clear_cookies()
    steps.sign_in(desk.context.new_page(), mona)
    typed(desk, "كتبته سارة")
    says(desk, "other")
    expect(desk.locator("[data-save-state]")).to_contain_text("mona")
    assert not Autosave.objects.exists()
    desk.locator("[data-save-state] button").first.click()
    says(desk, "saved")

    assert Autosave.objects.get().user == mona


def test_signing_out_leaves_nothing_on_the_device_that_the_newsroom_has(desk: Page) -> None:
    typed(desk, "نص سارة")
    says(desk, "saved")
    desk.locator("#logout-form button").click()
    desk.wait_for_url("**/logout/")

    assert steps.texts_on_the_device(desk) == "[]"
    assert Autosave.objects.get().headline == "نص سارة"


def test_signing_out_asks_before_it_deletes_what_only_the_device_has(desk: Page) -> None:
    desk.route("**/autosave/", lambda route: route.abort())
    typed(desk, "نص سارة")
    says(desk, "away")
    desk.locator("#logout-form button").click()
    desk.locator(".sign-out-dialog button").first.click()
    assert "نص سارة" in steps.texts_on_the_device(desk)
    desk.unroute("**/autosave/")


def test_verb_pressed_while_the_save_is_under_way_is_asked_for(desk: Page) -> None:
    typed(desk, "حُفظ ثم أُرسل")
    desk.evaluate(
        """() => {
            document.querySelector("[data-save]").click();
            document.querySelector(".verb-submit[data-do]").click();
        }"""
    )

    expect(desk.locator("[data-verb-form]")).to_be_visible()


def test_offered_text_is_compared_word_by_word_on_the_page(
    desk: Page, desk_of: Callable[..., Page], draft: Article, sara: User
) -> None:
    typed(desk, f"{draft.headline_ar} اليوم")
    says(desk, "saved")
    other = opened(desk_of(sara), form_of(draft))
    other.locator("[data-compare]").click()

    expect(other.locator("[data-offer] ins").first).to_have_text("اليوم")
