"""The server of the tests is like the one that is deployed."""

import sqlite3

import pytest
from django.db import connection


@pytest.mark.skipif(connection.vendor != "sqlite", reason="other engines have no shared memory")
def test_threads_of_the_server_have_connections_of_their_own(db: None) -> None:
    # One connection in memory would be shared, which two requests at one moment break.
    file = connection.settings_dict["NAME"]
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as another:
        assert another.execute("SELECT COUNT(*) FROM django_migrations").fetchone()[0] > 0
