from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture
def plant(tmp_path: Path) -> Callable[[str, str], list[Path]]:
    """Writes a file with a fault in it and returns its path in a list, as gates take them."""

    def write(name: str, text: str) -> list[Path]:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return [path]

    return write
