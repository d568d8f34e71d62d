"""A streaming reader of JSON Lines archives, plain or gzipped, with progress."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

MAX_LINE_BYTES: Final = 16_000_000
"""Longer lines are skipped, so that memory is bounded."""

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


class ArchiveLine(NamedTuple):
    """One line of the file, numbered from 1; `content` is None if it was too long."""

    number: int
    content: bytes | None


class ArchiveReader:
    """An open archive; iterating yields the non-blank lines without byte order marks.

    Gzip is detected by the first bytes, not by the name. Raises OSError if the file cannot be
    opened. A damaged gzip file yields what could be unpacked; `broken` is then the error.
    """

    def __init__(self, path: Path) -> None:
        self.size = path.stat().st_size
        self.broken = ""
        self._raw = path.open("rb")
        is_gzip = self._raw.peek(2)[:2] == _GZIP
        self._file: BufferedReader | gzip.GzipFile = (
            gzip.GzipFile(fileobj=self._raw) if is_gzip else self._raw
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._raw.close()

    @property
    def share(self) -> float:
        """The share of the file's bytes that was read, 0 to 1."""
        return min(self._raw.tell() / self.size, 1.0) if self.size else 1.0

    def __iter__(self) -> Iterator[ArchiveLine]:
        number = 0
        try:
            while content := self._file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(content) > MAX_LINE_BYTES:
                    self._pass_over(content)
                    yield ArchiveLine(number, None)
                    continue
                content = content.removeprefix(_BOM)
                if content.strip():
                    yield ArchiveLine(number, content)
        except (EOFError, OSError, zlib.error) as error:
            self.broken = str(error)

    def _pass_over(self, content: bytes) -> None:
        while content and not content.endswith(b"\n"):
            content = self._file.readline(MAX_LINE_BYTES)
