"""What the log says, in short."""

from collections.abc import Callable
from typing import Any

import pytest
from django.utils import translation

from newsroom.audit.models import Entry


@pytest.fixture(autouse=True)
def _in_arabic():
    with translation.override("ar"):
        yield


@pytest.fixture
def logged(db: None) -> Callable[[], list[Entry]]:
    """The entries that were written since the fixture, or since the last call, oldest first."""
    last = 0

    def read() -> list[Entry]:
        nonlocal last
        rows = list(Entry.objects.filter(pk__gt=last).order_by("pk"))
        last = rows[-1].pk if rows else last
        return rows

    return read


def said(entry: Entry) -> tuple[str, str, str, dict[str, Any]]:
    """(action, kind, name, changes) of an entry."""
    return entry.action, entry.kind, entry.object_name, entry.changes
