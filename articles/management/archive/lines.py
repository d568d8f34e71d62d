"""The lines of an archive, plain or gzipped, one at a time, and how far into the file they are."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

LONGEST_LINE: Final = 16_000_000
"""Bytes of one line; a longer one is passed over, so that memory stays flat."""

_GZIP: Final = b"\x1f\x8b"
_BOM: Final = b"\xef\xbb\xbf"


class Line(NamedTuple):
    """One line of the file, counted from 1; `content` is None when it was too long to be read."""

    number: int
    content: bytes | None


class Lines:
    """An open archive. Iterating yields every line that is not blank, without byte order marks,
    which stand in the middle where files were joined.

    Whether it is gzipped follows from its first bytes, not from its name.
    Raises OSError when it cannot be opened. A gzip file that is damaged or ends
    early yields what could be unpacked; `broken` says why it stopped.
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
        """How much of the file has been read, by its own bytes: 0 to 1."""
        return min(self._raw.tell() / self.size, 1.0) if self.size else 1.0

    def __iter__(self) -> Iterator[Line]:
        number = 0
        try:
            while content := self._file.readline(LONGEST_LINE + 1):
                number += 1
                if len(content) > LONGEST_LINE:
                    self._pass_over(content)
                    yield Line(number, None)
                    continue
                content = content.removeprefix(_BOM)
                if content.strip():
                    yield Line(number, content)
        except (EOFError, OSError, zlib.error) as error:
            self.broken = str(error)

    def _pass_over(self, content: bytes) -> None:
        while content and not content.endswith(b"\n"):
            content = self._file.readline(LONGEST_LINE)
