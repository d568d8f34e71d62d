"""What is decided on a page from before a colleague's decision is shown that, and asked again."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.admin.verb_forms import CorrectForm
from articles.models import Article, Correction
from newsroom.accounts.models import User
from tests.admin.test_article_form import page, save
from tests.admin.test_article_verbs import Fresh, SignIn, local, url


def opened(client: Client, article: Article, verb: str) -> str:
    """What the form of a verb's page sends of what stood on it."""
    value: str = client.get(url(article, verb)).context["form"]["revision"].value()
    return value


def test_publishing_from_an_old_tab_does_not_undo_a_withdrawal(
    signed_in: SignIn, editor: User, chief: User, submitted: Article, fresh: Fresh
) -> None:
    client = signed_in(chief)
    sent = {"languages": ["ar"], "revision": opened(client, submitted, "publish")}
    workflow.publish(submitted, by=editor)
    workflow.withdraw(submitted, by=editor, note="قذف محتمل")

    response = client.post(url(submitted, "publish"), sent)

    assert fresh(submitted).state == "withdrawn"
    activity = response.context["activity"]
    assert [entry.row.verb for entry in activity.entries] == ["withdraw", "publish"]
    assert activity.text_change is None
    html = response.content.decode()
    assert ("قذف محتمل" in html, "<bdi>mona</bdi>" in html) == (True, True)

    sent["revision"] = response.context["form"]["revision"].value()
    client.post(url(submitted, "publish"), sent)
    assert fresh(submitted).state == "published"


def test_old_tab_does_not_replace_a_colleagues_schedule(
    signed_in: SignIn, editor: User, chief: User, draft: Article, fresh: Fresh
) -> None:
    client = signed_in(editor)
    seen = opened(client, draft, "schedule")
    moment = timezone.now() + timedelta(days=400)
    workflow.schedule(draft, by=chief, moment=moment)

    sent = {"languages": ["ar"], "moment": local(timedelta(days=2)), "revision": seen}
    response = client.post(url(draft, "schedule"), sent)

    assert fresh(draft).published_at_ar == moment
    assert f'value="{sent["moment"]}"' in response.content.decode()


def test_two_people_publish_one_correction(
    signed_in: SignIn, editor: User, chief: User, live: Article
) -> None:
    clients = [signed_in(editor), signed_in(chief)]
    seen = [opened(client, live, "correct") for client in clients]

    for client, token in zip(clients, seen, strict=True):
        client.post(url(live, "correct"), {"note_ar": "صححنا الرقم", "revision": token})

    assert Correction.objects.count() == 1


def test_what_is_done_while_the_form_arrives_is_shown_and_asked_about_once(
    signed_in: SignIn, editor: User, chief: User, live: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The colleague's correction comes between the page's look at the article and the lock."""
    client = signed_in(editor)

    def overtaken(form: CorrectForm) -> dict[str, Any]:
        monkeypatch.undo()
        workflow.correct(live, by=chief, notes={"ar": "صححنا الرقم"})
        return form.clean()

    monkeypatch.setattr(CorrectForm, "clean", overtaken)
    response = client.post(url(live, "correct"), {"note_ar": "صححنا الرقم"})
    assert Correction.objects.count() == 1
    assert [entry.row.verb for entry in response.context["activity"].entries] == ["correct"]

    shown = response.context["form"]["revision"].value()
    assert shown == opened(client, live, "correct")


def test_verb_buttons_carry_what_stood_beside_them(
    signed_in: SignIn, editor: User, chief: User, draft: Article
) -> None:
    address = f"/admin/articles/article/{draft.pk}/change/"
    token = f"?seen={draft.latest_revision_id}-{draft.transitions.get().pk}"
    assert token in signed_in(editor).get(address).content.decode()

    workflow.kill(draft, by=chief, reason="قانوني")
    token = f"?seen={draft.latest_revision_id}-{draft.transitions.latest('pk').pk}"
    assert token in signed_in(chief).get(address).content.decode()


def test_page_that_saw_what_never_was_is_asked_again(
    signed_in: SignIn, editor: User, draft: Article, fresh: Fresh
) -> None:
    sent = {"languages": ["ar"], "revision": f"{draft.latest_revision_id}-999999"}
    response = signed_in(editor).post(url(draft, "publish"), sent)

    assert (response.status_code, fresh(draft).state) == (200, "draft")


def test_verb_pressed_on_a_form_from_before_a_colleagues_verb_is_asked_about(
    signed_in: SignIn, editor: User, chief: User, draft: Article
) -> None:
    """The form saves; what was done while it stood open is shown before its verb is done."""
    client = signed_in(chief)
    made_at = client.get(page(draft)).context["transition"]
    workflow.publish(draft, by=editor)
    workflow.withdraw(draft, by=editor, note="قذف محتمل")

    sent = {"headline_ar": "عنوان", "then": "publish", "transition": made_at}
    response = save(client, draft, **sent)

    assert "قذف محتمل" in client.get(response["Location"]).content.decode()


def test_form_that_is_refused_keeps_when_it_was_made(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    client = signed_in(journalist)
    made_at = client.get(page(draft)).context["transition"]
    workflow.submit(draft, by=journalist)

    response = save(client, draft, headline_ar="أ" * 300, transition=made_at)

    assert f'name="transition" value="{made_at}"' in response.content.decode()
