"""Twelve people type and save in one article at one moment, on a real PostgreSQL."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article, Autosave, Revision
from newsroom.accounts.models import User
from tests.admin.forms import posted
from tests.conftest import NOW
from tests.test_simultaneous import on_postgresql, together

pytestmark = [on_postgresql, pytest.mark.django_db(transaction=True)]
PEOPLE = 12
PARAGRAPHS = [f"فقرة رقم {number} كما كتبها أول من فتح المقال." for number in range(PEOPLE)]


class Writer:
    """One of them, with a browser, a form that was shown at the start, and its key."""

    def __init__(self, number: int, article: Article) -> None:
        self.number, self.article, self.key = number, article, f"{number:032x}"
        self.user = User.objects.create_superuser(f"writer-{number}", password="x")
        self.client = Client()
        self.client.force_login(self.user)
        self.base = article.latest_revision_id
        self.data = article.latest_revision.data if article.latest_revision else {}

    def body(self, changed: int) -> str:
        """The body as it was shown, with this person's words in one paragraph."""
        words = [
            f"{text} {self.words}" if n == changed else text for n, text in enumerate(PARAGRAPHS)
        ]
        return "".join(f"<p>{text}</p>" for text in words)

    @property
    def words(self) -> str:
        return f"وأضاف الكاتب رقم {self.number}"

    def form(self, changed: int) -> dict[str, Any]:
        sent = posted(self.data, base=self.base, body_ar=self.body(changed))
        return sent | {"form_key": self.key, "text_number": 2}

    def autosave(self, changed: int) -> bool:
        """Keep what was typed, as the writing screen does; whether it was called saved."""
        fields = {
            name: value if isinstance(value, list) else [str(value)]
            for name, value in self.form(changed).items()
        }
        message = {"form_key": self.key, "number": 1, "person": self.user.pk, "continues": ""}
        url = f"/admin/articles/article/{self.article.pk}/autosave/"
        sent = json.dumps(message | {"fields": fields})
        answer = self.client.post(url, sent, content_type="application/json")
        return bool(answer.json()["is_kept"])

    def save(self, changed: int) -> Any:
        """Type and press «حفظ»; the answer, with the pages it leads to."""
        assert self.autosave(changed)
        url = f"/admin/articles/article/{self.article.pk}/change/"
        return self.client.post(url, self.form(changed), follow=True)


@pytest.fixture
def writers(editor: User, content: Callable[..., Any]) -> list[Writer]:
    body = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)
    article = workflow.create(by=editor, data=content(body_ar=body), at=NOW)
    return [Writer(number, article) for number in range(PEOPLE)]


def test_twelve_saves_of_different_paragraphs_are_all_in_the_text(writers: list[Writer]) -> None:
    answers = together(*(lambda each=each: each.save(each.number) for each in writers))

    text = Article.objects.get().latest_revision.data["body_ar"]
    assert [each.words in text for each in writers] == [True] * PEOPLE
    assert [answer.status_code for answer in answers] == [200] * PEOPLE
    assert not Autosave.objects.exists()
    assert Revision.objects.filter(is_conflict=True).count() == PEOPLE - 1
    assert not Revision.objects.unmerged().exists()
    told = [b"compare/?old=" in answer.content for answer in answers]
    assert sum(told) == PEOPLE - 1


def test_twelve_saves_of_one_paragraph_are_all_kept_and_eleven_are_told(
    writers: list[Writer],
) -> None:
    answers = together(*(lambda each=each: each.save(0) for each in writers))

    texts = [revision.data["body_ar"] for revision in Revision.objects.all()]
    assert [any(each.words in text for text in texts) for each in writers] == [True] * PEOPLE
    led_to_merge = ["/merge/" in answer.redirect_chain[-1][0] for answer in answers]
    assert sum(led_to_merge) == PEOPLE - 1
    assert not Autosave.objects.exists()
