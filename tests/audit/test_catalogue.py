"""Every model of the database is recorded, or it is said why not."""

from django.apps import apps
from django.core.management import get_commands

from newsroom.audit import wording
from newsroom.audit.catalogue import AUDITED, BULK_COMMANDS, BY_MEANING, NOT_AUDITED, RELATIONS
from newsroom.audit.values import words

LISTS = (AUDITED, RELATIONS, BY_MEANING, NOT_AUDITED)


def unlisted(labels):
    """The labels that are on none of the lists."""
    return sorted(set(labels) - {label for each in LISTS for label in each})


def test_every_model_is_recorded_or_has_a_reason():
    models = apps.get_models(include_auto_created=True)
    labels = [model._meta.label for model in models]
    assert unlisted(label for label in labels if not label.startswith("tests.")) == []


def test_model_on_no_list_is_reported():
    assert unlisted(["articles.Poll", "articles.Tag"]) == ["articles.Poll"]


def test_no_model_is_on_two_lists_and_every_listed_one_exists():
    labels = [label for each in LISTS for label in each]
    assert sorted(set(labels)) == sorted(labels)
    assert [label for label in labels if apps.get_model(label) is None] == []


def test_every_field_that_is_compared_is_one_of_the_model():
    for label, audited in AUDITED.items():
        model = apps.get_model(label)
        for name in audited.compared:
            assert model._meta.get_field(name).concrete, name
        row = model()
        plain = [name for name in audited.fields if not model._meta.get_field(name).is_relation]
        assert all(isinstance(words(row, name), str | int | list | None) for name in plain)


def test_every_bulk_command_is_one_of_ours_and_every_action_has_its_word():
    assert set(get_commands()) >= BULK_COMMANDS
    assert all(str(label) for label in wording.ACTIONS.values())
