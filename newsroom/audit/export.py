"""The log as CSV, in which no spreadsheet runs a cell as a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from newsroom.audit import wording
from newsroom.audit.models import Entry

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide signs start formulas too
_CHUNK: Final = 1000
_MARK: Final = "\ufeff"
"""The byte order mark, by which Excel knows UTF-8."""


class _Line:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text."""
        return text


def safe_cell(text: str) -> str:
    """The text; with an apostrophe before what a spreadsheet would take for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text


def csv_lines(rows: Any, *, language: str) -> Iterator[str]:
    """The mark, the header and a line for each entry; words of the language.

    A query for each thousand entries.
    """
    writer: Any = csv.writer(_Line())
    with override(language):
        yield _MARK + writer.writerow(_header())
        for entry in _newest_first(rows.select_related("seal")):
            yield writer.writerow([safe_cell(cell) for cell in _cells(entry)])


def _newest_first(rows: Any) -> Iterator[Entry]:
    """The entries of a queryset, in pages that begin where the former ended.

    A cursor that outlives its transaction has PostgreSQL find all rows before the first one.
    """
    rows = rows.order_by("-at", "-pk")
    page = list(rows[:_CHUNK])
    while page:
        yield from page
        last = page[-1]
        older = rows.filter(at__lte=last.at).exclude(at=last.at, pk__gte=last.pk)
        page = list(older[:_CHUNK]) if len(page) == _CHUNK else []


def _header() -> list[str]:
    return [
        _("entry number"),
        _("when (UTC)"),
        _("who"),
        _("by way of"),
        _("network address"),
        _("action"),
        _("kind"),
        _("number"),
        _("object"),
        _("changes"),
        _("position in the chain"),
        _("hash"),
    ]


def _cells(entry: Entry) -> list[str]:
    seal = getattr(entry, "seal", None)
    return [
        str(entry.pk),
        entry.at.astimezone(UTC).isoformat(timespec="seconds"),
        entry.actor,
        entry.via,
        entry.address,
        wording.action_label(entry.action),
        wording.kind_label(entry.kind),
        entry.object_id,
        entry.object_name,
        "\n".join(_change(entry.kind, name, pair) for name, pair in entry.changes.items()),
        str(seal.position) if seal else "",
        seal.chain_hash if seal else "",
    ]


def _change(kind: str, name: str, pair: list[Any]) -> str:
    before, after = (wording.value_words(kind, name, value) for value in pair)
    return f"{wording.field_label(kind, name)}: {before} → {after}"
