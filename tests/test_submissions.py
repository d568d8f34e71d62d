"""Once is once: a form that arrives again does nothing again, and other text is never swallowed."""

import os
import subprocess
import sys
from datetime import timedelta
from secrets import token_hex

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone

from articles import submissions, workflow
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, Author, Image, Section, Submission, Transition
from newsroom.accounts.models import User
from tests.admin.forms import posted
from tests.conftest import NOW, group
from tests.renditions.conftest import encoded, scene
from tests.renditions.conftest import media as media
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
    assert response["Location"].endswith("/change/")
    for headline in ("بعد الرجوع", "بعد رجوع آخر"):
        client.post(ADD, sent(headline_ar=headline))
        article.refresh_from_db()
        assert (article.kicker_ar, article.headline_ar) == ("زميل", headline)


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
                "starts_at": "2026-11-20T12:00:00",
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


def user_form(key, **changes):
    password = {
        "password1": "long-enough-7",
        "password2": "long-enough-7",
    }
    role = {"groups": [group("editor").pk]}
    return {"username": "nadia", "form_key": key} | password | role | changes


def test_form_of_a_user_sent_again_with_other_text_leaves_the_first_account(
    client, administrator, key
):
    client.force_login(administrator)
    for name in ("nadia", "nadia.s"):
        client.post("/admin/accounts/user/add/", user_form(key, username=name))
    first = User.objects.get(username="nadia")
    assert (first.is_active, first.is_staff) == (True, True)
    assert User.objects.get(username="nadia.s").check_password("long-enough-7")


def test_what_is_kept_of_a_form_cannot_be_made_without_the_sites_key(settings):
    kept = set()
    for secret in ("one", "two"):
        settings.SECRET_KEY = secret * 20
        request = RequestFactory().post("/x/", {"password1": "long-enough-7"})
        kept.add(submissions._digest(request))
    assert len(kept) == 2


def picture_form(key, **changes):
    words = {"title": "ميناء", "alt_ar": "ميناء", "credit": "ضفاف", "licence": "own"}
    return words | {"focal_x": 50, "focal_y": 50, "form_key": key} | changes


def test_form_of_a_picture_sent_again_with_another_file_makes_a_second_picture(client, editor, key):
    client.force_login(editor)
    for seed in (1, 2):
        file = SimpleUploadedFile("a.jpg", encoded(scene(400 + seed, 300)), "image/jpeg")
        client.post("/admin/articles/image/add/", picture_form(key, picture=file))
    assert Image.objects.count() == 2


def test_files_of_one_name_and_size_are_told_apart():
    digests = set()
    for bytes_ in (b"aaaa", b"bbbb"):
        file = SimpleUploadedFile("a.jpg", bytes_)
        digests.add(submissions._digest(RequestFactory().post("/x/", {"picture": file})))
    assert len(digests) == 2


def test_form_in_a_window_of_its_own_sent_twice_makes_one_row(client, chief, key):
    client.force_login(chief)
    form = {"name_ar": "سعاد", "slug": "", "gender": "", "form_key": key, "_popup": "1"}
    for _n in range(2):
        client.post("/admin/articles/author/add/", form)
    assert Author.objects.filter(name_ar="سعاد").count() == 1


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
