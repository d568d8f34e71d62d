from datetime import timedelta

import pytest
from django.db.models import Sum

from articles import signals, workflow
from articles.models import Article
from articles.search.admin_search import matching_article_ids
from articles.search.backends import backend
from articles.search.indexing import add_due_words, index
from articles.search.models import Document, VocabularyWord
from articles.search.vocabulary import find_words
from tests import factories
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)


def shelves(article):
    found = Document.objects.filter(article=article).order_by("shelf")
    return list(found.values_list("shelf", flat=True))


def vocabulary():
    totals = VocabularyWord.objects.values("language", "word").annotate(articles=Sum("articles"))
    return set(totals.values_list("language", "word", "articles"))


def test_publication_is_found_at_once(published, find, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = published(headline_ar="كسوف الشمس")
    assert find("كسوف") == [article.pk]


def test_withdrawn_article_leaves_the_readers_shelf_at_once(
    indexed, editor, django_capture_on_commit_callbacks
):
    article = indexed(headline_ar="كسوف الشمس")
    with django_capture_on_commit_callbacks(execute=True):
        workflow.withdraw(article, by=editor, at=NOW)
    assert shelves(article) == ["desk"]


def test_saved_draft_is_on_the_desk_s_shelf_at_once(
    editor, content, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        draft = workflow.create(by=editor, data=content(headline_ar="كسوف"), at=NOW)
    assert shelves(draft) == ["desk"]
    assert matching_article_ids("كسوف") == [draft.pk]


def test_publication_leaves_the_desk_s_shelf(editor, content, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        draft = workflow.create(by=editor, data=content(), at=NOW)
        workflow.publish(draft, by=editor, at=NOW)
    assert shelves(draft) == ["ar"]


def test_unpublished_change_stands_beside_what_readers_find(
    indexed, find, editor, content, django_capture_on_commit_callbacks
):
    article = indexed(headline_ar="كسوف الشمس")
    with django_capture_on_commit_callbacks(execute=True):
        base, data = article.latest_revision_id, content(headline_ar="زلزال عنيف")
        workflow.save(article, by=editor, data=data, base=base, at=NOW)
    assert shelves(article) == ["ar", "desk"]
    assert (find("زلزال"), matching_article_ids("زلزال")) == ([], [article.pk])


def test_imported_articles_are_indexed_together(published):
    articles = [published().pk for _n in range(2)]
    signals.imported.send(sender=None, article_ids=articles, at=NOW)
    assert set(Document.objects.values_list("article", flat=True)) == set(articles)


def test_indexing_twice_changes_nothing(indexed, find, django_assert_num_queries):
    article = indexed(headline_ar="كسوف الشمس")
    before = vocabulary()
    index([article.pk], at=NOW)
    assert (find("كسوف"), backend().count(), vocabulary()) == ([article.pk], 1, before)


def test_changed_article_is_found_by_its_new_words_only(indexed, find):
    article = indexed(headline_ar="كسوف الشمس", body_ar="<p>نص</p>")
    Article.objects.filter(pk=article.pk).update(headline_ar="زلزال عنيف")
    index([article.pk], at=NOW)
    assert (find("شمس"), find("زلزال")) == ([], [article.pk])


def test_article_moves_with_its_day(indexed):
    article = indexed()
    before = Document.objects.get().pk
    Article.objects.filter(pk=article.pk).update(published_at_ar=NOW - timedelta(days=3))
    index([article.pk], at=NOW)
    assert (Document.objects.get().pk < before, backend().count()) == (True, 1)


def test_each_language_has_a_shelf_of_its_own(indexed, find):
    article = indexed(headline_en="Solar eclipse", body_en="<p>It was dark.</p>")
    assert shelves(article) == ["ar", "en"]
    assert (find("eclipse"), find("eclipse", language="en")) == ([], [article.pk])


def test_vocabulary_counts_the_documents_in_which_a_word_matters(indexed):
    indexed(headline_ar="كسوف الشمس"), indexed(headline_ar="كسوف القمر")
    assert {("ar", "كسوف", 2), ("ar", "قمر", 1)} <= vocabulary()


def test_vocabulary_forgets_words_that_are_in_no_document(indexed, editor):
    article = indexed(headline_ar="كسوف الشمس")
    workflow.withdraw(article, by=editor, at=NOW)
    index([article.pk], at=NOW)
    assert vocabulary() == set()


def spelling(word):
    return find_words([word], language="ar")[word].spelling


def test_vocabulary_keeps_the_spelling_with_its_hamza(indexed):
    indexed(headline_ar="أزمة الغذاء")
    assert spelling("ازمه") == "أزمة"


@pytest.mark.parametrize("headlines", [("كسوفى", "كسوفي", "كسوفي"), ("كسوفي", "كسوفي", "كسوفى")])
def test_vocabulary_names_the_commonest_spelling(indexed, headlines):
    for headline in headlines:
        indexed(headline_ar=headline)
    assert spelling("كسوفي") == "كسوفي"


def test_bodies_have_no_say_in_the_spelling(indexed):
    indexed(headline_ar="أزمة الغذاء")
    for _number in range(3):
        indexed(headline_ar="خبر", body_ar="<p>ازمة</p>")
    assert spelling("ازمه") == "أزمة"


def test_spelling_that_is_in_no_document_any_more_is_forgotten(indexed):
    article = indexed(headline_ar="كسوفى")
    indexed(headline_ar="خبر", body_ar="<p>كسوفي</p>")
    Article.objects.filter(pk=article.pk).update(headline_ar="خبر")
    index([article.pk], at=NOW)
    assert spelling("كسوفي") == "كسوفي"


def test_words_of_drafts_are_not_offered_to_readers(editor, content):
    index([workflow.create(by=editor, data=content(headline_ar="كسوف"), at=NOW).pk], at=NOW)
    assert not VocabularyWord.objects.exists()


def test_words_of_a_scheduled_article_are_not_offered_before_its_moment(published):
    article = published(headline_ar="كسوف", at=NOW + MINUTE)
    index([article.pk], at=NOW)
    assert (add_due_words(at=NOW), vocabulary()) == (0, set())
    assert add_due_words(at=NOW + MINUTE) == 1
    assert ("ar", "كسوف", 1) in vocabulary()
    assert add_due_words(at=NOW + MINUTE) == 0


def test_words_of_an_article_that_is_put_off_wait_with_it(published):
    article = published(headline_ar="كسوف", at=NOW)
    index([article.pk], at=NOW)
    Article.objects.filter(pk=article.pk).update(published_at_ar=NOW + MINUTE)
    index([article.pk], at=NOW)
    assert vocabulary() == set()


def test_words_that_never_were_offered_are_not_taken_back(published, indexed, editor):
    indexed(headline_ar="كسوف")
    before = vocabulary()
    article = published(headline_ar="كسوف", at=NOW + MINUTE)
    index([article.pk], at=NOW)
    workflow.withdraw(article, by=editor, at=NOW)
    index([article.pk], at=NOW)
    assert vocabulary() == before


def test_every_save_lets_in_the_words_that_are_due(
    published, indexed, django_capture_on_commit_callbacks
):
    article = published(headline_ar="كسوف", at=NOW - MINUTE)
    index([article.pk], at=NOW - 2 * MINUTE)
    with django_capture_on_commit_callbacks(execute=True):
        published(at=NOW)
    assert ("ar", "كسوف", 1) in vocabulary()


def test_renamed_tag_is_found_under_its_new_name(indexed, find, django_capture_on_commit_callbacks):
    tag = factories.TagFactory(name_ar="فيضان النيل")
    article = indexed(tags=[tag.pk])
    with django_capture_on_commit_callbacks(execute=True):
        tag.name_ar = "موسم الأمطار"
        workflow.tags.save_tag(tag, at=NOW)
    assert find("أمطار") == [article.pk]


@pytest.mark.parametrize("words", [40_000, 15_001])
def test_long_body_is_indexed(indexed, find, words):
    text = " ".join(f"كلمة{n}" for n in range(words))
    article = indexed(headline_ar="كسوف الشمس", body_ar=f"<p>{text}</p>")
    assert find("كسوف") == [article.pk]


def test_indexing_costs_the_same_for_one_as_for_many(published, django_assert_max_num_queries):
    articles = [published(headline_ar=f"كسوف {n}").pk for n in range(5)]
    with django_assert_max_num_queries(16):
        index(articles, at=NOW)
