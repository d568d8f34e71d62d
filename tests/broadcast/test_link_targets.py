"""A status leads readers to an article while they may read it, and no longer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import workflow
from articles.broadcast import statuses
from articles.broadcast.link_targets import parse_article_link
from articles.broadcast.models import BroadcastStatus
from articles.models import Article, SiteState
from newsroom.accounts.models import User
from tests import factories
from tests.broadcast.conftest import HOUR

Make = Callable[..., BroadcastStatus]
SignIn = Callable[[User], Client]
SAID = "يشير إلى مقال لا يستطيع القراء قراءته الآن"


@pytest.fixture
def article(published: Callable[..., Article]) -> Article:
    return published(at=timezone.now() - HOUR)


@pytest.fixture
def breaking(status: Make, article: Article) -> BroadcastStatus:
    """Breaking news of the whole site that leads to the article."""
    started = timezone.now() - timedelta(minutes=1)
    link = article.url("ar")
    new = status("breaking", starts_at=started, ends_at=started + HOUR, link=link, text_ar="نبأ")
    new.save()
    return new


def shown(client: Client) -> Any:
    """What the front page shows of the breaking news: its words, and whether they lead on."""
    html = client.get("/").text
    bar = html[html.index('data-status="breaking"') :].partition("</aside>")[0]
    return "نبأ" in bar, "href=" in bar


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ("/articles/12/x/", (12, "ar")),
        ("/en/articles/12/x/", (12, "en")),
        ("/a/12", (12, "ar")),
        ("/articles/12/", (12, "ar")),
        ("/a/12?from=push#top", (12, "ar")),
        ("https://news.example/en/a/12", (12, "en")),
        ("https://elsewhere.example/a/12", None),
        ("/sections/economy/", None),
        ("/articles/", None),
        ("", None),
    ],
)
def test_link_to_an_article_is_known(settings: Any, link: str, place: Any) -> None:
    settings.SITE_URL = "https://news.example"
    assert parse_article_link(link) == place


def test_breaking_news_leads_to_the_live_article(client: Client, breaking: Any) -> None:
    assert shown(client) == (True, True)


@pytest.mark.parametrize("verb", ["withdraw", "kill"])
def test_breaking_news_does_not_lead_to_what_is_gone(
    client: Client, breaking: Any, article: Article, chief: User, verb: str
) -> None:
    shown(client)  # remembered by the process from now on
    reason = {"reason": "تشهير"} if verb == "kill" else {}
    getattr(workflow, verb)(article, by=chief, **reason)
    assert shown(client) == (True, False)


def test_breaking_news_leads_to_the_article_again_when_it_returns(
    client: Client, breaking: Any, article: Article, editor: User
) -> None:
    workflow.withdraw(article, by=editor)
    shown(client)
    workflow.publish(article, by=editor)
    assert shown(client) == (True, True)


def test_breaking_news_does_not_lead_to_an_article_that_does_not_exist(
    client: Client, breaking: BroadcastStatus
) -> None:
    breaking.link = "/a/999999"
    breaking.save()
    assert shown(client) == (True, False)


def test_link_ends_in_the_second_in_which_the_article_expires(
    breaking: BroadcastStatus, article: Article, editor: User
) -> None:
    expires = timezone.now() + timedelta(minutes=10)
    factories.revise(article, editor, expires_at=expires)
    workflow.update(article, by=editor)
    known = statuses.load_statuses()
    before = statuses.page_notices(known, at=expires - timedelta(seconds=1), language="ar")
    after = statuses.page_notices(known, at=expires, language="ar")
    assert [page.breaking and bool(page.breaking.link) for page in (before, after)] == [True, False]


def test_open_pages_are_told_when_the_article_expires(
    client: Client, breaking: BroadcastStatus, article: Article, editor: User
) -> None:
    factories.revise(article, editor, expires_at=timezone.now() + timedelta(minutes=10))
    workflow.update(article, by=editor)
    assert 590 < client.get("/status.json").json()["next_change_seconds"] <= 600


def test_link_of_another_language_follows_that_language(
    breaking: BroadcastStatus, article: Article, client: Client
) -> None:
    """The article has no English: under /en/ it does not exist."""
    breaking.link = f"/en/a/{article.pk}"
    breaking.save()
    assert shown(client) == (True, False)


def test_open_pages_hear_that_the_article_is_gone(
    client: Client, breaking: Any, article: Article, editor: User
) -> None:
    workflow.withdraw(article, by=editor)
    assert client.get("/status.json").json()["breaking"]["link"] == ""


def test_question_costs_a_second_query_while_a_status_leads_to_an_article(
    client: Client, breaking: Any, django_assert_num_queries: Callable[..., Any]
) -> None:
    with django_assert_num_queries(2):
        client.get("/status.json")


def test_page_that_remembers_the_site_costs_no_more_for_the_link(
    client: Client, breaking: Any
) -> None:
    def queries() -> int:
        client.get("/")  # remembers the site
        with CaptureQueriesContext(connection) as caught:
            client.get("/")
        return len(caught)

    with_link = queries()
    breaking.delete()
    assert with_link == queries()


def test_article_to_which_nothing_leads_changes_no_page(article: Article, editor: User) -> None:
    before = SiteState.objects.filter(pk=1).values_list("version", flat=True).first()
    workflow.withdraw(article, by=editor)
    after = SiteState.objects.filter(pk=1).values_list("version", flat=True).first()
    assert (before or 1) == after


@pytest.mark.parametrize("path", ["", "articles_broadcast/broadcaststatus/"])
def test_desk_says_which_status_leads_nowhere(
    signed_in: SignIn, breaking: Any, article: Article, editor: User, path: str
) -> None:
    client = signed_in(editor)
    assert SAID not in client.get(f"/admin/{path}").text
    workflow.withdraw(article, by=editor)
    assert SAID in client.get(f"/admin/{path}").text


def test_desk_says_it_when_the_status_is_saved(
    signed_in: SignIn, editor: User, article: Article
) -> None:
    workflow.withdraw(article, by=editor)
    now = timezone.localtime()
    empty = ("label_ar", "label_en", "text_en", "stream_url", "article", "section", "ends_at")
    sent = dict.fromkeys(empty, "") | {
        "kind": "breaking",
        "scope": "site",
        "priority": "100",
        "text_ar": "نبأ",
        "link": article.url("ar"),
        "starts_at": f"{now:%Y-%m-%dT%H:%M:%S}",
    }
    path = "/admin/articles_broadcast/broadcaststatus/add/"
    answer = signed_in(editor).post(path, sent, follow=True)
    assert answer.text.count(SAID) == 1


def test_form_of_the_status_says_it(
    signed_in: SignIn, editor: User, breaking: Any, article: Article
) -> None:
    workflow.withdraw(article, by=editor)
    path = f"/admin/articles_broadcast/broadcaststatus/{breaking.pk}/change/"
    assert signed_in(editor).get(path).text.count(SAID) == 1
