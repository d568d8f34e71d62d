"""The views of the text checks: who may ask, what is answered, what it costs."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import DjangoAssertNumQueries

from articles import workflow
from articles.models import Article, IgnoredFinding, TextRule
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW

type Content = Callable[..., dict[str, Any]]

CHECK = "admin:articles_article_text_checks"
IGNORE = "admin:articles_article_ignore_finding"
HEADLINE = {"field": "headline", "language": "ar", "text": "زيارة الى القاهرة"}


@pytest.fixture
def draft(journalist: User, content: Content) -> Article:
    return workflow.create(by=journalist, data=content(), at=NOW)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def post(client: Client, name: str, data: object) -> Any:
    return client.post(reverse(name), json.dumps(data), content_type="application/json")


def sent(*passages: dict[str, Any], article: Article | None = None, **more: Any) -> dict[str, Any]:
    pk = article.pk if article else None
    return {"article": pk, "language": "ar", "passages": list(passages)} | more


def findings(user: User, data: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = post(signed_in(user), CHECK, data).json()["findings"]
    return found


def test_findings_say_where_they_are_and_what_is_right(journalist: User) -> None:
    assert findings(journalist, sent(HEADLINE)) == [
        {
            "rule": "initial_hamza",
            "passage": 0,
            "field": "headline",
            "start": 6,
            "end": 9,
            "edits": [[6, 7, "إ"]],
            "text": "الى",
            "before": "زيارة",
            "after": "القاهرة",
        }
    ]


def test_offsets_count_as_scripts_do(journalist: User) -> None:
    [found] = findings(journalist, sent(HEADLINE | {"text": "👩 الى", "field": "kicker"}))
    assert (found["start"], found["edits"]) == (3, [[3, 4, "إ"]])


def test_spans_in_another_language_count_as_scripts_do(journalist: User) -> None:
    passage = HEADLINE | {"text": "👩 الى الى", "spans": [[3, 6, "fa"]]}
    assert [found["start"] for found in findings(journalist, sent(passage))] == [7]


def test_rules_that_are_found_are_explained(journalist: User) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    answer = post(signed_in(journalist), CHECK, sent(HEADLINE)).json()
    [(name, rule)] = answer["rules"].items()
    assert name == "initial_hamza"
    assert (rule["severity"], rule["is_blocking"]) == ("error", True)
    assert rule["label"]
    assert rule["message"]


def test_rules_that_are_not_used_find_nothing(journalist: User) -> None:
    TextRule.objects.create(rule="initial_hamza", is_active=False)
    assert findings(journalist, sent(HEADLINE)) == []


def test_the_library_is_asked_about_pictures(journalist: User) -> None:
    image = factories.ImageFactory(alt_ar="", credit="")
    found = findings(journalist, sent(pictures=[f"جسر #{image.pk}", "no number"]))
    assert [each["rule"] for each in found] == ["missing_alt", "missing_credit"]


def test_section_and_tags_are_looked_at(journalist: User) -> None:
    found = findings(journalist, sent(has_section=False, tags=["إيران", "ايران"]))
    assert {each["rule"] for each in found} == {"missing_section", "duplicate_tags"}


def test_an_ignored_finding_is_not_found_again(draft: Article, journalist: User) -> None:
    data = {"article": draft.pk, "rule": "initial_hamza", "text": "الى", "before": "زيارة"}
    assert post(signed_in(journalist), IGNORE, data).status_code == 204
    assert findings(journalist, sent(HEADLINE, article=draft)) == []


def test_what_one_article_ignores_another_does_not(draft: Article, journalist: User) -> None:
    data = {"article": draft.pk, "rule": "initial_hamza", "text": "الى", "before": "زيارة"}
    post(signed_in(journalist), IGNORE, data)
    assert findings(journalist, sent(HEADLINE))


@pytest.mark.parametrize("name", [CHECK, IGNORE])
def test_who_may_not_edit_the_article_may_not_ask(
    name: str, draft: Article, colleague: User
) -> None:
    data = sent(HEADLINE, article=draft) | {"rule": "tatweel"}
    assert post(signed_in(colleague), name, data).status_code == 403


def test_a_killed_article_is_not_checked(draft: Article, chief: User) -> None:
    workflow.kill(draft, by=chief, reason="خطأ", at=NOW)
    assert post(signed_in(chief), CHECK, sent(article=draft)).status_code == 403


def test_an_article_that_is_not_there_is_not_checked(journalist: User) -> None:
    assert post(signed_in(journalist), CHECK, sent() | {"article": 999999}).status_code == 403


def test_who_may_write_nothing_may_not_ask(administrator: User) -> None:
    assert post(signed_in(administrator), CHECK, sent(HEADLINE)).status_code == 403


def test_readers_are_sent_to_sign_in(db: None) -> None:
    assert post(Client(), CHECK, sent(HEADLINE)).status_code == 302


@pytest.mark.parametrize(
    "data",
    [
        [],
        sent() | {"language": "xx"},
        sent() | {"passages": "text"},
        sent({"field": "headline"}),
        sent(*[HEADLINE] * 5001),
        sent(HEADLINE | {"spans": [[1]]}),
    ],
)
def test_another_shape_is_refused(journalist: User, data: object) -> None:
    assert post(signed_in(journalist), CHECK, data).status_code == 400


def test_what_is_no_json_is_refused(journalist: User) -> None:
    client = signed_in(journalist)
    assert client.post(reverse(CHECK), "{", content_type="application/json").status_code == 400
    assert client.get(reverse(CHECK)).status_code == 400


@pytest.mark.parametrize("changes", [{"article": None}, {"rule": "no_such_rule"}, {"text": 5}])
def test_only_a_finding_of_a_saved_article_is_ignored(
    draft: Article, journalist: User, changes: dict[str, Any]
) -> None:
    data = {"article": draft.pk, "rule": "tatweel", "text": ""} | changes
    assert post(signed_in(journalist), IGNORE, data).status_code == 400
    assert not IgnoredFinding.objects.exists()


def test_checking_writes_nothing_and_asks_little(
    draft: Article, editor: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(editor)
    # Session, user, permissions; article, rules, ignored findings.
    with django_assert_num_queries(6) as asked:
        post(client, CHECK, sent(HEADLINE, article=draft))
    assert all(query["sql"].lstrip("(").startswith("SELECT") for query in asked.captured_queries)


def test_administrators_choose_the_rules(administrator: User) -> None:
    client = signed_in(administrator)
    url = reverse("admin:articles_textrule_changelist")
    assert "checkbox" in client.get(url).content.decode()
    data = {"active": ["tatweel", "unbalanced"], "blocking": ["unbalanced", "double_space"]}
    assert client.post(url, data).status_code == 302
    active = TextRule.objects.filter(is_active=True).values_list("rule", flat=True)
    assert set(active) == {"tatweel", "unbalanced"}
    assert [row.rule for row in TextRule.objects.filter(is_blocking=True)] == ["unbalanced"]


def test_choosing_again_changes_the_choice(administrator: User) -> None:
    client = signed_in(administrator)
    url = reverse("admin:articles_textrule_changelist")
    client.post(url, {"active": ["tatweel"]})
    client.post(url, {"active": ["unbalanced"]})
    assert [row.rule for row in TextRule.objects.filter(is_active=True)] == ["unbalanced"]


def test_journalists_do_not_choose_the_rules(journalist: User) -> None:
    client = signed_in(journalist)
    url = reverse("admin:articles_textrule_changelist")
    assert client.get(url).status_code == 403
    assert client.post(url, {}).status_code == 403
