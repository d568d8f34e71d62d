from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.templatetags.wording import iso
from newsroom.accounts.models import User


def test_scheduled_article_is_listed_with_the_moment_of_its_publication(
    signed_in: Callable[[User], Client], editor: User, draft: Article
) -> None:
    moment = timezone.now() + timedelta(days=2)
    workflow.schedule(draft, moment=moment, by=editor)

    assert f'<time datetime="{iso(moment)}">' in signed_in(editor).get("/admin/").text
