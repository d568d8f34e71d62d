"""The newsroom's rules, findings that are ignored, and what blocks submission."""

from collections.abc import Callable
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from articles import content as contents
from articles import workflow
from articles.errors import TextFaults
from articles.models import Article, IgnoredFinding, TextRule
from articles.text_checks import RULES, articles, check
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import NOW
from tests.text_checks.versions import found, version

type Content = Callable[..., dict[str, Any]]


@pytest.fixture
def draft(journalist: User, content: Content) -> Article:
    data = content(headline_ar="زيارة الى القاهرة")
    return workflow.create(by=journalist, data=data, at=NOW)


@pytest.mark.django_db
def test_a_newsroom_that_chose_nothing_uses_every_rule_and_blocks_by_none() -> None:
    policy = articles.policy()
    assert policy.active == frozenset(RULES)
    assert not policy.blocking


@pytest.mark.django_db
def test_a_rule_that_is_not_used_blocks_nothing() -> None:
    TextRule.objects.create(rule="tatweel", is_active=False, is_blocking=True)
    policy = articles.policy()
    assert "tatweel" not in policy.active
    assert not policy.blocking


def test_submitting_is_refused_for_a_blocking_finding(draft: Article, journalist: User) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    with pytest.raises(TextFaults) as refusal:
        workflow.submit(draft, by=journalist, at=NOW)
    assert refusal.value.rules == [str(RULES["initial_hamza"].label)]


def test_publishing_a_draft_is_refused_for_what_refuses_its_submission(
    draft: Article, editor: User
) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    with pytest.raises(TextFaults):
        workflow.publish(draft, by=editor, at=NOW)
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_publishing_what_was_submitted_is_not_refused_for_its_text(
    draft: Article, editor: User
) -> None:
    workflow.submit(draft, by=editor, at=NOW)
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    assert workflow.publish(draft, by=editor, at=NOW).state == "published"


def test_submitting_passes_where_no_rule_blocks(draft: Article, journalist: User) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=False)
    assert workflow.submit(draft, by=journalist, at=NOW).state == "submitted"


def test_submitting_passes_a_text_without_findings(journalist: User, content: Content) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    draft = workflow.create(by=journalist, data=content(headline_ar="زيارة إلى القاهرة"), at=NOW)
    assert workflow.submit(draft, by=journalist, at=NOW).state == "submitted"


def test_an_ignored_finding_blocks_nothing(draft: Article, journalist: User) -> None:
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    place = articles.place_of("initial_hamza", "الى", "زيارة", "القاهرة")
    articles.ignore(draft, place, by=journalist)
    assert workflow.submit(draft, by=journalist, at=NOW).state == "submitted"


def test_approving_is_not_refused(draft: Article, journalist: User, editor: User) -> None:
    submitted = workflow.submit(draft, by=journalist, at=NOW)
    TextRule.objects.create(rule="initial_hamza", is_blocking=True)
    assert workflow.approve(submitted, by=editor, at=NOW).state == "approved"


def test_ignoring_twice_is_ignoring_once(draft: Article, journalist: User) -> None:
    place = articles.place_of("initial_hamza", "الى", "زيارة", "القاهرة")
    articles.ignore(draft, place, by=journalist)
    articles.ignore(draft, place, by=journalist)
    assert IgnoredFinding.objects.count() == 1


@pytest.mark.parametrize(
    "text", ["قام بزيارة الى القاهرة", "زيارة الى دمشق", "وصل ثم كانت زيارة الى القاهرة"]
)
def test_an_ignored_finding_outlives_edits_around_it(text: str) -> None:
    ignored = [articles.Place("initial_hamza", "الى", "زيارة", "القاهرة")]
    assert articles.without_ignored(found("initial_hamza", version(text)), ignored) == []


@pytest.mark.parametrize("text", ["ذهب الى دمشق", "زيارة اسرائيل القاهرة"])
def test_another_finding_is_not_ignored(text: str) -> None:
    ignored = [articles.Place("initial_hamza", "الى", "زيارة", "القاهرة")]
    assert articles.without_ignored(found("initial_hamza", version(text)), ignored)


def test_ignoring_one_rule_leaves_the_others() -> None:
    ignored = [articles.Place("word_ending", "الى", "زيارة", "القاهرة")]
    assert articles.without_ignored(found("initial_hamza", version("زيارة الى")), ignored)


@pytest.mark.django_db
def test_a_version_knows_its_pictures_tags_and_section(content: Content) -> None:
    picture = factories.ImageFactory(alt_ar="", alt_en="A bridge", credit="وكالة")
    tag = factories.TagFactory(name_ar="إيران")
    data = contents.clean(
        content(lead_image=picture.pk, tags=[tag.pk], section=None, headline_en="A visit")
    )
    arabic, english = articles.versions(data)
    assert (arabic.pictures[0].alt, english.pictures[0].alt) == ("", "A bridge")
    assert arabic.tags == ("إيران",)
    assert not arabic.has_section


@pytest.mark.django_db
def test_pictures_in_the_body_are_known(content: Content) -> None:
    picture = factories.ImageFactory(alt_ar="جسر")
    body = (
        f'<p>نص</p><figure data-image="{picture.pk}"></figure><figure data-image="99999"></figure>'
    )
    [version_] = articles.versions(contents.clean(content(body_ar=body)))
    assert [each.alt for each in version_.pictures] == ["جسر"]


@pytest.mark.django_db
def test_all_fields_but_the_slug_are_read(content: Content) -> None:
    [version_] = articles.versions(contents.clean(content(kicker_ar="الى", slug_ar="الى")))
    assert [mark.field for mark in check(version_, ("initial_hamza",))] == ["kicker"]


def test_without_blocking_rules_submission_costs_one_query(
    draft: Article, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert draft.latest_revision is not None
    with django_assert_num_queries(1):
        articles.refuse_text_faults(draft, draft.latest_revision)


def test_without_an_article_nothing_is_ignored(
    django_assert_num_queries: DjangoAssertNumQueries, db: None
) -> None:
    with django_assert_num_queries(0):
        assert articles.ignored_places(None) == []
