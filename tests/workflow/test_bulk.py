from datetime import UTC, datetime
from typing import Any

import pytest
from django.utils import translation

from articles import content, signals, workflow
from articles.errors import Incomplete
from articles.models import Announcement, Article, Author, Section, Transition
from articles.workflow.bulk import ImportedArticle, publish_imported
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW

LONG_AGO = datetime(2015, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def row(section: Section, author: Author) -> Any:
    def make(source_id: str = "1", **changes: Any) -> ImportedArticle:
        data = content.clean(factories.content(section=section.pk, author=author.pk, **changes))
        return ImportedArticle("archive", source_id, "ar", LONG_AGO, data)

    return make


def columns(article: Article) -> dict[str, Any]:
    own = {"id", "source", "source_id", "created_by_id", "created_at", "edited_at"}
    own |= {f.attname for f in Article._meta.concrete_fields if f.name.count("revision")}
    return {
        field.attname: getattr(article, field.attname)
        for field in Article._meta.concrete_fields
        if field.attname not in own
    }


def relations(article: Article) -> list[Any]:
    tags = list(article.tagged_items.order_by("pk").values_list("tag", flat=True))
    return [tags, *article.bylines.order_by("position", "pk").values("author", "role")]


def test_imported_article_is_what_the_verbs_would_have_made(row: Any, editor: User) -> None:
    tag = factories.TagFactory()
    imported = row(tags=[tag.pk])
    publish_imported([imported], at=NOW)
    one_by_one = factories.publish(by=editor, data=imported.data, at=LONG_AGO)
    article = Article.objects.get(source="archive")
    assert columns(article) == columns(Article.objects.get(pk=one_by_one.pk))
    assert relations(article) == relations(one_by_one)


def test_imported_article_is_live_with_one_revision_and_no_unpublished_changes(row: Any) -> None:
    publish_imported([row()], at=NOW)
    article = Article.objects.get()
    revision = article.revisions.get()
    assert article.latest_revision_id == article.live_revision_ar_id == revision.pk
    assert not article.has_unpublished_changes
    assert article.is_visible(language="ar", at=LONG_AGO)


def test_log_says_that_it_was_imported(row: Any) -> None:
    publish_imported([row()], at=NOW)
    entry = Transition.objects.get()
    assert (entry.verb, entry.from_state, entry.to_state) == ("import", "", "published")


def test_known_article_is_left_as_people_made_it(row: Any, editor: User) -> None:
    publish_imported([row()], at=NOW)
    workflow.withdraw(Article.objects.get(), by=editor, at=NOW)
    counts = publish_imported([row(), row("2")], at=NOW)
    assert counts == (1, 1)
    assert Article.objects.get(source_id="1").state == "withdrawn"


def test_same_article_twice_in_one_batch_comes_once(row: Any) -> None:
    assert publish_imported([row(), row()], at=NOW) == (1, 1)


def test_row_that_readers_could_not_be_shown_stops_the_batch(row: Any) -> None:
    with pytest.raises(Incomplete):
        publish_imported([row(), row("2", body_ar="<p> </p>")], at=NOW)
    assert not Article.objects.exists()


def test_bare_columns_hold_the_default_language_whatever_is_active(row: Any) -> None:
    with translation.override("en"):
        publish_imported([row()], at=NOW)
    with translation.override("ar"):
        bare = Article.objects.extra(select={"bare": "headline"}).get()
    assert vars(bare)["bare"] == bare.headline_ar


def test_person_of_the_byline_finds_the_article_among_their_own(
    row: Any, author: Author, journalist: User
) -> None:
    Author.objects.filter(user=journalist).update(user=None)
    Author.objects.filter(pk=author.pk).update(user=journalist)
    publish_imported([row()], at=NOW)
    assert list(Article.objects.get().contributors.all()) == [journalist]


def test_number_of_queries_does_not_grow_with_the_rows(
    row: Any, django_assert_max_num_queries: Any
) -> None:
    rows = [row(str(number)) for number in range(40)]
    with django_assert_max_num_queries(20):
        publish_imported(rows, at=NOW)


def test_listeners_hear_of_the_whole_batch_once(
    row: Any, django_capture_on_commit_callbacks: Any
) -> None:
    heard: list[list[int]] = []

    def hear(article_ids: list[int], **kwargs: Any) -> None:
        heard.append(article_ids)

    signals.imported.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        publish_imported([row(), row("2")], at=NOW)
    signals.imported.disconnect(hear)
    assert heard == [list(Article.objects.order_by("pk").values_list("pk", flat=True))]
    assert not Announcement.objects.exists()


def test_what_a_listener_could_not_do_stays_announced(
    row: Any, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(**kwargs: Any) -> None:
        raise RuntimeError

    signals.imported.connect(fail)
    with django_capture_on_commit_callbacks(execute=True):
        publish_imported([row()], at=NOW)
    signals.imported.disconnect(fail)
    assert Announcement.objects.get().event == "published"


def test_batch_that_is_known_announces_nothing(row: Any) -> None:
    publish_imported([row()], at=NOW)
    Announcement.objects.all().delete()
    assert publish_imported([row()], at=NOW) == (0, 1)
    assert not Announcement.objects.exists()
