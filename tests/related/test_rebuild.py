from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command

from articles import workflow
from articles.models import Tag
from articles.related import engine, rebuild
from articles.related.document_frequencies import total_key
from articles.related.models import IndexedTerm, Profile, RelatedLink, TermCount
from articles.related.term_vectors import term_id
from newsroom.accounts.models import User
from tests.conftest import NOW
from tests.related.conftest import FOOTBALL, WATER, WATER_TOO, Write


def stored() -> set[tuple[Any, ...]]:
    links = RelatedLink.objects.values_list("source", "target", "language", "score", "pinned")
    return set(links) | set(IndexedTerm.objects.values_list("term", "day", "article"))


def test_rebuild_gives_the_lists_of_recomputing_one_by_one(write: Write, tag: Tag) -> None:
    first = write(WATER, tags=[tag.pk])
    other = write(FOOTBALL, tags=[tag.pk], pins=[first.pk])
    second = write(WATER_TOO)
    for article in (first, other, second, first, other):
        engine.recompute(article.pk)
    one_by_one = stored()
    assert rebuild.rebuild_lists() == 3
    assert stored() == one_by_one


def test_what_is_no_longer_published_is_dropped(write: Write, editor: User) -> None:
    first = write(WATER)
    write(WATER_TOO)
    rebuild.rebuild_lists()
    workflow.withdraw(first, by=editor, at=NOW)
    rebuild.rebuild_lists()
    assert not RelatedLink.objects.exists()
    assert not Profile.objects.filter(article=first).exists()


def test_published_meanwhile_is_related_too(write: Write) -> None:
    first = write(WATER)

    def publish_another(language: str, done: int, total: int) -> None:
        write(WATER_TOO)

    rebuild.rebuild_lists(publish_another)
    assert RelatedLink.objects.filter(source=first).exists()


def test_command_says_how_far_it_is(
    write: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    write(WATER)
    call_command("relate")
    assert "ar: 1/1" in capsys.readouterr().out


def test_interrupted_rebuild_is_resumed(write: Write) -> None:
    first = write(WATER)
    rebuild.rebuild_lists()
    second = write(WATER_TOO)
    assert rebuild.rebuild_lists(resume=True) == 1
    links = RelatedLink.objects.values_list("source", flat=True)
    assert list(links) == [second.pk]
    assert first.pk not in links


def test_command_does_nothing_when_every_list_is_there(
    write: Callable[..., object], capsys: pytest.CaptureFixture[str]
) -> None:
    write(WATER)
    call_command("relate")
    capsys.readouterr()
    call_command("relate", "--if-needed")
    assert capsys.readouterr().out == ""


def test_counts_follow_what_is_there(write: Write, editor: User) -> None:
    first, second = write(WATER), write(WATER_TOO)
    rebuild.rebuild_lists()
    rebuild.rebuild_lists()
    term = term_id("@" + str(first.pk), "ar")
    assert TermCount.objects.get(pk=term).articles == 1
    assert TermCount.objects.get(pk=total_key("ar")).articles == 2
    engine.remove(second.pk)
    assert TermCount.objects.get(pk=total_key("ar")).articles == 1
