from pathlib import Path

import pytest

from articles.management.archive import reader as module
from articles.management.archive.reader import ArchiveLine, ArchiveReader
from tests.management.conftest import Written


def read(path: Path) -> list[ArchiveLine]:
    with ArchiveReader(path) as lines:
        return list(lines)


def test_lines_are_counted_from_one_and_blank_ones_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"one\n\n  \nfour")
    assert read(path) == [ArchiveLine(1, b"one\n"), ArchiveLine(4, b"four")]


def test_byte_order_marks_of_files_that_were_joined_are_no_part_of_a_line(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbf{}\n\xef\xbb\xbf[]\n\xef\xbb\xbf\n")
    assert read(path) == [ArchiveLine(1, b"{}\n"), ArchiveLine(2, b"[]\n")]


def test_windows_line_ends_part_lines_and_leave_no_blank_ones(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"{}\r\n\r\n[]\r\n")
    assert read(path) == [ArchiveLine(1, b"{}\r\n"), ArchiveLine(3, b"[]\r\n")]


def test_gzip_is_known_by_its_content_and_not_by_its_name(written: Written) -> None:
    path = written({"id": 1}, zipped=True)
    assert read(path) == [ArchiveLine(1, b'{"id": 1}\n')]


def test_line_beyond_the_limit_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MAX_LINE_BYTES", 10)
    path = tmp_path / "a"
    path.write_bytes(b"x" * 35 + b"\nnext\n")
    assert read(path) == [ArchiveLine(1, None), ArchiveLine(2, b"next\n")]


def test_truncated_gzip_yields_what_could_be_unpacked_and_says_so(written: Written) -> None:
    path = written(*[{"id": n} for n in range(9000)], zipped=True)
    path.write_bytes(path.read_bytes()[:-200])
    with ArchiveReader(path) as lines:
        assert len(list(lines)) > 10
        assert lines.broken


def test_share_reaches_one_at_the_end(written: Written) -> None:
    with ArchiveReader(written({"id": 1}, zipped=True)) as lines:
        list(lines)
        assert lines.share == 1.0


def test_missing_file_raises(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nothing"):
        ArchiveReader(tmp_path / "nothing")
