"""The search of the desk's list and of the fields in which articles are chosen."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.admin.autocomplete import AutocompleteField
from articles.models import Article
from articles.search.indexing import index
from newsroom.accounts.models import User

LIST = "/admin/articles/article/"
SignIn = Callable[[User], Client]
Make = Callable[..., Article]


@pytest.fixture
def write(journalist: User, content: Callable[..., dict[str, Any]]) -> Make:
    """Drafts of the journalist's, in the index; keywords are content."""

    def make(**changes: Any) -> Article:
        article = workflow.create(by=journalist, data=content(**changes))
        index([article.pk], at=timezone.now())
        return article

    return make


def listed(client: Client, **query: Any) -> list[Article]:
    return list(client.get(LIST, query).context["cl"].result_list)


@pytest.mark.parametrize("query", ["كتب", "كتاب", "للكتاب", "الكِتاب"])
def test_journalist_finds_own_draft_by_another_form_of_a_word(
    signed_in: SignIn, journalist: User, write: Make, query: str
) -> None:
    write(headline_ar="افتتاح حديقة")
    draft = write(headline_ar="معرض الكتاب يبدأ غدًا")

    assert listed(signed_in(journalist), q=query) == [draft]


def test_word_of_the_text_is_found(signed_in: SignIn, editor: User, write: Make) -> None:
    draft = write(body_ar="<p>تأجلت أعمال الترميم.</p>")

    assert listed(signed_in(editor), q="ترميم") == [draft]


def test_withdrawn_article_is_found(signed_in: SignIn, editor: User, write: Make) -> None:
    draft = write(headline_ar="معرض الكتاب")
    workflow.withdraw(workflow.publish(draft, by=editor), by=editor)
    index([draft.pk], at=timezone.now())

    assert listed(signed_in(editor), q="الكتاب") == [draft]


def test_best_stands_first_whatever_was_edited_last(
    signed_in: SignIn, editor: User, write: Make
) -> None:
    headline = write(headline_ar="معرض الكتاب")
    text = write(headline_ar="خبر", body_ar="<p>جاء في معرض قديم ذكر الكتاب.</p>")

    assert listed(signed_in(editor), q="معرض الكتاب") == [headline, text]


def test_filters_narrow_the_search(
    signed_in: SignIn, journalist: User, colleague: User, write: Make
) -> None:
    draft = write(headline_ar="معرض الكتاب")

    assert listed(signed_in(journalist), q="كتاب", mine="1") == [draft]
    assert listed(signed_in(journalist), q="كتاب", standing="live") == []
    assert listed(signed_in(colleague), q="كتاب", mine="1") == []


def test_number_is_the_article_of_that_number(signed_in: SignIn, editor: User, write: Make) -> None:
    draft = write(headline_ar="معرض الكتاب")

    assert listed(signed_in(editor), q=f"#{draft.pk}") == [draft]


@pytest.mark.parametrize("query", ["***", "-كتاب", "«", '"', "\x00", "AND", "%", "ك " * 500])
def test_any_text_is_a_search(signed_in: SignIn, editor: User, write: Make, query: str) -> None:
    write(headline_ar="معرض الكتاب")

    assert signed_in(editor).get(LIST, {"q": query}).status_code == 200


def test_search_costs_twelve_queries_at_most_whatever_it_finds(
    signed_in: SignIn, journalist: User, write: Make, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(journalist)
    for number in range(3):
        write(headline_ar=f"معرض الكتاب {number}")
    client.get(LIST)

    with django_assert_max_num_queries(12):
        page = client.get(LIST, {"q": "كتاب"})

    assert page.context["cl"].result_count == 3


def test_completion_offers_articles_by_another_form_of_a_word(
    signed_in: SignIn, journalist: User, write: Make
) -> None:
    draft = write(headline_ar="معرض الكتاب")

    answer = signed_in(journalist).get(f"{LIST}complete/articles/", {"q": "كتب"}).json()

    assert answer["results"][0]["value"] == f"معرض الكتاب #{draft.pk}"


def test_other_fields_of_the_desk_find_articles_the_same_way(
    signed_in: SignIn, editor: User, write: Make
) -> None:
    draft = write(headline_ar="معرض الكتاب")
    field = {"app_label": "articles_broadcast", "model_name": "broadcaststatus"}

    answer = signed_in(editor).get(
        "/admin/autocomplete/", field | {"field_name": "article", "term": "كتب"}
    )

    assert [row["id"] for row in answer.json()["results"]] == [str(draft.pk)]


def test_article_is_chosen_by_its_whole_headline(write: Make) -> None:
    draft = write(headline_ar="معرض الكتاب")
    write(headline_ar="معرض الكتاب يبدأ غدًا")

    assert AutocompleteField("articles").clean("معرض الكتاب") == draft.pk


@pytest.mark.parametrize(("typed", "code"), [("معرض", "unclear"), ("كتب المعارض", "unknown")])
def test_article_that_is_not_named_is_refused(write: Make, typed: str, code: str) -> None:
    write(headline_ar="معرض الكتاب")
    write(headline_ar="معرض الكتاب يبدأ غدًا")

    with pytest.raises(ValidationError) as refusal:
        AutocompleteField("articles").clean(typed)

    assert refusal.value.code == code


def test_articles_are_offered_newest_first_before_a_word_is_typed(
    signed_in: Any, editor: Any, published: Any
) -> None:
    articles = [published() for _n in range(3)]
    asked = {"app_label": "articles_broadcast", "model_name": "broadcaststatus"}
    answer = signed_in(editor).get("/admin/autocomplete/", asked | {"field_name": "article"})
    found = [row["id"] for row in answer.json()["results"]]
    assert found == [str(article.pk) for article in reversed(articles)]
