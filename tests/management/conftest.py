"""Archives of the tests: records written as JSON Lines."""

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from articles.management.archive.reader import ArchiveLine

type Written = Callable[..., Path]


def record(**changes: Any) -> dict[str, Any]:
    """A complete record of an archive; keyword arguments replace single fields."""
    return {
        "id": "a-1",
        "title": "افتتاح جسر جديد على النهر",
        "body": ["افتُتح الجسر صباح اليوم أمام السيارات.", "ويبلغ طوله ستمئة متر."],
        "published": "2016-05-01T10:00:00+00:00",
        "category": "محلي",
        "tags": ["جسور", "النهر"],
        "author": "القاهرة - هدى سالم",
        "source": "archive",
    } | changes


def line(**changes: Any) -> ArchiveLine:
    """The record as a line of a file."""
    return ArchiveLine(1, json.dumps(record(**changes)).encode())


@pytest.fixture
def written(tmp_path: Path) -> Written:
    """Writes lines (records, or bytes as they are) into a file, zipped when asked."""

    def write(*lines: dict[str, Any] | bytes, zipped: bool = False) -> Path:
        content = b"".join(
            (each if isinstance(each, bytes) else json.dumps(each).encode()) + b"\n"
            for each in lines
        )
        path = tmp_path / "archive"
        path.write_bytes(gzip.compress(content) if zipped else content)
        return path

    return write
