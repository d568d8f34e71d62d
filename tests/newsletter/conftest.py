"""Subscribers, a corrected article, and the mail server of the notifications' tests."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles import workflow
from articles.models import Article
from articles.newsletter.models import Subscription
from newsroom.accounts.models import User
from tests.notifications.conftest import MailServer, mail_server

__all__ = ["MailServer", "mail_server"]


def subscribe(name: str, *, language: str = "ar", **more: Any) -> Subscription:
    """A confirmed subscriber to corrections."""
    at = timezone.now() - timedelta(hours=1)
    fields = {"asked_at": at, "confirmed_at": at} | more
    return Subscription.objects.create(
        address=f"{name}@example.com", topic="corrections", language=language, **fields
    )


def text_of(message: Any) -> str:
    """The plain part of a mail."""
    text: str = message.get_body(("plain",)).get_content()
    return text


@pytest.fixture
def corrected(published: Any, chief: User) -> Article:
    """Published and corrected a moment ago."""
    article: Article = published()
    return workflow.correct(article, by=chief, notes={"ar": "كان العدد مئة لا ألفا"})
