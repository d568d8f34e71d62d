"""A day of an editor who is bound to sport: their lists, their verbs, and what is not theirs."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from articles import workflow
from articles.models import Article, Section
from newsroom.accounts.models import User

SignIn = Callable[[User], Client]


@pytest.fixture
def submitted(journalist: User, content: Any, section: Section, sport: Section) -> list[Article]:
    """An article of sport and one of economy, which wait for review."""
    rows = [
        workflow.create(by=journalist, data=content(section=place.pk, headline_ar=place.name_ar))
        for place in (sport, section)
    ]
    return [workflow.submit(row, by=journalist) for row in rows]


def test_editor_of_sport_finds_what_waits_in_sport_publishes_it_and_nothing_elsewhere(
    signed_in: SignIn, section_editor: User, submitted: list[Article]
) -> None:
    ours, theirs = submitted
    client = signed_in(section_editor)
    lists = client.get("/admin/").context["lists"]
    waiting = {row.pk for each in lists for row, *_ in each["rows"]}
    assert waiting == {ours.pk}
    page = f"/en/admin/articles/article/{theirs.pk}/"
    assert "do/publish/" not in client.get(f"{page}change/").content.decode()
    refused = client.post(f"{page}do/publish/", {"languages": ["ar"]}, follow=True).content.decode()
    assert "a section in which you work on your own articles only" in refused
    client.post(f"/admin/articles/article/{ours.pk}/do/publish/", {"languages": ["ar"]})
    states = [Article.objects.get(pk=row.pk).state for row in submitted]
    assert states == ["published", "submitted"]
