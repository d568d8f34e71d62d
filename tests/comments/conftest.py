"""Comments on an article of the journalist's, and the calls by which people write them."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article
from newsroom.accounts.models import User
from tests.conftest import NOW

BODY = "<p>يبدأ المشروع في يناير المقبل.</p><p>وقال الوزير إن التمويل مضمون.</p>"
QUOTE = {"field": "body_ar", "exact": "التمويل مضمون", "prefix": "الوزير إن ", "suffix": "."}
KEYS = count(1)

type Post = Callable[..., Any]


@pytest.fixture
def article(journalist: User, content: Callable[..., dict[str, Any]]) -> Article:
    return workflow.create(by=journalist, data=content(body_ar=BODY), at=NOW)


@pytest.fixture
def path(article: Article) -> str:
    return f"/admin/articles/article/{article.pk}/comments/"


@pytest.fixture
def post(path: str) -> Post:
    """Sends what the screen of a signed-in person sends; keywords replace single values."""

    def send(user: User, action: str, **more: Any) -> Any:
        client = Client()
        client.force_login(user)
        data = {"action": action, "person": user.pk, "key": f"key-{next(KEYS)}"} | more
        return client.post(path, json.dumps(data), content_type="application/json")

    return send


@pytest.fixture
def start(post: Post) -> Callable[..., dict[str, Any]]:
    """Begins a thread on words of the body; the thread as it is answered."""

    def begin(user: User, text: str = "ما مصدر هذا؟", **more: Any) -> dict[str, Any]:
        answer = post(user, "start", **QUOTE | {"text": text} | more)
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = answer.json()["threads"][-1]
        return found

    return begin
