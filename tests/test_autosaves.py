"""Texts of one form that arrive at one moment, and beside the save that holds them."""

import threading
from functools import partial
from typing import Any

import pytest
from django.db import transaction

from articles import autosaves
from articles.models import Autosave, Submission
from newsroom.accounts.models import User
from tests.test_simultaneous import on_postgresql, together

KEY = "0123456789abcdef" * 2


def keep(user: User, number: int) -> bool:
    version = autosaves.TextVersion(KEY, number)
    fields = {"headline_ar": [f"نص {number}"]}
    return autosaves.keep(None, by=user, version=version, fields=fields)


@pytest.mark.django_db(transaction=True)
def test_newest_of_many_texts_at_one_moment_stands(editor: User) -> None:
    together(*(partial(keep, editor, number) for number in (3, 6, 1, 5, 2, 4)))

    assert Autosave.objects.get().headline == "نص 6"


@on_postgresql
@pytest.mark.django_db(transaction=True)
def test_text_kept_while_its_form_is_being_saved_is_not_shown_as_unsaved(editor: User) -> None:
    is_deleted, is_kept = threading.Event(), threading.Event()

    def save() -> Any:
        with transaction.atomic():
            Submission.objects.create(user=editor, key=KEY, digest="x", target="1", number=2)
            autosaves.take_away(by=editor, version=autosaves.TextVersion(KEY, 2))
            is_deleted.set()
            is_kept.wait(20)

    def type_on() -> Any:
        is_deleted.wait(20)
        keep(editor, 2)
        is_kept.set()

    together(save, type_on)
    assert not Autosave.objects.unsaved().exists()
    assert autosaves.forget_saved() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("text", [None, "", "-1", "1.5", "٣", "9" * 30, True, [1]])
def test_count_that_is_no_number_of_a_browser_is_nothing(text: object) -> None:
    assert autosaves.client_number(text) == 0


def test_form_continues_as_many_texts_as_it_names() -> None:
    text = f"{KEY}:5 x {'ab' * 16}:7 {KEY}:x"
    assert [each.number for each in autosaves.continued_versions(text)] == [5, 7]
