"""The migrations make the tables that the models describe."""

import pytest
from django.core.management import call_command

from articles.models import Section


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_missing_migration_is_reported(monkeypatch):
    monkeypatch.setattr(Section._meta.get_field("colour"), "max_length", 11)
    with pytest.raises(SystemExit):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)
