"""What is typed and not saved: kept for its owner, taken away by the save that holds it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article, Autosave
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted

type SignIn = Callable[[User], Client]
KEY = "0123456789abcdef" * 2
OTHER_KEY = "fedcba9876543210" * 2
NEW = "/admin/articles/article/autosave/"
ADD = "/admin/articles/article/add/"


def address(article: Article, page: str = "autosave") -> str:
    return f"/admin/articles/article/{article.pk}/{page}/"


def fields(**texts: Any) -> dict[str, list[str]]:
    """The inputs of a form as a browser sends them."""
    return {
        name: [str(text)] if not isinstance(text, list) else text
        for name, text in posted(**texts).items()
    }


def keep(client: Client, url: str, person: User, **changes: Any) -> Any:
    """Send what was typed; keyword arguments in capitals replace the message, others inputs."""
    message = {"form_key": KEY, "number": 1, "person": person.pk, "continues": ""}
    message |= {name: changes.pop(name) for name in list(changes) if name in message}
    message["fields"] = fields(**changes)
    return client.post(url, json.dumps(message), content_type="application/json")


def row() -> Autosave:
    return Autosave.objects.get()


@pytest.fixture
def sara_types(signed_in: SignIn, journalist: User, draft: Article) -> Callable[..., Any]:
    """The journalist types into the form of her draft."""

    def send(**changes: Any) -> Any:
        return keep(signed_in(journalist), address(draft), journalist, **changes)

    return send


# Kept ---------------------------------------------------------------------------------------


def test_text_is_kept_as_it_was_typed_even_when_it_is_invalid(
    sara_types: Callable[..., Any], journalist: User, draft: Article
) -> None:
    response = sara_types(headline_ar="عنوان " * 90, kind="لا شيء", embargo_until="غدًا")

    assert (response.status_code, response.json()["is_kept"]) == (200, True)
    kept = row()
    assert (kept.user, kept.article) == (journalist, draft)
    assert kept.fields["headline_ar"] == ["عنوان " * 90]
    assert (kept.fields["kind"], kept.fields["embargo_until"]) == (["لا شيء"], ["غدًا"])


def test_second_text_of_one_form_replaces_the_first(sara_types: Callable[..., Any]) -> None:
    sara_types(headline_ar="أول", number=1)
    sara_types(headline_ar="ثان", number=2)

    assert row().headline == "ثان"


def test_older_text_that_arrives_late_changes_nothing(sara_types: Callable[..., Any]) -> None:
    sara_types(headline_ar="الأحدث", number=5)
    late = sara_types(headline_ar="الأقدم", number=4)

    assert (late.status_code, late.json()["is_kept"]) == (200, False)
    assert row().headline == "الأحدث"


def test_text_sent_twice_counts_as_kept(sara_types: Callable[..., Any]) -> None:
    sara_types(number=5)
    assert sara_types(number=5).json()["is_kept"] is True


def test_text_of_a_new_article_is_kept_without_an_article(
    signed_in: SignIn, journalist: User
) -> None:
    keep(signed_in(journalist), NEW, journalist, headline_ar="قطار جديد")

    assert (row().article, str(row())) == (None, "قطار جديد")


def test_text_typed_after_the_new_article_was_saved_belongs_to_it(
    signed_in: SignIn, journalist: User
) -> None:
    client = signed_in(journalist)
    client.post(ADD, posted(form_key=KEY, text_number=1, headline_ar="قطار"))
    keep(client, NEW, journalist, headline_ar="قطار سريع", number=2)

    article = Article.objects.get()
    assert (row().article, row().base) == (article, article.latest_revision_id)


def test_text_continued_in_another_form_is_one_with_it(sara_types: Callable[..., Any]) -> None:
    sara_types(form_key=OTHER_KEY, number=7, headline_ar="على الهاتف")
    sara_types(form_key=KEY, number=8, continues=f"{OTHER_KEY}:7", headline_ar="على الحاسوب")

    assert (row().form_key, row().headline) == (KEY, "على الحاسوب")


def test_text_that_grew_where_it_was_begun_is_not_lost_when_it_is_continued_elsewhere(
    sara_types: Callable[..., Any],
) -> None:
    sara_types(form_key=OTHER_KEY, number=9, headline_ar="كُتب بعد ذلك")
    sara_types(form_key=KEY, number=10, continues=f"{OTHER_KEY}:7")

    assert set(Autosave.objects.values_list("form_key", flat=True)) == {KEY, OTHER_KEY}


def test_what_no_database_stores_does_not_lose_the_rest(sara_types: Callable[..., Any]) -> None:
    assert sara_types(headline_ar="قبل\x00\ud800بعد").status_code == 200
    assert row().fields["headline_ar"] == ["قبل\ufffd\ufffdبعد"]


def test_keeping_costs_four_queries_besides_the_question_who_asks(
    sara_types: Callable[..., Any],
    client: Client,
    journalist: User,
    draft: Article,
    django_assert_max_num_queries: Any,
) -> None:
    sara_types(number=1)

    who_asks = 4  # the session, the user, and two of permissions
    with django_assert_max_num_queries(who_asks + 4):
        keep(client, address(draft), journalist, number=2)


def test_keeping_changes_no_revision_no_column_and_no_log(
    sara_types: Callable[..., Any], draft: Article
) -> None:
    before = Article.objects.filter(pk=draft.pk).values().get()
    sara_types(headline_ar="غير محفوظ")

    assert Article.objects.filter(pk=draft.pk).values().get() == before
    assert (draft.revisions.count(), draft.transitions.count()) == (1, 1)


def test_schedule_passes_as_if_nobody_typed(
    signed_in: SignIn, editor: User, live: Article, client: Client
) -> None:
    moment = timezone.now() + timedelta(hours=1)
    factories.revise(live, editor, headline_ar="عنوان مجدول")
    workflow.update(live, by=editor, moment=moment)
    keep(signed_in(editor), address(live), editor, headline_ar="لم يُحفظ", number=1)

    assert workflow.apply_due(at=moment) == 1
    keep(signed_in(editor), address(live), editor, headline_ar="لم يُحفظ بعد", number=2)

    live.refresh_from_db()
    assert live.headline_ar == "عنوان مجدول"
    assert "لم يُحفظ" not in Client().get(live.url("ar")).content.decode()


# Refused ------------------------------------------------------------------------------------


def test_signed_out_page_is_told_in_json(client: Client, journalist: User, draft: Article) -> None:
    response = keep(client, address(draft), journalist)

    assert response.status_code == 401
    assert response.json()["error"].startswith("انتهت") or response.json()["error"]
    assert response.json()["csrf_token"]


def test_other_person_is_named_and_nothing_is_kept_under_that_name(
    signed_in: SignIn, journalist: User, editor: User, draft: Article
) -> None:
    response = keep(signed_in(editor), address(draft), journalist)

    assert response.status_code == 409
    assert response.json()["person"] == {"id": editor.pk, "name": str(editor)}
    assert not Autosave.objects.exists()


def test_token_of_an_older_sign_in_is_answered_with_a_new_one(
    journalist: User, draft: Article
) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(journalist)
    said = keep(client, address(draft), journalist).json()

    assert said["person"]["id"] == journalist.pk
    message = {"form_key": KEY, "number": 1, "person": journalist.pk, "fields": fields()}
    headers = {"X-CSRFToken": said["csrf_token"]}
    again = client.post(
        address(draft), json.dumps(message), content_type="application/json", headers=headers
    )
    assert again.status_code == 200


def test_lost_token_of_somebody_signed_out_is_401(client: Client, draft: Article) -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post(address(draft), "{}", content_type="application/json").status_code == 401


def test_who_is_signed_in_is_asked_by_the_page(signed_in: SignIn, journalist: User) -> None:
    said = signed_in(journalist).get(NEW).json()
    assert said["person"] == {"id": journalist.pk, "name": str(journalist)}
    assert said["csrf_token"]


def test_article_of_others_is_not_typed_into(
    signed_in: SignIn, colleague: User, draft: Article
) -> None:
    assert keep(signed_in(colleague), address(draft), colleague).status_code == 403
    assert not Autosave.objects.exists()


def test_administrator_keeps_no_new_article(signed_in: SignIn, administrator: User) -> None:
    assert keep(signed_in(administrator), NEW, administrator).status_code == 403


def test_killed_article_is_not_typed_into(signed_in: SignIn, chief: User, draft: Article) -> None:
    workflow.kill(draft, by=chief, reason="خبر خاطئ")
    assert keep(signed_in(chief), address(draft), chief).status_code == 403


def test_article_that_does_not_exist_is_404(signed_in: SignIn, journalist: User) -> None:
    url = "/admin/articles/article/987654/autosave/"
    assert keep(signed_in(journalist), url, journalist).status_code == 404


def test_text_over_the_limit_is_refused_in_words(
    sara_types: Callable[..., Any], settings: Any
) -> None:
    settings.AUTOSAVE_MAX_BYTES = 5000
    response = sara_types(body_ar="ا" * 5000)

    assert response.status_code == 413
    assert response.json()["error"]
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[]",
        "[" * 100_000,
        '{"form_key": "x", "number": 1, "fields": {}}',
        f'{{"form_key": "{KEY}", "number": -1, "fields": {{}}}}',
        f'{{"form_key": "{KEY}", "number": 1, "fields": []}}',
    ],
)
def test_message_of_another_shape_is_refused(
    signed_in: SignIn, journalist: User, draft: Article, body: str
) -> None:
    client = signed_in(journalist)
    response = client.post(address(draft), body, content_type="application/json")
    assert response.status_code == 400
