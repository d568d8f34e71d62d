"""Announcements that were given up, as editors see them."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from articles import outbox
from articles.models import Announcement, Article
from newsroom.accounts.models import User

LIST = "/admin/articles/announcement/"
SignIn = Callable[[User], Client]


@pytest.fixture
def failed(live: Article) -> Announcement:
    Announcement.objects.all().delete()
    return Announcement.objects.create(
        article=live,
        event="updated",
        attempts=20,
        error="ValueError('x')",
        failed_at=timezone.now(),
    )


@pytest.mark.parametrize("who", ["editor", "chief", "administrator"])
def test_first_page_leads_to_what_was_given_up(
    signed_in: SignIn, request: pytest.FixtureRequest, failed: Announcement, who: str
) -> None:
    client = signed_in(request.getfixturevalue(who))

    assert LIST in client.get("/admin/").content.decode()
    assert str(failed.article) in client.get(LIST).content.decode()


def test_first_page_says_nothing_while_nothing_was_given_up(
    signed_in: SignIn, editor: User, live: Article
) -> None:
    assert LIST not in signed_in(editor).get("/admin/").content.decode()


def test_journalist_does_not_see_them(
    signed_in: SignIn, journalist: User, failed: Announcement
) -> None:
    assert signed_in(journalist).get(LIST).status_code == 403


def test_editor_has_them_tried_again(signed_in: SignIn, editor: User, failed: Announcement) -> None:
    signed_in(editor).post(LIST, {"action": "retry", "_selected_action": [failed.pk]})

    failed.refresh_from_db()
    assert (failed.failed_at, failed.attempts) == (None, 0)


def test_what_is_tried_again_is_tried_at_once(
    signed_in: SignIn,
    editor: User,
    failed: Announcement,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    Announcement.objects.update(claimed_until=timezone.now() + outbox.LONGEST_PAUSE)
    with django_capture_on_commit_callbacks(execute=True):
        signed_in(editor).post(LIST, {"action": "retry", "_selected_action": [failed.pk]})

    failed.refresh_from_db()
    assert failed.delivered_at is not None
