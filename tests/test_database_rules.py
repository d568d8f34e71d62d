"""Every rule of the database has its refusal in words, at the desk, in Arabic."""

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import connection, models
from django.utils import translation

from articles import content as content_rules
from articles import workflow
from articles.conf import LANGUAGES
from articles.errors import BadMoment
from articles.languages import DEFAULT_LANGUAGE, OTHER_LANGUAGES
from articles.models import Article, Author, Image, Revision, Section, Tag
from articles.workflow import tag_merges
from newsroom.accounts.models import User
from tests import factories
from tests.admin.forms import posted
from tests.conftest import NOW
from tests.gates import tree

HOUR = timedelta(hours=1)
DESK = "/admin/articles/article"

# Where each rule is reached, or what keeps every way in from reaching it.
KEPT_BY_VERBS = "the verbs alone write it, and the walks of test_walks.py check it after each step"
DERIVED = "derived rows: written by listeners and commands alone, which replace what is there"
PAIRS = "one row a pair, found or made in order by the page of similar tags alone"
RULES = {
    "image_has_a_size": "read from the file that was decoded; nobody types it",
    "image_focal_point_inside": "test_focal_point_outside_the_picture_is_refused",
    "articles.Image.digest": "test_the_picture_that_is_already_there_is_offered",
    "articles.Author.slug": "test_taken_address_is_refused",
    "articles.Author.user": "test_account_of_another_author_is_refused",
    "articles.AuthorRedirect.slug": "a living address deletes it, another takes it over",
    "section_is_not_its_own_parent": "test_section_within_itself_is_refused",
    "articles.Section.slug": "test_taken_address_is_refused",
    "articles.Section.parent": "test_section_with_children_is_not_deleted",
    "articles.SectionRedirect.slug": "a living address deletes it, another takes it over",
    "articles.Tag.key": "test_second_tag_of_the_same_letters_is_refused_by_name",
    "articles.TagAlias.key": "test_same_spelling_typed_twice_is_refused",
    "tag_is_not_its_own_broader": "test_tag_is_not_put_under_what_stands_under_it",
    **dict.fromkeys(("tag_distinction_once", "tag_distinction_in_order"), PAIRS),
    "tag_redirect_once": "a living address deletes it, another takes it over",
    "articles.TagMerge.merged": (
        "test_tag_that_was_merged_meanwhile_is_not_brought_back_by_renaming_it"
    ),
    "article_state_is_known": KEPT_BY_VERBS,
    "article_published_where_a_language_is": KEPT_BY_VERBS,
    "article_published_in_a_section": "test_article_without_what_readers_need_is_not_published",
    f"article_embargo_{DEFAULT_LANGUAGE}": (
        "test_embargo_that_ends_after_the_publication_is_refused"
    ),
    "article_source_id_unique": "test_known_article_is_left_as_people_made_it",
    "articles.Article.section": "test_what_articles_use_is_not_deleted",
    "articles.Article.lead_image": "test_used_picture_is_not_deleted",
    "byline_names_nobody_twice": "test_byline_names_nobody_twice_in_one_role_and_knows_roles_only",
    "articles.Byline.author": "test_what_articles_use_is_not_deleted",
    "tagged_once": "test_tag_named_twice_stands_once",
    "site_state_is_one": "one row, which only its manager writes",
    "presence_once": "one row a person and article, which only its queryset writes",
    "preview_link_expires_later": "only the periods of the form are offered, all of them days",
    "articles.TextRule.rule": "one row a rule of the program, which only its screen writes",
    "ignored_finding_once": "a finding that is ignored twice is ignored once",
    "autosave_once": "test_second_text_of_one_form_replaces_the_first",
    "suggestion_open_once": "test_second_open_suggestion_of_one_person_is_refused",
    "suggestion_closed_in_one_way": "each is written where the other is not, by one module",
    "suggestion_decided_once": "a decided hunk is none of the open ones that a save decides",
    "submission_once": "test_new_article_sent_twice_is_one_article",
    **dict.fromkeys(("related_profile_once", "related_link_once"), DERIVED),
    **dict.fromkeys(("related_link_is_not_to_itself", "search_document_once"), DERIVED),
    **dict.fromkeys(("search_spelling_once", "search_index_rebuild_is_one"), DERIVED),
    **dict.fromkeys(("search_zero_result_query_once", "audit.Seal.entry"), DERIVED),
    "articles_search.SynonymKey.key": "test_group_that_cannot_stand_is_refused",
}
OF_A_LANGUAGE = {
    "tag_slug_{}_unique": "test_taken_address_of_a_tag_is_refused",
    "article_publication_{}": KEPT_BY_VERBS,
    "article_complete_{}": "test_article_without_what_readers_need_is_not_published",
}
OF_ANOTHER_LANGUAGE = {
    "articles.Tag.key_{}": "test_second_tag_of_the_same_english_letters_is_refused",
    "article_embargo_{}": "test_return_from_withdrawal_before_an_embargo_is_refused",
}
RULES |= {rule.format(code): place for code in LANGUAGES for rule, place in OF_A_LANGUAGE.items()}
for area in (
    "accounts",
    "broadcast",
    "comments",
    "lists",
    "frontpage",
    "newsletter",
    "notifications",
    "planning",
):
    RULES |= import_module(f"tests.{area}.rules").RULES
RULES |= {
    rule.format(code): place
    for code in OTHER_LANGUAGES
    for rule, place in OF_ANOTHER_LANGUAGE.items()
}


def rules() -> set[str]:
    """Constraints, unique columns and protected references of all our models."""
    found = set()
    for model in apps.get_models():
        if not model.__module__.startswith(("articles.", "newsroom.")):
            continue
        meta: Any = model._meta
        found |= {constraint.name for constraint in meta.constraints}
        found |= {
            f"{meta.label}.{field.name}"
            for field in meta.concrete_fields
            if (field.unique and not field.primary_key)
            or getattr(field.remote_field, "on_delete", None) is models.PROTECT
        }
    return found


def test_every_rule_of_the_database_has_a_refusal_or_a_reason() -> None:
    assert rules() == set(RULES)


def test_every_refusal_that_is_named_is_a_test() -> None:
    texts = "\n".join(path.read_text("utf-8") for path in tree.python("tests"))
    named = [place for place in RULES.values() if place.startswith("test_")]
    assert [name for name in named if f"def {name}(" not in texts] == []


@pytest.fixture(autouse=True)
def _in_arabic():
    with translation.override("ar"):
        yield


# Moments ----------------------------------------------------------------------------------


@pytest.fixture
def embargoed(published, editor):
    """Published at NOW, with an embargo until an hour after it in the newest version."""
    article = published()
    factories.revise(article, editor, at=NOW, embargo_until=(NOW + HOUR).isoformat())
    return article


@pytest.mark.parametrize(
    ("verb", "form"), [("update", {}), ("correct", {"note_ar": "الصحيح ساعتان."})]
)
def test_embargo_that_ends_after_the_publication_is_refused(client, editor, embargoed, verb, form):
    client.force_login(editor)
    with time_machine.travel(NOW + 2 * HOUR, tick=False):
        response = client.post(f"{DESK}/{embargoed.pk}/do/{verb}/", form)
    assert response.status_code == 200
    assert "ينتهي الحظر" in response.content.decode()


@pytest.mark.parametrize("verb", ["publish", "schedule"])
def test_return_from_withdrawal_before_an_embargo_is_refused(client, editor, embargoed, verb):
    workflow.withdraw(embargoed, by=editor, at=NOW)
    client.force_login(editor)
    with time_machine.travel(NOW + HOUR / 2, tick=False):
        form = {"languages": ["ar"], "moment": "2026-11-20T14:45"}
        response = client.post(f"{DESK}/{embargoed.pk}/do/{verb}/", form)
    assert response.status_code == 200
    assert "محظور النشر" in response.content.decode()
    assert Article.objects.get().state == "withdrawn"


def test_return_with_a_first_date_before_an_embargo_that_is_over_is_refused(editor, embargoed):
    workflow.withdraw(embargoed, by=editor, at=NOW)
    with pytest.raises(BadMoment, match="ينتهي الحظر"):
        workflow.publish(embargoed, by=editor, at=NOW + 2 * HOUR)
    assert Article.objects.get().state == "withdrawn"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"section": None}, "القسم"),
        ({"headline_ar": ""}, "العنوان"),
        ({"body_ar": ""}, "نص المقال"),
    ],
)
def test_article_without_what_readers_need_is_not_published(client, editor, content, changes, word):
    article = workflow.create(by=editor, data=content(**changes), at=NOW)
    client.force_login(editor)
    languages = content_rules.complete_languages(article.latest_revision.data)
    response = client.post(f"{DESK}/{article.pk}/do/publish/", {"languages": languages})
    assert response.status_code == 200
    said = [str(message) for message in response.context["messages"]]
    assert any("ينقص" in text and word in text for text in said), said
    assert Article.objects.get().state == "draft"


# What a version names and is gone -----------------------------------------------------------


def gone_section():
    return {"section": factories.SectionFactory().pk}


def gone_picture():
    return {"lead_image": factories.ImageFactory().pk}


def gone_author():
    return {"bylines": [{"author": factories.AuthorFactory().pk, "role": "writer"}]}


def gone_tag():
    return {"tags": [factories.TagFactory().pk]}


def gone_picture_in_the_body():
    number = factories.ImageFactory().pk
    figure = f'<figure data-image="{number}"><figcaption></figcaption></figure>'
    return {"body_ar": f"<p>نص</p>{figure}"}


GONE = {
    "القسم رقم": (gone_section, Section),
    "الصورة رقم": (gone_picture, Image),
    "الكاتب رقم": (gone_author, Author),
    "الوسم رقم": (gone_tag, Tag),
    "صورة في النص": (gone_picture_in_the_body, Image),
}


@pytest.fixture(params=GONE)
def gone(request):
    """What a version says that names a row, and the call that deletes the row."""
    make, model = GONE[request.param]
    return make(), model.objects.order_by("-pk").first().delete


@pytest.fixture
def broken(gone, editor, content):
    """An article whose newest version, a restored one, names what was deleted since."""
    changes, delete = gone
    article = workflow.create(by=editor, data=content(**changes), at=NOW)
    first = article.latest_revision
    factories.revise(article, editor, at=NOW, **content(tags=[], lead_image=None))
    delete()
    workflow.restore(article, revision=first, by=editor, at=NOW)
    connection.check_constraints()
    article.refresh_from_db()
    return article


@pytest.mark.parametrize("verb", ["submit", "publish", "schedule"])
def test_version_that_names_what_is_gone_is_refused_in_words(client, editor, broken, verb):
    client.force_login(editor)
    form = {"languages": ["ar"], "moment": "2027-01-05T08:00"}
    response = client.post(f"{DESK}/{broken.pk}/do/{verb}/", form)
    assert response.status_code == 200
    assert "لم يعد موجودًا" in response.content.decode()
    assert Article.objects.get(pk=broken.pk).state == "draft"


@pytest.mark.parametrize("state", ["submitted", "approved"])
def test_reviewed_version_that_names_what_is_gone_is_refused_in_words(
    client, editor, broken, state
):
    # As if the row went away after the article was submitted.
    Article.objects.update(state=state, approved_revision=broken.latest_revision_id)
    verb = {"submitted": "approve", "approved": "publish"}[state]
    client.force_login(editor)
    response = client.post(f"{DESK}/{broken.pk}/do/{verb}/", {"languages": ["ar"]})
    assert "لم يعد موجودًا" in response.content.decode()
    assert Article.objects.get(pk=broken.pk).state == state


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("update", {"parts": ["ar", "shared"]}),
        ("update", {"parts": ["ar", "shared"], "moment": "2027-01-05T08:00"}),
        ("correct", {"languages": ["ar"], "note_ar": "الصحيح ساعتان."}),
    ],
)
def test_change_that_names_what_is_gone_is_refused_in_words(
    client, editor, published, gone, verb, form
):
    article = published()
    changes, delete = gone
    factories.revise(article, editor, at=NOW, **changes)
    delete()
    client.force_login(editor)
    page = client.post(f"{DESK}/{article.pk}/do/{verb}/", form).content.decode()
    assert "لم يعد موجودًا" in page
    assert not Revision.objects.scheduled().exists()
    connection.check_constraints()


def test_page_of_a_restored_version_says_what_is_gone(client, editor, broken):
    client.force_login(editor)
    page = client.get(f"{DESK}/{broken.pk}/change/").content.decode()
    assert "لم يعد موجودًا" in page
    assert "رقم" in page


def test_scheduled_change_whose_picture_is_gone_is_held_and_shown(client, editor, published):
    article = published()
    factories.revise(article, editor, at=NOW, lead_image=factories.ImageFactory().pk)
    workflow.update(article, by=editor, moment=NOW + HOUR, at=NOW)
    Image.objects.all().delete()
    assert workflow.apply_due(at=NOW + HOUR) == 0
    assert Revision.objects.held().get().held_because == "refused"
    client.force_login(editor)
    assert "الصورة رقم" in client.get(f"{DESK}/{article.pk}/change/").content.decode()


def test_tag_merged_meanwhile_is_the_tag_that_stayed(editor, administrator, content):
    stays, goes = factories.TagFactory(), factories.TagFactory()
    article = workflow.create(by=editor, data=content(tags=[goes.pk]), at=NOW)
    tag_merges.merge([goes], into=stays, by=administrator, at=NOW)
    workflow.publish(article, by=editor, at=NOW)
    assert [item.tag for item in article.tagged_items.all()] == [stays]


def test_tag_named_twice_stands_once(client, editor, content):
    client.force_login(editor)
    client.post(f"{DESK}/add/", posted(content(), tags="مصر، مِصر، مصـر"))
    assert Article.objects.get().tagged_items.count() == 1


# Names and addresses ------------------------------------------------------------------------


def refused(client, by, address, **changes):
    """The errors of the form that is posted with these changes."""
    client.force_login(by)
    form = client.get(address).context["adminform"].form
    sent = {name: value for name, value in form.initial.items() if value is not None}
    response = client.post(address, sent | changes)
    assert response.status_code == 200
    return str(response.context["adminform"].form.errors)


@pytest.mark.parametrize("what", ["section", "author"])
def test_taken_address_is_refused(client, chief, section, author, what):
    other = {"section": section, "author": author}[what]
    row = {"section": factories.SectionFactory, "author": factories.AuthorFactory}[what]()
    address = f"/admin/articles/{what}/{row.pk}/change/"
    assert str(other) in refused(client, chief, address, slug=other.slug)


def test_account_of_another_author_is_refused(client, journalist, author):
    root = User.objects.create_superuser("root")
    address = f"/admin/articles/author/{author.pk}/change/"
    assert str(journalist.author) in refused(client, root, address, user=journalist.pk)


def test_section_within_itself_is_refused(client, chief, section):
    address = f"/admin/articles/section/{section.pk}/change/"
    assert "مستوى واحد" in refused(client, chief, address, parent=section.pk)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_taken_address_of_a_tag_is_refused(client, administrator, language):
    first, second = (factories.TagFactory(name_en=name, slug_en=name) for name in ("a", "b"))
    taken = {f"slug_{language}": getattr(first, f"slug_{language}")}
    rows = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    address = f"/admin/articles/tag/{second.pk}/change/"
    assert refused(client, administrator, address, **rows, **taken)
    second.refresh_from_db()
    assert getattr(second, f"slug_{language}") != taken[f"slug_{language}"]


def test_second_tag_of_the_same_english_letters_is_refused(client, administrator):
    factories.TagFactory(name_en="Egypt", slug_en="egypt")
    second = factories.TagFactory()
    rows = {"aliases-TOTAL_FORMS": 0, "aliases-INITIAL_FORMS": 0}
    address = f"/admin/articles/tag/{second.pk}/change/"
    assert "الرسم نفسه" in refused(client, administrator, address, **rows, name_en="EGYPT")


def test_taken_name_of_a_user_is_refused(client, administrator, journalist, editor):
    address = f"/admin/accounts/user/{journalist.pk}/change/"
    changes = {"username": editor.username, "groups": [journalist.groups.get().pk]}
    assert str(editor) in refused(client, administrator, address, **changes)


def test_focal_point_outside_the_picture_is_refused(client, editor):
    image = factories.ImageFactory()
    address = f"/admin/articles/image/{image.pk}/change/"
    assert "100" in refused(client, editor, address, focal_x=101)
