from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles.broadcast.models import BroadcastStatus
from newsroom.accounts.models import User
from tests.broadcast.conftest import HOUR

Make = Callable[..., BroadcastStatus]
SignIn = Callable[[User], Client]
LIST = "/admin/articles_broadcast/broadcaststatus/"
EMPTY = ("label_ar", "label_en", "text_en", "link", "stream_url", "article")
FORM = {"kind": "live", "scope": "site", "priority": "100", "text_ar": "جلسة البرلمان"}
FORM |= dict.fromkeys(EMPTY, "")


def form(**changes: Any) -> dict[str, Any]:
    now = timezone.localtime()
    times = {"starts_at": f"{now:%Y-%m-%dT%H:%M:%S}", "ends_at": ""}
    return FORM | times | {"section": ""} | changes


def test_chief_editor_puts_a_status_on_the_air(chief: User, signed_in: SignIn) -> None:
    response = signed_in(chief).post(f"{LIST}add/", form())
    assert response.status_code == 302
    assert BroadcastStatus.objects.current().get().created_by == chief


def test_clash_is_refused_in_the_form(chief: User, signed_in: SignIn, status: Make) -> None:
    status("live", text_ar="مؤتمر صحفي").save()
    response = signed_in(chief).post(f"{LIST}add/", form())
    assert "مؤتمر صحفي" in response.content.decode()
    assert BroadcastStatus.objects.count() == 1


@pytest.mark.parametrize("path", ["", "?time=now", "?time=later", "?time=over", "?q=نص"])
def test_list_opens(chief: User, signed_in: SignIn, status: Make, path: str) -> None:
    status("live").save()
    assert signed_in(chief).get(f"{LIST}{path}").status_code == 200


def test_editor_raises_breaking_news(editor: User, signed_in: SignIn) -> None:
    response = signed_in(editor).post(f"{LIST}add/", form(kind="breaking"))
    assert response.status_code == 302
    assert BroadcastStatus.objects.current().get().kind == "breaking"


def test_editor_cannot_speak_for_the_outlet(editor: User, signed_in: SignIn) -> None:
    response = signed_in(editor).post(f"{LIST}add/", form(kind="off_air"))
    assert response.status_code == 200
    assert not BroadcastStatus.objects.exists()


def test_editor_cannot_end_the_trial(editor: User, signed_in: SignIn, status: Make) -> None:
    trial = status("trial")
    trial.save()
    end_now(signed_in(editor), trial)
    assert BroadcastStatus.objects.current().exists()


def test_editor_reads_a_status_that_is_the_chiefs(
    editor: User, signed_in: SignIn, status: Make
) -> None:
    trial = status("trial")
    trial.save()
    page = signed_in(editor).get(f"{LIST}{trial.pk}/change/").content.decode()
    assert 'name="_save"' not in page


def test_journalist_cannot_add_a_status(journalist: User, signed_in: SignIn) -> None:
    assert signed_in(journalist).post(f"{LIST}add/", form()).status_code == 403


def end_now(desk: Client, status: BroadcastStatus) -> str:
    chosen = {"action": "close_now", "_selected_action": [status.pk]}
    return desk.post(LIST, chosen, follow=True).content.decode()


def test_chief_editor_ends_one_now(chief: User, signed_in: SignIn, status: Make) -> None:
    live = status("live")
    live.save()
    end_now(signed_in(chief), live)
    assert not BroadcastStatus.objects.current().exists()


def test_ending_what_is_not_on_says_so(chief: User, signed_in: SignIn, status: Make) -> None:
    coming = status("live", starts_at=timezone.now() + HOUR)
    coming.save()
    page = end_now(signed_in(chief), coming)
    assert 'class="warning"' in page
    assert BroadcastStatus.objects.upcoming().exists()
