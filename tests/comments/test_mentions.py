"""Whom comments concern: named people are told by mail and at the desk, and settle it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from articles.comments import people
from articles.comments.models import CommentNotice
from articles.notifications.models import DeskLanguage, Notification
from newsroom.accounts.models import User
from tests.comments.conftest import QUOTE, Post

type Start = Callable[..., dict[str, Any]]
type SignIn = Callable[[User], Client]

PAGE = "/admin/articles/article/notifications/"


@pytest.fixture
def mona(editor: User) -> User:
    """The editor, with an address."""
    editor.email = "mona@example.com"
    editor.save()
    return editor


def badge(signed_in: SignIn, user: User) -> str:
    """What the bell in the header of the desk says."""
    page = signed_in(user).get("/admin/articles/article/").content.decode()
    return page.partition("data-unread>")[2].partition("<")[0]


def unread(user: User) -> int:
    return Notification.objects.unread_by(user).count()


# Names ------------------------------------------------------------------------------------


def test_people_are_found_by_names_spelled_loosely(journalist: User, editor: User) -> None:
    journalist.first_name, journalist.last_name = "إيمان", "الهُدى"
    journalist.save()
    for typed in ("ايم", "الهدي", "الهُدى", "sar"):
        assert people.offered(typed) == [journalist]


def test_names_that_begin_as_typed_come_first(journalist: User, editor: User, chief: User) -> None:
    for user, name in ((journalist, "علي"), (editor, "محمد"), (chief, "عماد")):
        user.first_name, user.last_name = name, "محمدي"
        user.save()
    assert [user.first_name for user in people.offered("محمد")] == ["محمد", "علي", "عماد"]


def test_everybody_is_offered_before_anything_is_typed(journalist: User, editor: User) -> None:
    assert set(people.offered("")) == {journalist, editor}


def test_people_who_may_not_see_articles_are_not_offered(
    journalist: User, signed_in: SignIn, editor: User
) -> None:
    User.objects.create_user("newcomer")
    User.objects.filter(pk=journalist.pk).update(is_active=False)
    answer = signed_in(editor).get("/admin/articles/article/comment-people/?q=")
    assert answer.json() == {"people": [{"id": editor.pk, "name": "mona", "username": "mona"}]}


def test_people_are_found_by_their_own_permission_and_superusers_too(
    editor: User, db: None
) -> None:
    root = User.objects.create_superuser("root")
    own = User.objects.create_user("own")
    own.user_permissions.add(editor.groups.get().permissions.get(codename="view_article"))
    assert set(people.offered("")) == {editor, own, root}


def test_person_who_may_not_see_the_article_is_not_mentioned_silently(
    post: Post, journalist: User, mona: User
) -> None:
    newcomer = User.objects.create_user("newcomer", first_name="وليد")
    named = [mona.pk, newcomer.pk]
    answer = post(journalist, "start", **QUOTE | {"text": "@وليد", "mentions": named})
    assert answer.status_code == 400
    assert "وليد" in answer.json()["error"]
    assert not CommentNotice.objects.exists()
    assert post(journalist, "start", **QUOTE | {"text": "@mona", "mentions": [mona.pk]}).json()


# Mail -------------------------------------------------------------------------------------


def test_mentioned_person_is_mailed_a_link_to_the_comment(
    start: Start, journalist: User, mona: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        start(journalist, "@mona ما المصدر؟", mentions=[mona.pk])
    (sent,) = mail.outbox
    assert sent.to == ["mona@example.com"]
    assert sent.subject.startswith("إشارة إليك من sara في تعليق")
    assert "@mona ما المصدر؟" in sent.body
    assert "التمويل مضمون" in sent.body
    assert f"{PAGE}{Notification.objects.get().pk}/" in sent.body


def test_mail_is_in_the_language_in_which_the_person_reads_the_desk(
    signed_in: SignIn,
    start: Start,
    path: str,
    journalist: User,
    mona: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    signed_in(mona).get(f"/en{path}")
    with django_capture_on_commit_callbacks(execute=True):
        start(journalist, mentions=[mona.pk])
    (sent,) = mail.outbox
    assert sent.subject.startswith("sara mentioned you on")
    assert "/en/admin/articles/article/" in sent.body
    signed_in(mona).get(path)
    assert DeskLanguage.objects.get().language == "ar"


def test_mail_that_fails_never_loses_the_comment(
    start: Start,
    journalist: User,
    mona: User,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        thread = start(journalist, mentions=[mona.pk])
    assert thread["comments"][0]["mentions"] == [{"id": mona.pk, "name": "mona"}]
    assert unread(mona) == 1


def test_person_without_an_address_is_told_at_the_desk_only(
    start: Start, journalist: User, editor: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        start(journalist, mentions=[editor.pk])
    assert mail.outbox == []
    assert unread(editor) == 1


def test_nobody_is_told_of_their_own_words(
    start: Start, post: Post, mona: User, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        thread = start(mona, mentions=[mona.pk])
        post(mona, "reply", thread=thread["id"], text="وأجيب نفسي")
    assert mail.outbox == []
    assert not CommentNotice.objects.exists()


def test_whoever_began_a_thread_is_told_of_answers(
    start: Start,
    post: Post,
    journalist: User,
    mona: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    thread = start(mona)
    with django_capture_on_commit_callbacks(execute=True):
        post(journalist, "reply", thread=thread["id"], text="من الوزارة")
    (sent,) = mail.outbox
    assert sent.subject.startswith("رد عليك من sara")


def test_edit_tells_those_who_are_named_anew_once(
    start: Start,
    post: Post,
    journalist: User,
    mona: User,
    chief: User,
    django_capture_on_commit_callbacks: Any,
) -> None:
    (comment,) = start(journalist, mentions=[chief.pk])["comments"]
    with django_capture_on_commit_callbacks(execute=True):
        for _time in range(2):
            more = {"comment": comment["id"], "text": "@mona", "mentions": [mona.pk]}
            post(journalist, "edit", **more)
    assert len(mail.outbox) == 1
    assert [notice.user for notice in CommentNotice.objects.all()] == [mona]


# At the desk ------------------------------------------------------------------------------


def test_header_counts_open_mentions_and_the_page_lists_them(
    signed_in: SignIn, start: Start, post: Post, journalist: User, editor: User
) -> None:
    assert badge(signed_in, editor) == "0"
    thread = start(journalist, "@mona ما المصدر؟", mentions=[editor.pk])
    assert badge(signed_in, editor) == "1"
    page = signed_in(editor).get(PAGE).content.decode()
    assert "@mona ما المصدر؟" in page
    row = Notification.objects.get()
    assert row.place.endswith(f"/change/?comment={thread['comments'][0]['id']}")
    post(journalist, "resolve", thread=thread["id"])
    assert badge(signed_in, editor) == "0"
    assert "@mona ما المصدر؟" not in signed_in(editor).get(PAGE).content.decode()


def test_deleted_mention_is_open_no_more(
    start: Start, post: Post, journalist: User, editor: User
) -> None:
    (comment,) = start(journalist, mentions=[editor.pk])["comments"]
    post(journalist, "delete", comment=comment["id"])
    assert unread(editor) == 0


def test_answer_is_news_until_one_answers_it(
    start: Start, post: Post, journalist: User, editor: User
) -> None:
    thread = start(editor)
    post(journalist, "reply", thread=thread["id"], text="من الوزارة")
    assert unread(editor) == 1
    post(editor, "reply", thread=thread["id"], text="شكرًا")
    assert unread(editor) == 0


def test_mention_is_settled_by_an_answer(
    start: Start, post: Post, journalist: User, editor: User
) -> None:
    thread = start(journalist, mentions=[editor.pk])
    post(editor, "reply", thread=thread["id"], text="سأسأل")
    assert unread(editor) == 0


def test_thread_that_was_read_is_news_again_with_the_next_comment(
    start: Start, post: Post, journalist: User, editor: User
) -> None:
    thread = start(journalist, mentions=[editor.pk])
    seen = {"comment": thread["comments"][0]["id"]}
    news = post(editor, "see", **seen).json()["news"]
    assert news == {"count": 0, "threads": []}
    post(journalist, "reply", thread=thread["id"], text="@mona", mentions=[editor.pk])
    news = post(editor, "see", **seen).json()["news"]
    assert news == {"count": 1, "threads": [thread["id"]]}


def test_sign_in_page_asks_for_no_mentions(client: Client, db: None) -> None:
    assert "data-unread" not in client.get("/admin/login/").content.decode()
