"""What opening the page of an article costs."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from articles import suggestions, workflow
from articles.models import Article
from articles.suggestions import Typed
from newsroom.accounts.models import User
from tests import factories

SignIn = Callable[[User], Client]


def test_change_page_costs_a_bounded_number_of_queries(
    signed_in: SignIn,
    editor: User,
    draft: Article,
    published: Callable[..., Article],
    django_assert_max_num_queries: Any,
) -> None:
    client, path = signed_in(editor), f"/admin/articles/article/{draft.pk}/change/"
    tags = [factories.TagFactory().pk for _n in range(3)]
    pins = [published().pk for _n in range(3)]
    more = {"tags": tags, "pins": pins, "lead_image": factories.ImageFactory().pk}
    data = draft.latest_revision.data if draft.latest_revision else {}
    english = {"headline_en": "A new line opens", "body_en": "<p>It opened on Monday.</p>"}
    base = draft.latest_revision_id
    workflow.save(draft, by=editor, data=data | more | english, base=base)

    with django_assert_max_num_queries(14):
        client.get(path)

    live = workflow.publish(draft, by=editor)
    typed = Typed("a" * 32, 1, live.latest_revision_id or 0, 0, {"headline": "عنوان أقصر"})
    suggestions.keep(live, "ar", by=editor, typed=typed, at=timezone.now())
    with django_assert_max_num_queries(15):
        assert client.get(path).context["suggestions"]
