"""Every migration of every app goes back and forward again without losing data."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections

SCRIPT = """
import django; django.setup()
from tests.newsroom import roundtrip
roundtrip.main()
"""
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def empty_database(tmp_path: Path, django_db_blocker: pytest.FixtureRequest) -> Iterator[str]:
    """The DATABASE_URL of an empty database of the same engine."""
    if connection.vendor == "sqlite":
        yield f"sqlite:///{tmp_path / 'roundtrip.sqlite3'}"
        return
    name = f"roundtrip_{uuid4().hex[:12]}"
    given = os.environ["DATABASE_URL"]
    settings = connections.settings["default"]
    with django_db_blocker.unblock():
        creation = connection.creation
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
        assert settings["ENGINE"].endswith("postgresql")
        yield f"{given.rpartition('/')[0]}/{name}"
        with creation._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


@pytest.mark.engine
@pytest.mark.longest
def test_every_migration_goes_back_and_forward_with_data(empty_database: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=ROOT,
        env=os.environ
        | {"DATABASE_URL": empty_database, "DJANGO_SETTINGS_MODULE": "newsroom.settings"},
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert (done.stdout, done.returncode) == ("", 0), done.stderr[-2000:]
