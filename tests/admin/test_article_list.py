from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.admin.changelist import BoundedPaginator
from articles.models import Article, Author, Tag, TagAlias
from newsroom.accounts.models import User
from tests import factories

LIST = "/admin/articles/article/"
SignIn = Callable[[User], Client]
Make = Callable[..., dict[str, Any]]


def listed(client: Client, **query: Any) -> list[Article]:
    return list(client.get(LIST, query).context["cl"].result_list)


def test_list_costs_the_same_for_one_article_and_for_ten(
    signed_in: SignIn, editor: User, content: Make
) -> None:
    client = signed_in(editor)
    workflow.create(by=editor, data=content())
    client.get(LIST)
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(LIST)
    for _number in range(9):
        workflow.create(by=editor, data=content())

    with CaptureQueriesContext(connection) as ten:
        client.get(LIST)

    assert len(ten) == len(one)


def test_list_reads_no_body(signed_in: SignIn, editor: User, draft: Article) -> None:
    client = signed_in(editor)

    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)

    assert not any('"body_ar"' in query["sql"] for query in queries)
    assert not any('"articles_revision"."data"' in query["sql"] for query in queries)


def test_list_says_the_state_and_each_headline_in_its_language(
    signed_in: SignIn, editor: User, live: Article
) -> None:
    html = signed_in(editor).get(LIST).content.decode()

    assert '<span class="pill pill-live">' in html
    assert f'<span lang="ar" dir="rtl">{live.headline_ar}</span>' in html


def test_journalist_sees_everybodys_articles(
    signed_in: SignIn, colleague: User, draft: Article
) -> None:
    assert listed(signed_in(colleague)) == [draft]


def test_my_articles_are_written_by_me_or_carry_my_name(
    signed_in: SignIn, journalist: User, editor: User, content: Make, sara: Author
) -> None:
    byline = [{"author": sara.pk, "role": "writer"}]
    own = workflow.create(by=journalist, data=content())
    signed = workflow.create(by=editor, data=content(bylines=byline))
    workflow.create(by=editor, data=content())

    assert set(listed(signed_in(journalist), mine="1")) == {own, signed}


@pytest.fixture
def one_of_each(editor: User, chief: User, content: Make) -> dict[str, Article]:
    now = timezone.now()

    def make(**changes: Any) -> Article:
        return workflow.create(by=editor, data=content(**changes), at=now - timedelta(days=3))

    def live(**changes: Any) -> Article:
        return workflow.publish(make(**changes), by=editor, at=now - timedelta(days=2))

    changed = live()
    workflow.save(changed, by=editor, data=content(), base=changed.latest_revision_id)
    return {
        "draft": make(),
        "submitted": workflow.submit(make(), by=editor),
        "approved": workflow.approve(workflow.submit(make(), by=editor), by=editor),
        "scheduled": workflow.schedule(make(), by=editor, moment=now + timedelta(days=1)),
        "live": live(),
        "changed": changed,
        "expired": live(expires_at=now - timedelta(days=1)),
        "withdrawn": workflow.withdraw(live(), by=editor),
        "killed": workflow.kill(make(), by=chief, reason="خطأ"),
    }


@pytest.mark.parametrize(
    "word",
    [
        "draft",
        "submitted",
        "approved",
        "scheduled",
        "live",
        "changed",
        "expired",
        "withdrawn",
        "killed",
    ],
)
def test_state_filter_agrees_with_the_pill(
    signed_in: SignIn, editor: User, one_of_each: dict[str, Article], word: str
) -> None:
    client = signed_in(editor)

    html = client.get(LIST, {"standing": word}).content.decode()

    assert listed(client, standing=word) == [one_of_each[word]]
    assert f"pill-{word}" in html


@pytest.mark.parametrize(
    ("name", "value"),
    [("standing", "x"), ("section", "x"), ("language", "fr"), ("kind", "x"), ("author", "#0")],
)
def test_unknown_filter_value_matches_nothing(
    signed_in: SignIn, editor: User, draft: Article, name: str, value: str
) -> None:
    assert listed(signed_in(editor), **{name: value}) == []


def test_filters_by_section_language_kind_and_author(
    signed_in: SignIn, editor: User, draft: Article, sara: Author
) -> None:
    found = listed(
        signed_in(editor),
        section=draft.section_id,
        language="ar",
        kind="news",
        author=f"سارة #{sara.pk}",
    )

    assert found == [draft]


def test_paginator_counts_no_further_than_it_must(
    editor: User, content: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(BoundedPaginator, "max_count", 2)
    for _number in range(4):
        workflow.create(by=editor, data=content())

    assert BoundedPaginator(Article.objects.order_by("pk"), 50).count == 3


def test_articles_are_never_deleted_at_the_desk(
    signed_in: SignIn, chief: User, draft: Article
) -> None:
    response = signed_in(chief).post(f"{LIST}{draft.pk}/delete/", {"post": "yes"})

    assert (response.status_code, Article.objects.count()) == (403, 1)


def test_completion_finds_tags_by_folded_letters_and_by_alias(
    signed_in: SignIn, journalist: User, tag_with_alias: Any
) -> None:
    client = signed_in(journalist)

    answers = [
        client.get(f"{LIST}complete/tags/", {"q": typed}).json() for typed in ("احمد", "زويـ")
    ]

    assert [answer["results"][0]["value"] for answer in answers] == ["أحمد", "أحمد"]


def test_completion_offers_tags_in_use_those_that_begin_so_first(
    signed_in: SignIn, journalist: User
) -> None:
    names = ["رأس مال", "أسواق مال", "مالطا", "النيل"]
    later, middle, first, other = (factories.TagFactory(name_ar=name) for name in names)
    TagAlias.objects.create(tag=other, name="نهر")
    factories.TagFactory(name_ar="مالية", is_retired=True)
    answer = signed_in(journalist).get(f"{LIST}complete/tags/", {"q": "مال"}).json()
    assert [row["value"] for row in answer["results"]] == [str(first), str(middle), str(later)]


def test_completion_offers_authors_in_the_order_of_the_alphabet(
    signed_in: SignIn, journalist: User
) -> None:
    second, first, _other = (
        factories.AuthorFactory(name_ar=name) for name in ("نبيل باسم", "أمل باسم", "كريم عادل")
    )
    answer = signed_in(journalist).get(f"{LIST}complete/authors/", {"q": "باسم"}).json()
    offered = [row["value"] for row in answer["results"]]
    assert offered == [f"{first} #{first.pk}", f"{second} #{second.pk}"]


@pytest.fixture
def tag_with_alias(db: None) -> Any:
    tag = Tag.objects.named(["أحمد"])[0]
    TagAlias.objects.create(tag=tag, name="زويل")
    return tag


@pytest.mark.parametrize("source", ["authors", "articles", "pictures", "tags"])
def test_completion_answers_hostile_text(signed_in: SignIn, journalist: User, source: str) -> None:
    client = signed_in(journalist)

    statuses = {
        client.get(f"{LIST}complete/{source}/", {"q": typed}).status_code
        for typed in ("", "%", "\x00", "\u202e", "9" * 40, "ا" * 5000, "'\"")
    }

    assert statuses == {200}
