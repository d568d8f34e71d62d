"""Once is once: a form that arrives again does nothing again, and other text is never swallowed."""

import os
import subprocess
import sys
from datetime import timedelta
from secrets import token_hex

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from articles import submissions, workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, Section, Submission, Transition
from tests.admin.forms import posted
from tests.conftest import NOW
from tests.test_simultaneous import on_postgresql, together

SCRIPT = """
import django; django.setup()
from tests import simultaneous_posts
simultaneous_posts.main()
"""
ADD = "/admin/articles/article/add/"


@pytest.fixture
def key():
    return token_hex(16)


@pytest.fixture
def sent(content, key):
    """A new article's form as a browser sends it; keyword arguments replace inputs."""

    def make(**changes):
        return posted(content(), form_key=key) | changes

    return make


def test_every_form_carries_another_key(client, editor):
    client.force_login(editor)
    keys = {
        client.get(ADD).content.decode().partition('name="form_key" value="')[2][:32] for _ in "ab"
    }
    assert len(keys) == 2
    assert all(len(key) == 32 for key in keys)


def test_form_that_is_refused_keeps_its_key(client, editor, sent, key):
    client.force_login(editor)
    response = client.post(ADD, sent(headline_ar="أ" * 300))
    assert key in response.content.decode()
    assert not Submission.objects.exists()


def test_new_article_sent_twice_is_one_article(client, editor, sent):
    client.force_login(editor)
    first, second = client.post(ADD, sent()), client.post(ADD, sent())
    assert Article.objects.count() == 1
    assert (second.status_code, second["Location"]) == (302, first["Location"])


def test_new_article_sent_again_with_other_text_is_a_new_version_of_it(client, editor, sent):
    client.force_login(editor)
    client.post(ADD, sent())
    client.post(ADD, sent(headline_ar="بعد الرجوع"))
    article = Article.objects.get()
    assert (article.headline_ar, article.revisions.count()) == ("بعد الرجوع", 2)
    assert not article.revisions.filter(is_conflict=True).exists()


def test_version_of_a_colleague_in_between_is_not_overwritten(client, editor, sent, content):
    client.force_login(editor)
    client.post(ADD, sent())
    article = Article.objects.get()
    data = content(kicker_ar="زميل")
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    response = client.post(ADD, sent(headline_ar="بعد الرجوع"))
    assert "/merge/" in response["Location"]
    assert Article.objects.get().kicker_ar == "زميل"


def test_article_saved_again_after_back_goes_on_from_its_own_version(client, editor, content, key):
    client.force_login(editor)
    article = workflow.create(by=editor, data=content(), at=NOW)
    address = f"/admin/articles/article/{article.pk}/change/"
    form = posted(content(), base=article.latest_revision_id, form_key=key)
    client.post(address, form | {"headline_ar": "مرة"})
    client.post(address, form | {"headline_ar": "مرتان"})
    assert Article.objects.get().headline_ar == "مرتان"
    assert not article.revisions.filter(is_conflict=True).exists()


def test_verb_sent_twice_is_done_once(client, editor, content, key):
    client.force_login(editor)
    article = workflow.create(by=editor, data=content(), at=NOW)
    form = {"languages": ["ar"], "form_key": key}
    answers = [
        client.post(f"/admin/articles/article/{article.pk}/do/publish/", form) for _n in range(2)
    ]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Transition.objects.filter(verb="publish").count() == 1


def test_verb_that_was_refused_can_be_sent_again(client, editor, content, key):
    client.force_login(editor)
    article = workflow.create(by=editor, data=content(section=None), at=NOW)
    address = f"/admin/articles/article/{article.pk}/do/publish/"
    form = {"languages": ["ar"], "form_key": key}
    client.post(address, form)
    data = content()
    workflow.save(article, by=editor, data=data, base=article.latest_revision_id, at=NOW)
    client.post(address, form)
    assert Article.objects.get().state == "published"


@pytest.mark.parametrize(
    ("address", "model", "form"),
    [
        (
            "/admin/articles/section/add/",
            Section,
            {"name_ar": "تقنية", "order": 1, "colour": "blue"},
        ),
        (
            "/admin/articles_broadcast/broadcaststatus/add/",
            BroadcastStatus,
            {
                "kind": "live",
                "scope": "site",
                "starts_at_0": "2026-11-20",
                "starts_at_1": "12:00:00",
                "priority": 0,
                "label_ar": "مباشر",
            },
        ),
    ],
)
def test_form_of_a_model_sent_twice_makes_one_row(client, chief, key, address, model, form):
    client.force_login(chief)
    for _n in range(2):
        assert client.post(address, form | {"form_key": key}).status_code == 302
    assert model.objects.count() == 1


def test_form_of_a_model_sent_again_with_other_text_changes_the_row_it_made(client, chief, key):
    client.force_login(chief)
    form = {"name_ar": "تقنية", "order": 1, "colour": "blue", "form_key": key}
    client.post("/admin/articles/section/add/", form)
    client.post("/admin/articles/section/add/", form | {"name_ar": "علوم", "slug": "science"})
    assert [section.name_ar for section in Section.objects.all()] == ["علوم"]


def test_key_of_somebody_else_does_nothing(client, editor, chief, sent):
    for user in (editor, chief):
        client.force_login(user)
        client.post(ADD, sent())
    assert Article.objects.count() == 2


def test_form_without_a_key_is_taken(client, editor, content):
    client.force_login(editor)
    client.post(ADD, posted(content()))
    assert Article.objects.count() == 1


def test_old_keys_are_forgotten(editor):
    for days in (6, 8):
        at = timezone.now() - timedelta(days=days)
        Submission.objects.create(key=token_hex(16), user=editor, digest="", at=at)
    assert submissions.forget_old(at=timezone.now()) == 1


def post_at_once(user, form, times=4):
    """The form sent by so many connections at one moment; the statuses."""
    clients = [Client() for _n in range(times)]
    for client in clients:
        client.force_login(user)
    jobs = [lambda client=client: client.post(ADD, form).status_code for client in clients]
    return together(*jobs)


@on_postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("number", range(3))
def test_new_article_sent_four_times_at_one_moment_is_one_article(editor, sent, number):
    assert post_at_once(editor, sent()) == [302] * 4
    assert Article.objects.count() == 1


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has a test of its own")
def test_new_article_sent_four_times_to_a_file_of_sqlite_is_one_article(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env=os.environ
        | {
            "DATABASE_URL": f"sqlite:///{tmp_path / 'posts.sqlite3'}",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "[302, 302, 302, 302] 1 article", done.stderr[-2000:]
