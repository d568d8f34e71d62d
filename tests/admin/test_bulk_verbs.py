"""A verb for several articles of the list, and the verbs that a row offers."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.admin import row_verbs
from articles.admin.verbs import VERB_PAGES
from articles.models import Article, Presence
from articles.templatetags.wording import date_time
from articles.workflow.rules import with_unsettled
from newsroom.accounts.models import User
from tests import factories
from tests.conftest import person

LIST = "/admin/articles/article/"
SignIn = Callable[[User], Client]
Make = Callable[..., dict[str, Any]]


def choose(client: Client, verb: str, articles: list[Article]) -> Any:
    """Choose the articles in the list, and the verb."""
    sent = {"action": verb, "_selected_action": [row.pk for row in articles], "index": "0"}
    return client.post(LIST, sent)


def do(client: Client, page: Any, verb: str, **more: str) -> Any:
    """Send the form of the page as it stands."""
    versions = [version for _row, version, *_ in page.context["rows"]]
    return client.post(f"{LIST}bulk/{verb}/", {"article": versions, "note": ""} | more)


def outcome(report: Any) -> tuple[list[Article], list[Article]]:
    finished, refused = (report.context[name] for name in ("finished", "refused"))
    return [each.article for each in finished], [each.article for each in refused]


@pytest.fixture
def drafts(editor: User, content: Make) -> list[Article]:
    return [workflow.create(by=editor, data=content()) for _number in range(2)]


def test_what_can_be_done_is_done_and_what_is_refused_is_named_with_the_verbs_words(
    signed_in: SignIn, editor: User, drafts: list[Article], live: Article
) -> None:
    client = signed_in(editor)
    incomplete = workflow.create(by=editor, data={"headline_ar": "بلا نص"})
    page = choose(client, "submit", [*drafts, live, incomplete])
    report = do(client, page, "submit", note="للمراجعة")
    done, refused = outcome(report)
    assert (set(done), set(refused)) == (set(drafts), {live, incomplete})
    assert {row.state for row in Article.objects.filter(pk__in=[d.pk for d in drafts])} == {
        "submitted"
    }
    words = {each.article: each.reason for each in report.context["refused"]}
    assert "إرسال للمراجعة" in words[live] or "Submit" in words[live]
    assert words[incomplete].startswith("ما زال ينقص")
    assert f'href="{LIST}{live.pk}/change/"' in report.text
    assert drafts[0].transitions.latest("pk").note == "للمراجعة"


def test_article_that_was_changed_since_the_page_is_refused_alone(
    signed_in: SignIn, editor: User, drafts: list[Article]
) -> None:
    client = signed_in(editor)
    page = choose(client, "publish", drafts)
    factories.revise(drafts[0], editor, headline_ar="عنوان أحدث")
    done, refused = outcome(do(client, page, "publish"))
    assert (done, refused) == ([drafts[1]], [drafts[0]])


def test_nothing_is_sent_back_without_a_note(
    signed_in: SignIn, editor: User, submitted: Article
) -> None:
    client = signed_in(editor)
    page = choose(client, "send_back", [submitted])
    again = do(client, page, "send_back")
    report = do(client, again, "send_back", note="أعد المقدمة")
    assert again.context["form"].errors.keys() == {"note"}
    assert outcome(report)[0] == [submitted]


def test_form_that_arrives_twice_is_done_once(
    signed_in: SignIn, editor: User, drafts: list[Article]
) -> None:
    client = signed_in(editor)
    page = choose(client, "submit", drafts)
    for _number in range(2):
        answer = do(client, page, "submit", form_key="a" * 32)
    assert (answer.status_code, drafts[0].transitions.filter(verb="submit").count()) == (302, 1)


def test_role_chooses_among_its_own_verbs_only(
    signed_in: SignIn, journalist: User, administrator: User, draft: Article
) -> None:
    def offered(user: User) -> list[str]:
        form = signed_in(user).get(LIST).context["action_form"]
        return [name for name, _label in form.fields["action"].choices if name] if form else []

    assert (offered(journalist), offered(administrator)) == (["submit"], [])
    client = signed_in(journalist)
    sent = {"article": [f"{draft.pk}:"], "note": ""}
    answers = [client.post(f"{LIST}bulk/{verb}/", sent) for verb in ("publish", "kill")]
    assert [answer.status_code for answer in answers] == [403, 404]


def test_page_of_a_verb_costs_the_same_for_one_article_and_for_many(
    signed_in: SignIn, editor: User, content: Make
) -> None:
    client = signed_in(editor)
    articles = [workflow.create(by=editor, data=content()) for _number in range(6)]

    def queries(chosen: list[Article]) -> int:
        with CaptureQueriesContext(connection) as caught:
            assert choose(client, "approve", chosen).status_code == 200
        return len(caught)

    queries(articles[:1])
    assert queries(articles) == queries(articles[:1]) <= 15


def test_row_offers_what_the_verbs_allow_and_costs_no_query(
    journalist: User, editor: User, chief: User, colleague: User, content: Make
) -> None:
    now = timezone.now()
    bound = person("nada", "editor")
    bound.sections.add(factories.SectionFactory())
    make = [workflow.create(by=journalist, data=content()) for _number in range(5)]
    workflow.submit(make[1], by=journalist)
    workflow.publish(make[2], by=editor)
    workflow.withdraw(workflow.publish(make[3], by=editor), by=editor)
    workflow.kill(make[4], by=chief, reason="خطأ")
    rows = with_unsettled(Article.objects.all()).order_by("pk")
    people = [
        User.objects.get(pk=each.pk) for each in (journalist, editor, chief, colleague, bound)
    ]
    allowed = {
        (row.pk, user.pk): [
            verb for verb in workflow.verbs_for(row, user, at=now) if verb in VERB_PAGES
        ]
        for row in rows
        for user in people
    }
    listed = {
        user: list(rows.annotate(is_contributor=Q(pk__in=Article.objects.of(user).values("pk"))))
        for user in people
    }
    with CaptureQueriesContext(connection) as caught:
        found = {
            (row.pk, user.pk): [verb for verb, _label in row_verbs.offered(row, user, at=now)]
            for user in people
            for row in listed[user]
        }
    assert (found, len(caught)) == (allowed, 0)


def test_list_links_a_row_to_the_pages_of_its_verbs(
    signed_in: SignIn, editor: User, submitted: Article
) -> None:
    html = signed_in(editor).get(LIST).text
    assert f'href="{LIST}{submitted.pk}/do/approve/"' in html


def test_page_quotes_the_note_with_which_an_article_was_sent_back(
    signed_in: SignIn, editor: User, submitted: Article
) -> None:
    workflow.send_back(submitted, by=editor, note="أعد المقدمة")
    assert "أعد المقدمة" in choose(signed_in(editor), "submit", [submitted]).text


def test_article_that_the_verb_would_refuse_is_not_chosen_and_says_why(
    signed_in: SignIn, chief: User, drafts: list[Article]
) -> None:
    workflow.submit(drafts[0], by=chief)
    page = choose(signed_in(chief), "send_back", drafts[:2]).content.decode()
    assert re.findall(r'name="article" value="(\d+):[^"]*"( checked)?', page) == [
        (str(drafts[0].pk), " checked"),
        (str(drafts[1].pk), ""),
    ]
    assert page.count("«إعادة إلى الكاتب»") == 1


@pytest.mark.parametrize(("verb", "times"), [("publish", 1), ("submit", 0)])
def test_page_says_what_would_be_published_although_nobody_approved_it(
    signed_in: SignIn, chief: User, drafts: list[Article], verb: str, times: int
) -> None:
    workflow.submit(drafts[0], by=chief)
    workflow.approve(drafts[0], by=chief)
    rows = choose(signed_in(chief), verb, drafts[:2]).context["rows"]
    assert [row.is_unapproved for row in rows].count(True) == times


def test_note_is_no_longer_quoted_once_the_article_was_submitted_again(
    signed_in: SignIn, editor: User, submitted: Article
) -> None:
    workflow.send_back(submitted, by=editor, note="أعد المقدمة")
    workflow.submit(submitted, by=editor)
    assert "أعد المقدمة" not in choose(signed_in(editor), "approve", [submitted]).text


def test_page_says_when_an_article_and_its_change_are_scheduled_in_local_time(
    signed_in: SignIn, editor: User, live: Article, content: Make
) -> None:
    moment = timezone.now().replace(microsecond=0) + timedelta(days=3)
    article = workflow.create(by=editor, data=content())
    workflow.schedule(article, by=editor, moment=moment)
    factories.revise(live, editor, headline_ar="عنوان أحدث")
    workflow.update(live, by=editor, moment=moment + timedelta(hours=1))
    text = choose(signed_in(editor), "withdraw", [live, article]).text
    assert date_time(moment) in text
    assert date_time(moment + timedelta(hours=1)) in text


def test_page_names_the_embargo_and_who_has_the_article_open(
    signed_in: SignIn, editor: User, journalist: User, content: Make
) -> None:
    until = timezone.now().replace(microsecond=0) + timedelta(days=2)
    article = workflow.create(by=journalist, data=content(embargo_until=until.isoformat()))
    for who in (journalist, editor):
        Presence.objects.note(article, who.pk, field="headline_ar", at=timezone.now())
    [row] = choose(signed_in(editor), "submit", [article]).context["rows"]
    assert (row.embargo, row.writers) == (until, [str(journalist)])


def test_page_says_that_a_scheduled_article_was_edited_since(
    signed_in: SignIn, editor: User, draft: Article
) -> None:
    workflow.schedule(draft, by=editor, moment=timezone.now() + timedelta(days=3))
    factories.revise(draft, editor, headline_ar="عنوان أحدث")
    [row] = choose(signed_in(editor), "withdraw", [draft]).context["rows"]
    assert (row.state, row.has_unpublished_changes) == ("scheduled", True)


def test_note_is_counted_by_the_page_and_one_that_is_too_long_is_refused_with_the_count(
    signed_in: SignIn, editor: User, drafts: list[Article]
) -> None:
    client = signed_in(editor)
    page = choose(client, "submit", drafts)
    again = do(client, page, "submit", note="ن" * 2001)
    assert 'data-limit="2000"' in page.text
    assert "maxlength" not in page.text
    assert "2001" in again.context["form"].errors["note"][0]
