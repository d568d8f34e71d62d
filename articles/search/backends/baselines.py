"""What other systems set up, built in temporary tables to be measured beside the index.

On SQLite an FTS5 table with its own tokenizer, on PostgreSQL its `arabic`
configuration; on both the same over text that was normalised and stemmed before.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import batched
from typing import Final

from django.db import connection

_CREATE: Final = {
    "sqlite": "CREATE VIRTUAL TABLE temp.{name} USING fts5(headline, body)",
    "postgresql": "CREATE TEMPORARY TABLE {name} (rowid bigint, vector tsvector)",
}
_INSERT: Final = {
    "sqlite": "INSERT INTO temp.{name} (rowid, headline, body) VALUES (%s, %s, %s)",
    "postgresql": (
        "INSERT INTO {name} VALUES (%s, setweight(to_tsvector('{words}', %s), 'A') || "
        "setweight(to_tsvector('{words}', left(%s, 400000)), 'C'))"
    ),
}
_SELECT: Final = {
    "sqlite": (
        "SELECT rowid FROM temp.{name} WHERE {name} MATCH %s "
        "ORDER BY bm25({name}, 8.0, 1.0), rowid DESC LIMIT 10"
    ),
    "postgresql": (
        "SELECT rowid FROM {name}, to_tsquery('{words}', %s) query WHERE vector @@ query "
        "ORDER BY ts_rank_cd(vector, query, 1) DESC, rowid DESC LIMIT 10"
    ),
}
_OPERATORS: Final = {"sqlite": (" AND ", " OR "), "postgresql": (" & ", " | ")}
_QUOTES: Final = {"sqlite": '"', "postgresql": "'"}


class Baseline:
    """A temporary full-text table; `name` is a word of ours, `words` PostgreSQL's configuration."""

    def __init__(self, name: str, words: str) -> None:
        self.places = {"name": name, "words": words}
        self._run(_CREATE[connection.vendor].format(**self.places), ())

    def fill(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Add (number, headline, body)."""
        sql = _INSERT[connection.vendor].format(**self.places)
        with connection.cursor() as cursor:
            for batch in batched(rows, 500, strict=False):
                cursor.executemany(sql, list(batch))

    def first_ten(self, words: Sequence[str]) -> list[int]:
        """The numbers of the best ten that hold every word, filled up with those that hold some."""
        quote = _QUOTES[connection.vendor]
        quoted = [f"{quote}{self._escaped(word, quote)}{quote}" for word in words]
        sql = _SELECT[connection.vendor].format(**self.places)
        found: dict[int, None] = {}
        for operator in _OPERATORS[connection.vendor]:
            if quoted:
                found.update(dict.fromkeys(self._run(sql, (operator.join(quoted),))))
        return list(found)[:10]

    @staticmethod
    def _escaped(word: str, quote: str) -> str:
        """In a tsquery a backslash escapes what follows it, in FTS5 it is a letter."""
        if connection.vendor == "postgresql":
            word = word.replace("\\", "\\\\")
        return word.replace(quote, quote * 2)

    def drop(self) -> None:
        """Take the table away."""
        self._run("DROP TABLE {name}".format(**self.places), ())

    def _run(self, sql: str, params: Sequence[str]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []
