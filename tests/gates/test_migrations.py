"""The migrations make the tables that the models describe."""

import sys

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from articles.models import Section, TagRedirect
from tests import factories


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_missing_migration_is_reported(monkeypatch):
    monkeypatch.setattr(Section._meta.get_field("colour"), "max_length", 11)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_address_of_two_languages_is_one_of_the_first_tag_when_languages_go():
    rows = [
        TagRedirect.objects.create(slug=slug, language=language, tag=factories.TagFactory())
        for slug, language in [("bbc", "en"), ("bbc", "ar"), ("beeb", "ar")]
    ]
    found = MigrationLoader(None).disk_migrations
    name = next(name for _app, name in found if name.endswith("tag_address_languages"))
    sys.modules[f"articles.migrations.{name}"].one_of_each(apps, None)
    assert list(TagRedirect.objects.order_by("pk")) == [rows[0], rows[2]]
