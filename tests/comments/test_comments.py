"""Comments at the desk: written once, answered, resolved, edited and deleted by who may."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.test import Client

from articles import workflow
from articles.comments.models import Comment, CommentNotice, CommentThread
from articles.models import Article
from newsroom.accounts.models import User
from tests.comments.conftest import QUOTE, Post
from tests.conftest import NOW

type Start = Callable[..., dict[str, Any]]
type SignIn = Callable[[User], Client]


def texts(thread: dict[str, Any]) -> list[str]:
    return [comment["text"] for comment in thread["comments"]]


def listed(signed_in: SignIn, user: User, path: str) -> list[dict[str, Any]]:
    threads: list[dict[str, Any]] = signed_in(user).get(path).json()["threads"]
    return threads


# Writing ----------------------------------------------------------------------------------


def test_comment_is_listed_with_its_passage_author_and_time(
    signed_in: SignIn, start: Start, path: str, colleague: User, editor: User
) -> None:
    start(colleague, "ما مصدر هذا؟")
    (thread,) = listed(signed_in, editor, path)
    assert {name: thread[name] for name in QUOTE} == QUOTE
    (comment,) = thread["comments"]
    assert (comment["name"], comment["text"]) == ("adel", "ما مصدر هذا؟")
    assert comment["at"]


@pytest.mark.parametrize("state", ["draft", "submitted", "scheduled", "live"])
def test_comment_changes_nothing_of_the_article(
    start: Start, article: Article, journalist: User, colleague: User, editor: User, state: str
) -> None:
    if state == "submitted":
        workflow.submit(article, by=journalist, at=NOW)
    elif state == "scheduled":
        workflow.schedule(article, by=editor, moment=NOW + timedelta(days=400), at=NOW)
    elif state == "live":
        workflow.publish(article, by=editor, at=NOW)
    before = Article.objects.values().get(pk=article.pk)
    log, revisions = article.transitions.count(), article.revisions.count()
    start(colleague)
    assert Article.objects.values().get(pk=article.pk) == before
    assert (article.transitions.count(), article.revisions.count()) == (log, revisions)


def test_readers_see_nothing_of_comments(
    client: Client, start: Start, article: Article, editor: User
) -> None:
    start(editor, "سرّ التحرير")
    workflow.publish(article, by=editor, at=NOW)
    article.refresh_from_db()
    assert "سرّ التحرير" not in client.get(article.url("ar")).content.decode()


def test_comment_sent_twice_is_written_once(
    start: Start, editor: User, journalist: User, colleague: User
) -> None:
    for _time in range(2):
        start(colleague, key="the-same", mentions=[editor.pk])
    assert (Comment.objects.count(), CommentThread.objects.count()) == (1, 1)
    assert CommentNotice.objects.count() == 1


def test_reply_sent_twice_is_said_once(post: Post, start: Start, editor: User) -> None:
    thread = start(editor)
    for _time in range(2):
        answer = post(editor, "reply", thread=thread["id"], text="نعم", key="the-same")
    assert texts(answer.json()["threads"][0]) == ["ما مصدر هذا؟", "نعم"]


def test_database_keeps_a_key_of_a_person_once(start: Start, editor: User) -> None:
    thread = start(editor, key="the-same")
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.create(
            thread_id=thread["id"], author=editor, text="ثانٍ", key="the-same", written_at=NOW
        )


def test_two_sendings_at_one_moment_make_one_comment(
    post: Post, start: Start, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    thread = start(editor)
    say = {"thread": thread["id"], "text": "نعم", "key": "the-same"}
    post(editor, "reply", **say)
    # As if the other request had not been written yet when this one looked.
    rows = Comment.objects.none()
    monkeypatch.setattr("articles.comments.discussion._known", lambda by, key: rows.first())
    assert post(editor, "reply", **say).status_code == 200
    assert Comment.objects.filter(key="the-same").count() == 1


def test_comment_on_a_whole_field_has_no_quote(start: Start, editor: User) -> None:
    thread = start(editor, field="headline_ar", exact="", prefix="", suffix="")
    assert (thread["field"], thread["exact"]) == ("headline_ar", "")


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"text": "  \u200b "}, "اكتب التعليق أولًا"),
        ({"text": "ا" * 5001}, "5000"),
        ({"field": "slug_ar"}, "لا يُعلَّق"),
        ({"key": ""}, "النوع"),
        ({"mentions": [10**9]}, "لم يُرسل شيء"),
        ({"mentions": list(range(1, 30))}, "هذا العدد"),
    ],
)
def test_what_is_no_comment_is_refused_in_words(
    post: Post, editor: User, more: dict[str, Any], words: str
) -> None:
    answer = post(editor, "start", **QUOTE | {"text": "ما مصدر هذا؟"} | more)
    assert answer.status_code == 400
    assert words in answer.json()["error"]
    assert not CommentThread.objects.exists()


@pytest.mark.parametrize(
    "more",
    [
        {"action": "publish"},
        {"text": None},
        {"exact": 5},
        {"position": "x"},
        {"mentions": ["laila"]},
    ],
)
def test_what_has_another_shape_is_refused(post: Post, editor: User, more: dict[str, Any]) -> None:
    sent = QUOTE | {"text": "ما مصدر هذا؟"} | more
    action = sent.pop("action", "start")
    assert post(editor, action, **sent).status_code == 400
    assert not CommentThread.objects.exists()


@pytest.mark.parametrize(
    ("body", "status"), [("{", 400), ("[]", 400), ('{"action": []}', 409), ("9" * 100_001, 413)]
)
def test_what_is_no_object_of_a_moderate_size_is_refused(
    signed_in: SignIn, path: str, editor: User, body: str, status: int
) -> None:
    answer = signed_in(editor).post(path, body, content_type="application/json")
    assert answer.status_code == status


# Answering, resolving ---------------------------------------------------------------------


def test_thread_is_resolved_and_reopened_by_whoever_sees_the_article(
    post: Post, start: Start, colleague: User, editor: User
) -> None:
    thread = start(editor)
    (resolved,) = post(colleague, "resolve", thread=thread["id"]).json()["threads"]
    assert resolved["is_resolved"]
    assert "adel" in resolved["resolved"]
    (reopened,) = post(editor, "reopen", thread=thread["id"]).json()["threads"]
    assert (reopened["is_resolved"], reopened["resolved"]) == (False, "")


def test_answer_to_a_resolved_thread_opens_it_again(
    post: Post, start: Start, colleague: User, editor: User
) -> None:
    thread = start(editor)
    post(colleague, "resolve", thread=thread["id"])
    (found,) = post(editor, "reply", thread=thread["id"], text="لحظة").json()["threads"]
    assert (found["is_resolved"], texts(found)[-1]) == (False, "لحظة")


# One's own --------------------------------------------------------------------------------


def test_own_comment_is_edited(post: Post, start: Start, editor: User) -> None:
    (comment,) = start(editor)["comments"]
    (thread,) = post(editor, "edit", comment=comment["id"], text="صياغة أخرى").json()["threads"]
    assert texts(thread) == ["صياغة أخرى"]
    assert thread["comments"][0]["is_edited"]


def test_comment_of_another_person_is_neither_edited_nor_deleted(
    post: Post, start: Start, editor: User, chief: User
) -> None:
    (comment,) = start(editor)["comments"]
    assert post(chief, "edit", comment=comment["id"], text="غيره").status_code == 403
    assert post(chief, "delete", comment=comment["id"]).status_code == 403
    assert Comment.objects.get().text == "ما مصدر هذا؟"


def test_deleted_comment_leaves_its_place_to_the_answers(
    post: Post, start: Start, editor: User, colleague: User
) -> None:
    thread = start(editor)
    post(colleague, "reply", thread=thread["id"], text="جواب")
    own = thread["comments"][0]["id"]
    (left,) = post(editor, "delete", comment=own).json()["threads"]
    assert [(each["text"], each["is_deleted"]) for each in left["comments"]] == [
        ("", True),
        ("جواب", False),
    ]


def test_thread_of_deleted_comments_is_not_listed(post: Post, start: Start, editor: User) -> None:
    (comment,) = start(editor)["comments"]
    assert post(editor, "delete", comment=comment["id"]).json()["threads"] == []
    assert Comment.objects.get().deleted_at is not None


def test_deleted_comment_is_not_edited(post: Post, start: Start, editor: User) -> None:
    (comment,) = start(editor)["comments"]
    post(editor, "delete", comment=comment["id"])
    assert post(editor, "edit", comment=comment["id"], text="عاد").status_code == 400


# Who may ----------------------------------------------------------------------------------


def test_reader_without_account_is_answered_401(client: Client, start: Start, path: str) -> None:
    assert client.get(path).status_code == 401
    assert client.get("/admin/articles/article/comment-people/").status_code == 401


def test_person_without_a_role_sees_and_writes_nothing(
    signed_in: SignIn, post: Post, start: Start, path: str, editor: User
) -> None:
    thread = start(editor)
    newcomer = User.objects.create_user("new")
    assert signed_in(newcomer).get(path).status_code == 403
    assert post(newcomer, "reply", thread=thread["id"], text="من أنا").status_code == 403
    people = "/admin/articles/article/comment-people/?q=m"
    assert signed_in(newcomer).get(people).status_code == 403
    assert signed_in(newcomer).get("/admin/articles/article/notifications/").status_code == 403
    assert Comment.objects.count() == 1


def test_thread_of_another_article_is_not_found(
    post: Post, start: Start, editor: User, content: Any, path: str
) -> None:
    thread = start(editor)
    other = workflow.create(by=editor, data=content(), at=NOW)
    client = Client()
    client.force_login(editor)
    for action in ("resolve", "reopen", "reply"):
        sent = {"action": action, "person": editor.pk, "thread": thread["id"]}
        sent |= {"text": "هنا", "key": f"other-{action}"}
        answer = client.post(
            f"/admin/articles/article/{other.pk}/comments/",
            json.dumps(sent),
            content_type="application/json",
        )
        assert answer.status_code == 404
    assert CommentThread.objects.get().resolved_at is None


def test_article_that_is_not_there_is_not_found(signed_in: SignIn, editor: User) -> None:
    assert signed_in(editor).get("/admin/articles/article/9/comments/").status_code == 404


def test_another_person_who_signed_in_meanwhile_is_named(
    post: Post, editor: User, chief: User
) -> None:
    sent = QUOTE | {"text": "كتبته منى", "person": editor.pk}
    answer = post(chief, "start", **sent)
    assert (answer.status_code, answer.json()["person"]["name"]) == (409, "hassan")
    assert not Comment.objects.exists()


# What is told -----------------------------------------------------------------------------


def test_presence_says_that_comments_changed(
    signed_in: SignIn, post: Post, start: Start, article: Article, editor: User
) -> None:
    presence = f"/admin/articles/article/{article.pk}/presence/"

    def version() -> str:
        said: str = signed_in(editor).get(presence).json()["comments"]
        return said

    versions = [version()]
    thread = start(editor)
    versions.append(version())
    post(editor, "resolve", thread=thread["id"])
    versions.append(version())
    assert versions[0] == ""
    assert len({*versions}) == 3


def test_list_that_did_not_change_is_not_sent_again(
    signed_in: SignIn, start: Start, path: str, editor: User
) -> None:
    start(editor)
    client = signed_in(editor)
    etag = client.get(path)["ETag"]
    again = client.get(path, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_list_costs_the_same_with_many_comments(
    signed_in: SignIn,
    post: Post,
    start: Start,
    path: str,
    editor: User,
    journalist: User,
    django_assert_max_num_queries: Any,
) -> None:
    for _thread in range(3):
        thread = start(editor, mentions=[journalist.pk])
        post(journalist, "reply", thread=thread["id"], text="جواب", mentions=[editor.pk])
    client = signed_in(editor)
    client.get(path)
    # Four say who asks and what they may do.
    with django_assert_max_num_queries(4 + 7):
        client.get(path)


@pytest.mark.parametrize(
    ("columns", "changes"),
    [
        (CommentThread, {"is_lost": True, "exact": ""}),
        (CommentThread, {"resolved_by": F("pk")}),
        (Comment, {"text": ""}),
        (Comment, {"deleted_at": NOW}),
        (CommentNotice, {"reason": "gossip"}),
    ],
)
def test_database_refuses_what_no_verb_writes(
    start: Start, editor: User, journalist: User, columns: Any, changes: dict[str, Any]
) -> None:
    start(editor, mentions=[journalist.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        columns.objects.update(**changes)


def test_people_who_left_leave_their_comments(start: Start, editor: User) -> None:
    start(editor)
    User.objects.filter(pk=editor.pk).delete()
    assert Comment.objects.get().author is None
