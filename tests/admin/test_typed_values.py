"""Values of the article's form that are refused, or saved with a warning."""

import re
from collections.abc import Callable

from django.test import Client

from articles.models import Article
from newsroom.accounts.models import User
from tests.admin.test_article_form import newest, page, save

SignIn = Callable[[User], Client]


def test_line_that_is_too_long_is_refused_whole_and_not_cut_by_the_browser(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    answer = save(signed_in(journalist), draft, standfirst_ar="س" * 601)
    assert "601" in answer.content.decode()
    for name in ("kicker_ar", "headline_ar", "standfirst_ar", "seo_title_ar"):
        assert "maxlength" not in str(answer.context["form"][name])


def test_expiry_that_is_past_is_saved_with_a_warning(
    signed_in: SignIn, journalist: User, draft: Article
) -> None:
    client = signed_in(journalist)
    save(client, draft, expires_at="1/1/2020 10:00")
    assert newest(draft)["expires_at"] == "2020-01-01T08:00:00+00:00"
    said = [(each.level_tag, each.message) for each in client.get(page(draft)).context["messages"]]
    assert ("warning", "\u206601/01/2020 10:00\u2069") in [
        (level, next(iter(re.findall("\u2066.*\u2069", text)), "")) for level, text in said
    ]
    save(client, draft, expires_at="1/1/2120 10:00")
    assert "warning" not in {each.level_tag for each in client.get(page(draft)).context["messages"]}
