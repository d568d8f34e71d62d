"""A saved form takes its unsaved text away; what a script is told that saves."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from articles import autosaves, submissions
from articles.models import Article, Autosave, Submission
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted, rows
from tests.admin.test_autosave import KEY, OTHER_KEY, address, row
from tests.admin.test_autosave import sara_types as sara_types

type SignIn = Callable[[User], Client]


def test_save_takes_its_text_away(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    sara_types(headline_ar="جديد", number=3)
    base = draft.latest_revision_id
    client.post(
        address(draft, "change"),
        posted(form_key=KEY, text_number=3, base=base, headline_ar="جديد"),
    )

    assert draft.revisions.count() == 2
    assert not Autosave.objects.exists()


def test_save_without_a_change_takes_its_text_away(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    client.force_login(draft.created_by)
    client.post(address(draft, "change"), posted(base=draft.latest_revision_id, headline_ar="جديد"))
    sara_types(headline_ar="جديد", number=3)
    draft.refresh_from_db()
    base = draft.latest_revision_id
    client.post(
        address(draft, "change"),
        posted(form_key=KEY, text_number=3, base=base, headline_ar="جديد"),
    )

    assert (draft.revisions.count(), Autosave.objects.count()) == (2, 0)


def test_save_leaves_a_newer_text_of_its_form(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    sara_types(headline_ar="أحدث مما حُفظ", number=4)
    client.post(address(draft, "change"), posted(form_key=KEY, text_number=3, headline_ar="محفوظ"))

    assert row().headline == "أحدث مما حُفظ"


def test_save_takes_the_text_away_that_it_continued(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    sara_types(form_key=OTHER_KEY, number=3)
    continued = {"form_key": KEY, "text_number": 0, "continues": f"{OTHER_KEY}:3"}
    client.post(address(draft, "change"), posted(**continued, headline_ar="محفوظ"))

    assert not Autosave.objects.exists()


def test_save_leaves_the_text_of_a_colleague(
    sara_types: Callable[..., Any], signed_in: SignIn, editor: User, draft: Article
) -> None:
    sara_types(number=3)
    sent = posted(form_key=KEY, text_number=9, headline_ar="للمحرر")
    signed_in(editor).post(address(draft, "change"), sent)

    assert Autosave.objects.count() == 1


def test_refused_form_leaves_the_text(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    sara_types(number=3)
    sent = posted(form_key=KEY, text_number=3, headline_ar="ا" * 300)
    assert client.post(address(draft, "change"), sent).status_code == 200

    assert Autosave.objects.count() == 1


def test_text_under_way_while_the_form_was_saved_is_not_kept(
    sara_types: Callable[..., Any], draft: Article, client: Client, journalist: User
) -> None:
    client.force_login(journalist)
    client.post(address(draft, "change"), posted(form_key=KEY, text_number=3, headline_ar="محفوظ"))

    assert sara_types(number=2).json()["is_kept"] is False
    assert not Autosave.objects.exists()


def test_text_under_way_while_nothing_new_was_saved_is_not_kept(
    sara_types: Callable[..., Any], draft: Article, client: Client
) -> None:
    client.force_login(draft.created_by)
    client.post(address(draft, "change"), posted(base=draft.latest_revision_id, headline_ar="جديد"))
    draft.refresh_from_db()
    same = posted(base=draft.latest_revision_id, headline_ar="جديد")
    client.post(address(draft, "change"), same | {"form_key": KEY, "text_number": 3})
    sara_types(number=3)

    assert (draft.revisions.count(), Autosave.objects.count()) == (2, 0)


def test_text_left_behind_by_a_save_is_shown_nowhere_and_forgotten(
    sara_types: Callable[..., Any], journalist: User
) -> None:
    sara_types(number=2)
    Submission.objects.create(user=journalist, key=KEY, digest="x", number=2)

    assert not Autosave.objects.unsaved().exists()
    submissions.forget_old(at=timezone.now())
    assert not Autosave.objects.exists()


def test_forgetting_leaves_what_was_not_saved(sara_types: Callable[..., Any]) -> None:
    sara_types(number=2)
    assert autosaves.forget_saved() == 0
    assert Autosave.objects.count() == 1


# Sent by a script ---------------------------------------------------------------------------

JSON = {"headers": {"Accept": "application/json"}}


def test_script_that_saves_is_told_where_to_go(signed_in: SignIn, draft: Article) -> None:
    client = signed_in(draft.created_by)
    sent = posted(base=draft.latest_revision_id, headline_ar="جديد")
    response = client.post(address(draft, "change"), sent, **JSON)

    draft.refresh_from_db()
    form_url = address(draft, "change")
    assert response.json() == {
        "location": form_url,
        "form_url": form_url,
        "revision": draft.latest_revision_id,
        "is_merged": False,
    }


def test_script_is_told_what_is_to_be_corrected(signed_in: SignIn, draft: Article) -> None:
    itself = rows("pins", [{"article": f"#{draft.pk}"}])
    sent = posted(headline_ar="ا" * 300, base="x", **itself)
    response = signed_in(draft.created_by).post(address(draft, "change"), sent, **JSON)

    assert response.status_code == 422
    said = response.json()
    assert set(said["fields"]) == {"headline_ar", "pins-0-article"}
    assert said["fields"]["pins-0-article"] == ["لا يُثبَّت المقال بجانب نفسه."]
    assert len(said["general"]) == 1
    assert draft.revisions.count() == 1


def test_script_of_somebody_signed_out_is_told_401(client: Client, draft: Article) -> None:
    assert client.post(address(draft, "change"), posted(), **JSON).status_code == 401


def test_newest_version_is_told_to_whoever_types(
    sara_types: Callable[..., Any], editor: User, draft: Article
) -> None:
    newest = factories.revise(draft, editor, headline_ar="من المحررة")
    said = sara_types().json()["newest"]

    assert (said["revision"], said["by"]) == (newest.pk, editor.pk)
