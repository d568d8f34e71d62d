from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from articles.broadcast.models import BroadcastStatus
from articles.broadcast.statuses import StatusView
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@pytest.fixture
def status(db: None) -> Callable[..., BroadcastStatus]:
    """Statuses that began an hour before NOW, not saved."""

    def make(kind: str = "trial", **fields: Any) -> BroadcastStatus:
        return BroadcastStatus(**{"kind": kind, "starts_at": NOW - HOUR, "text_ar": "نص"} | fields)

    return make


def view(kind: str = "trial", **fields: Any) -> StatusView:
    """What a page remembers of a status that began an hour before NOW."""
    known: dict[str, Any] = {
        "pk": 1,
        "labels": {},
        "texts": {"ar": "نص"},
        "link": "",
        "starts_at": NOW - HOUR,
        "ends_at": None,
        "scope": "site",
        "section_id": None,
        "article_id": None,
        "priority": 100,
    }
    return StatusView(kind=kind, **known | fields)
