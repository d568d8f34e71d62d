from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.db import IntegrityError
from django.utils import translation

from articles import workflow
from articles.conf import LANGUAGES
from articles.models import Article, Byline
from tests import factories
from tests.conftest import NOW

SECOND = timedelta(seconds=1)


def test_article_is_named_by_its_headline_in_the_first_language_that_has_one():
    assert str(Article(headline_ar="عنوان", headline_en="Title")) == "عنوان"
    assert str(Article(headline_en="Title")) == "Title"
    with translation.override("en"):
        assert str(Article()) == "Untitled"


def test_address_follows_the_language(published):
    article = published(headline_en="Title", body_en="<p>Text</p>")
    path = f"/articles/{article.pk}/{quote(article.slug_ar)}/"
    with translation.override("ar"):
        assert article.get_absolute_url() == path
    with translation.override("en"):
        assert article.get_absolute_url() == f"/en/articles/{article.pk}/title/"


def test_address_without_an_active_language_is_that_of_the_first(published):
    article = published()
    with translation.override(None):
        assert article.get_absolute_url() == article.url(LANGUAGES[0])


def test_language_without_columns_has_no_text_and_no_publication():
    article = Article(headline_en=None, publication_en=None)
    assert (article.text("headline", "en"), article.publication_in("en")) == ("", "none")


def test_draft_is_neither_scheduled_nor_expired_nor_changed():
    draft = Article(latest_revision_id=1)
    assert not draft.is_scheduled(at=NOW)
    assert not draft.is_expired(at=NOW)
    assert not draft.has_unpublished_changes


def test_article_that_is_live_in_one_language_is_not_scheduled():
    article = Article(publication_ar="published", published_at_ar=NOW)
    article.publication_en, article.published_at_en = "published", NOW + SECOND
    assert not article.is_scheduled(at=NOW)


@pytest.mark.parametrize(
    ("state", "newest", "is_edited"),
    [("approved", 2, True), ("approved", 1, False), ("submitted", 2, False)],
)
def test_article_is_edited_since_approval_by_a_newer_revision(state, newest, is_edited):
    article = Article(state=state, approved_revision_id=1, latest_revision_id=newest)
    assert article.is_edited_since_approval is is_edited


@pytest.mark.parametrize(
    ("moment", "visible"), [(NOW - SECOND, False), (NOW, True), (NOW + 9 * SECOND, True)]
)
def test_article_is_visible_from_the_second_of_its_publication(published, moment, visible):
    article = published(at=NOW)
    shown = Article.objects.visible(language="ar", at=moment).exists()
    assert (shown, article.is_visible(language="ar", at=moment)) == (visible, visible)


def test_article_is_hidden_from_the_second_it_expires(published):
    article = published(expires_at=(NOW + SECOND).isoformat())
    assert Article.objects.visible(language="ar", at=NOW).exists()
    assert not Article.objects.visible(language="ar", at=NOW + SECOND).exists()
    assert (article.is_live(at=NOW), article.is_live(at=NOW + SECOND)) == (True, False)


def test_article_was_public_even_after_it_was_withdrawn(published, editor):
    article = workflow.withdraw(published(), by=editor, at=NOW)
    assert article.was_public(language="ar", at=NOW)
    assert not article.was_public(language="en", at=NOW)
    assert not Article.objects.visible(language="ar", at=NOW).exists()


def test_scheduled_article_is_scheduled_until_its_moment(editor, content):
    article = workflow.create(by=editor, data=content(), at=NOW)
    article = workflow.schedule(article, moment=NOW + SECOND, by=editor, at=NOW)
    assert article.is_scheduled(at=NOW)
    assert not article.is_scheduled(at=NOW + SECOND)


@pytest.mark.parametrize("state", ["draft", "submitted", "withdrawn", "killed"])
def test_state_that_no_clock_changes_is_that_of_the_row(db, state):
    rows = [Article(state=each) for each in ("draft", "submitted", "withdrawn", "killed")]
    Article.objects.bulk_create(rows)
    assert [row.state for row in Article.objects.in_effective_state(state, at=NOW)] == [state]


def test_article_that_is_live_in_one_language_is_listed_as_live_alone(bilingual):
    later = NOW + SECOND
    written(bilingual, "en", {"published_at_{}": later, "first_published_at_{}": later})
    assert list(Article.objects.in_effective_state("live", at=NOW)) == [bilingual]
    assert not Article.objects.in_effective_state("scheduled", at=NOW).exists()


def test_text_is_unpublished_in_drafts_changes_and_languages_not_yet_published(
    published, bilingual, editor, content
):
    draft = workflow.create(by=editor, data=content(), at=NOW)
    changed, begun, _whole = published(), published(), published()
    factories.revise(changed, editor, at=NOW, headline_ar="آخر")
    written(begun, "en", {"headline_{}": "Title"})
    found = Article.objects.with_unpublished_text()
    assert set(found) == {draft, changed, begun}


def test_newer_revision_than_the_live_one_is_an_unpublished_change(published, editor, content):
    article = published()
    assert not article.has_unpublished_changes
    workflow.save(article, by=editor, data=content(), base=article.latest_revision_id, at=NOW)
    assert Article.objects.get().has_unpublished_changes


@pytest.mark.parametrize(("languages", "shared"), [(["ar"], False), ([], True)])
def test_article_of_which_one_part_was_updated_is_changed(published, editor, languages, shared):
    article = published()
    factories.revise(article, editor, at=NOW, headline_ar="آخر", kind="opinion")
    workflow.update(article, by=editor, languages=languages, shared=shared, at=NOW)
    assert list(Article.objects.in_effective_state("changed", at=NOW)) == [article]


@pytest.mark.parametrize(("moment", "visible"), [(NOW - SECOND, False), (NOW, True)])
def test_readers_see_what_is_visible_now_when_no_moment_is_given(published, moment, visible):
    published(at=NOW)
    with time_machine.travel(moment, tick=False):
        assert Article.objects.visible(language="ar").exists() == visible


def test_articles_come_in_the_order_of_their_numbers(published):
    first, second, third = (published().pk for _n in range(3))
    wanted = [second, third, first, 77]
    assert [row.pk for row in Article.objects.in_order(wanted)] == [second, third, first]
    assert not Article.objects.in_order([]).exists()


@pytest.mark.parametrize("what", ["section", "tag", "author"])
def test_articles_of_a_section_a_tag_or_an_author_are_no_others(published, what):
    rows = {
        "section": factories.SectionFactory(),
        "tag": factories.TagFactory(),
        "author": factories.AuthorFactory(),
    }
    byline = [{"author": rows["author"].pk, "role": "writer"}]
    published()
    own = published(section=rows["section"].pk, tags=[rows["tag"].pk], bylines=byline)
    articles = Article.objects.all()
    chosen = {
        "section": articles.in_section,
        "tag": articles.tagged,
        "author": articles.by_author,
    }
    assert list(chosen[what](rows[what].pk)) == [own]


def test_article_has_its_own_tags(published):
    tag, other = factories.TagFactory(), factories.TagFactory()
    article = published(tags=[tag.pk])
    published(tags=[other.pk])
    assert list(article.tags.all()) == [tag]


def test_cards_come_in_the_order_of_the_question(published):
    old, new = published(at=NOW - SECOND), published(at=NOW)
    cards = Article.objects.newest_first(language="ar").cards(language="ar")
    assert [card.pk for card in cards] == [new.pk, old.pk]
    assert cards[0].url == new.url("ar")


def test_byline_is_named_by_its_author(published):
    published()
    assert str(Byline.objects.get()) == "كريم الشاذلي"


@pytest.fixture
def bilingual(published):
    """Published at NOW in both languages."""
    return published(headline_en="Title", body_en="<p>Text</p>")


def written(article, language, columns):
    """Write the columns, whose names have a place for the language, past every verb."""
    values = {name.format(language): value for name, value in columns.items()}
    Article.objects.filter(pk=article.pk).update(**values)


UNDECIDED = {"publication_{}": "none", "published_at_{}": None, "first_published_at_{}": None}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "columns",
    [
        {"state": "printed"},
        {"state": "draft"},
        {"section": None},
        {"headline_{}": ""},
        {"headline_{}": None},
        {"body_{}": ""},
        {"body_{}": None},
        {"embargo_until": NOW + SECOND},
        {"publication_{}": "printed"},
        {"published_at_{}": None},
        {"first_published_at_{}": None},
        {"publication_{}": "withdrawn", "published_at_{}": None},
        {"publication_{}": "withdrawn", "first_published_at_{}": None},
        UNDECIDED | {"published_at_{}": NOW},
        UNDECIDED | {"first_published_at_{}": NOW},
    ],
    ids=lambda columns: ", ".join(f"{name}={value}" for name, value in columns.items()),
)
def test_database_refuses_what_readers_must_never_see(bilingual, language, columns):
    with pytest.raises(IntegrityError):
        written(bilingual, language, columns)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "columns",
    [
        UNDECIDED,
        UNDECIDED | {"headline_{}": "", "body_{}": ""},
        {"publication_{}": "withdrawn", "headline_{}": "", "body_{}": ""},
        {"embargo_until": NOW},
    ],
    ids=lambda columns: ", ".join(f"{name}={value}" for name, value in columns.items()),
)
def test_database_takes_a_language_that_readers_do_not_see(bilingual, language, columns):
    written(bilingual, language, columns)
    assert Article.objects.get().state == "published"


def test_database_refuses_an_article_that_is_published_in_no_language(bilingual):
    nowhere = {name.format(code): None for name in UNDECIDED for code in LANGUAGES}
    with pytest.raises(IntegrityError):
        written(bilingual, "", nowhere | {f"publication_{code}": "none" for code in LANGUAGES})


def test_database_takes_an_embargo_on_what_was_withdrawn(published, editor):
    withdrawn = workflow.withdraw(published(), by=editor, at=NOW)
    written(withdrawn, "", {"embargo_until": NOW + SECOND})
    assert Article.objects.get().embargo_until == NOW + SECOND


def test_draft_needs_no_section(journalist, content):
    assert workflow.create(by=journalist, data=content(section=None), at=NOW).section is None


def test_source_names_an_article_once(published):
    ours, theirs, others = published(), published(), published()
    written(theirs, "", {"source": "wire", "source_id": "1"})
    written(others, "", {"source": "wire", "source_id": "2"})
    with pytest.raises(IntegrityError):
        written(ours, "", {"source": "wire", "source_id": "1"})
