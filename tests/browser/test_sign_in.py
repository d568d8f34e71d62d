"""Signing in as people do it: the wrong password, the mailed link, the passkey, the second step."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.cache import cache
from playwright.sync_api import Page, expect

from articles import workflow
from newsroom.accounts.models import User
from tests import factories
from tests.browser import steps
from tests.browser.test_axe import axe as axe
from tests.browser.test_axe import violations

pytestmark = [pytest.mark.browser, pytest.mark.any_engine, pytest.mark.django_db(transaction=True)]
NEW = "a-fresh-Passw0rd"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
}


@pytest.fixture
def may_fail() -> tuple[str, ...]:
    """What the writing screen asks for while its session is over."""
    return ("presence/", "text-checks/", "autosave/", "suggestions/ar/", "suggestions/en/")


def seen(page: Page) -> dict[str, Any]:
    """What is wrong with the page as it stands: rules of axe, and what is wider than the screen."""
    page.wait_for_load_state()
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    faults = {"axe": violations(page), "too wide by": max(wide, 0)}
    return {page.url: faults} if any(faults.values()) else {}


def send(page: Page, *, name: str = "", password: str = "") -> None:
    """Fills what is given and sends the form."""
    if name:
        page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(password)
    page.locator("#login-form [type=submit]").click()


def test_forgotten_password_is_guessed_waited_for_and_set_anew(
    new_page: Callable[..., Page], journalist: User
) -> None:
    journalist.email = "sara@example.org"
    journalist.save()
    page = new_page(viewport={"width": 390, "height": 844}, locale="en")
    page.goto("/en/admin/")
    found = seen(page)
    for _ in range(6):
        send(page, name="sara", password="wrong")
        expect(page.locator(".errornote")).to_be_visible()
    expect(page.locator(".errornote")).to_contain_text(re.compile(r"Wait \d+ seconds"))
    found |= seen(page)
    page.get_by_role("link", name="Forgotten your password?").click()
    page.wait_for_url(re.compile("/password/$"))
    page.locator("[name=name]").fill("sara@example.org")
    found |= seen(page)
    page.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_be_visible()
    found |= seen(page)
    link = re.search(r"http\S+", str(mail.outbox[0].body))
    assert link is not None
    page.goto(link[0])
    expect(page).to_have_url(re.compile("set-password/$"))
    found |= seen(page)
    for field in ("new_password1", "new_password2"):
        page.locator(f"[name={field}]").fill(NEW)
    page.locator("[type=submit]").click()
    expect(page.get_by_role("status")).to_be_visible()
    found |= seen(page)
    page.get_by_role("link", name="Sign in").click()
    send(page, name="sara", password=NEW)
    expect(page.get_by_role("heading", level=1)).to_contain_text("sara")
    assert found == {}


def test_passkey_opens_the_desk_and_ends_every_other_session(
    new_page: Callable[..., Page], desk_of: Callable[..., Page], chief: User, settings: Any
) -> None:
    settings.SECOND_FACTOR_ROLES = ["chief"]
    page = new_page(viewport={"width": 1366, "height": 768})
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto("/admin/")
    send(page, name="hassan", password=steps.PASSWORD)
    expect(page).to_have_url(re.compile("/admin/account/$"))
    found = seen(page)
    page.locator("a[href$='passkeys/add/']").click()
    page.wait_for_url(re.compile("passkeys/add/$"))
    found |= seen(page)
    page.locator("[data-passkey]").click()
    expect(page.locator(".codes li")).to_have_count(10)
    found |= seen(page)
    page.goto("/admin/account/app/")
    found |= seen(page)
    page.goto("/admin/account/")
    found |= seen(page)

    page.goto("/admin/")
    page.locator("#logout-form button").click()
    expect(page.locator("#logout-form")).to_have_count(0)
    page.goto("/admin/")
    page.locator("[data-passkey]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("أهلًا")
    chief.refresh_from_db()
    other = desk_of(chief)
    other.goto("/admin/")
    expect(other.get_by_role("heading", level=1)).to_contain_text("أهلًا")
    page.goto("/admin/account/devices/")
    found |= seen(page)
    page.locator("[value=others]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    other.goto("/admin/")
    expect(other.locator("#login-form")).to_be_visible()
    assert found == {}


def test_text_stays_while_the_second_step_is_taken_in_another_tab(
    new_page: Callable[..., Page], editor: User
) -> None:
    cache.clear()
    totp.TOTP.activate(editor, SECRET)
    data = factories.content(
        section=factories.SectionFactory().pk, author=factories.AuthorFactory(user=editor).pk
    )
    draft = workflow.create(by=editor, data=data)
    page = new_page(viewport={"width": 1366, "height": 768})
    sign_in_with_code(page)
    page.goto(f"/admin/articles/article/{draft.pk}/change/")
    page.locator("form[data-ready]").wait_for()
    Session.objects.all().delete()
    page.locator("[name=headline_ar]").fill("كُتب بعد انتهاء الجلسة")
    page.locator("[data-save-state=signedOut] button").click()
    dialog = page.locator("[data-login]")
    dialog.locator("[name=password]").fill(steps.PASSWORD)
    dialog.locator("button.default").click()
    with page.context.expect_page() as opened:
        dialog.locator("[data-login-further] a").click()
    tab = opened.value
    expect(tab.locator("[name=code]")).to_be_focused()
    assert seen(tab) == {}
    tab.locator("[name=code]").fill(code(steps=1))
    tab.locator("[type=submit]").first.click()
    tab.locator("[value=skip]").click()
    expect(tab).to_have_url(re.compile("signed-in/$"))
    assert seen(tab) == {}
    tab.close()
    page.bring_to_front()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator("[data-save-state=saved]")).to_be_visible()
    expect(dialog).not_to_be_visible()


def code(*, steps: int = 0) -> str:
    """The app's code; the step after this one has not been used."""
    return totp.format_hotp_value(totp.hotp_value(SECRET, int(time.time()) // 30 + steps))


def sign_in_with_code(page: Page) -> None:
    page.goto("/admin/")
    send(page, name="mona", password=steps.PASSWORD)
    page.locator("[name=code]").fill(code())
    page.locator("[type=submit]").first.click()
    page.locator("[value=skip]").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("أهلًا")
