"""Somebody is invited, chooses a password and a passkey, and leaves; in Arabic, at both widths."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import Page, expect

from articles import workflow
from newsroom.accounts.models import User
from tests import factories
from tests.browser.test_axe import axe as axe
from tests.browser.test_sign_in import AUTHENTICATOR, NEW, seen
from tests.conftest import group

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK = {"width": 1366, "height": 900}
PHONE = {"width": 390, "height": 844}


def accept(page: Page, link: str) -> dict[str, Any]:
    """Follows the link to an account with a passkey; returns what is wrong with the page."""
    page.goto(link)
    faults = seen(page)
    page.locator("[name=username]").fill("nadia")
    page.locator("[name=new_password1]").fill(NEW)
    page.locator("[name=new_password2]").fill(NEW)
    keys = page.context.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.locator("form [type=submit]").last.click()
    expect(page).to_have_url(re.compile(r"/admin/account/$"))
    page.locator("a[href$='passkeys/add/']").click()
    page.locator("[data-passkey]").click()
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto("/admin/")
    expect(page.locator("h1")).to_contain_text("نادية")
    return faults


def settle_in(page: Page, other: Page, colleague: User) -> dict[str, Any]:
    """Completes the profile, then signs out everywhere else, which `other` feels at once."""
    page.goto("/admin/account/profile/")
    faults = seen(page)
    page.locator("[name=last_name]").fill("منصور")
    page.locator("#content [type=submit]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.goto(f"/admin/account/people/{colleague.pk}/")
    faults |= seen(page)
    page.goto("/admin/account/address/")
    faults |= seen(page)
    other.goto("/admin/articles/article/")
    expect(other.locator("h1")).to_be_visible()
    page.goto("/admin/account/devices/")
    page.locator("[value=others]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    other.goto("/admin/articles/article/")
    expect(other.locator("#login-form")).to_be_visible()
    return faults


def invite(desk: Page, role: int) -> tuple[str, dict[str, Any]]:
    """Sends an invitation from the desk; its link, and what is wrong with the pages."""
    desk.goto("/admin/invitations/invitation/add/")
    faults = seen(desk)
    desk.locator("[name=email]").fill("nadia@example.org")
    desk.locator("[name=first_name]").fill("نادية")
    desk.locator(f"[name=groups][value='{role}']").check()
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist")).to_contain_text("nadia@example.org")
    link = re.search(r"http://\S+", str(mail.outbox[0].body))
    assert link is not None
    return link[0], faults | seen(desk)


def deactivate(desk: Page, leaving: User, successor: User) -> dict[str, Any]:
    """Closes an account on a phone, and hands its work over; what is wrong with the pages."""
    desk.goto(f"/admin/accounts/user/{leaving.pk}/change/")
    faults = seen(desk)
    desk.set_viewport_size(PHONE)
    desk.locator("a[href$='/deactivate/']").click()
    desk.wait_for_url(re.compile("/deactivate/$"))
    faults |= seen(desk)
    desk.locator("[name=to]").select_option(str(successor.pk))
    desk.locator("#content button.default").click()
    expect(desk.locator(".messagelist")).to_contain_text(successor.username)
    return faults


def test_somebody_is_invited_sets_a_passkey_and_is_signed_out_by_leaving(
    desk_of: Callable[..., Page],
    new_page: Callable[..., Page],
    administrator: User,
    editor: User,
    settings: Any,
) -> None:
    settings.SECOND_FACTOR_ROLES = ["chief"]
    section, author = factories.SectionFactory(), factories.AuthorFactory()
    desk, page = desk_of(administrator, viewport=DESK), new_page(viewport=PHONE)

    link, faults = invite(desk, group("chief").pk)
    faults |= accept(page, link)

    nadia = User.objects.get(username="nadia")
    faults |= settle_in(page, desk_of(nadia), editor)
    nadia.refresh_from_db()
    assert nadia.get_full_name() == "نادية منصور"
    workflow.create(by=nadia, data=factories.content(section=section.pk, author=author.pk))
    faults |= deactivate(desk, nadia, editor)
    page.goto("/admin/articles/article/")
    expect(page.locator("[name=login]")).to_be_visible()
    page.goto(link)
    expect(page.locator("h1")).to_be_visible()
    faults |= seen(page)
    assert faults == {}


@pytest.mark.any_engine
def test_people_of_other_sections_are_offered_for_no_assignment(
    desk_of: Callable[..., Page], editor: User, section_editor: User, section: Any, sport: Any
) -> None:
    page = desk_of(editor, viewport=DESK)
    page.goto("/admin/planning/assignment/add/")
    option = page.locator(f"[name=assignee] option[value='{section_editor.pk}']")
    page.locator("[name=section]").select_option(str(section.pk))
    expect(option).to_be_disabled()
    page.locator("[name=section]").select_option(str(sport.pk))
    expect(option).to_be_enabled()
