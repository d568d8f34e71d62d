"""Full-text search as a database sets it up, in a temporary table: a baseline for evaluation.

SQLite: FTS5 with its default tokenizer and BM25. PostgreSQL: a text search
configuration and `ts_rank_cd`.
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
        "INSERT INTO {name} VALUES (%s, setweight(to_tsvector('{configuration}', %s), 'A') || "
        "setweight(to_tsvector('{configuration}', left(%s, 400000)), 'C'))"
    ),
}
_SELECT: Final = {
    "sqlite": (
        "SELECT rowid FROM temp.{name} WHERE {name} MATCH %s "
        "ORDER BY bm25({name}, 8.0, 1.0), rowid DESC LIMIT 10"
    ),
    "postgresql": (
        "SELECT rowid FROM {name}, to_tsquery('{configuration}', %s) query WHERE vector @@ query "
        "ORDER BY ts_rank_cd(vector, query, 1) DESC, rowid DESC LIMIT 10"
    ),
}
_OPERATORS: Final = {"sqlite": (" AND ", " OR "), "postgresql": (" & ", " | ")}
_QUOTES: Final = {"sqlite": '"', "postgresql": "'"}


class BaselineTable:
    """A temporary full-text table.

    `name` and `configuration`, PostgreSQL's text search configuration, are put into
    the SQL as they are: constants only.
    """

    def __init__(self, name: str, configuration: str) -> None:
        self.names = {"name": name, "configuration": configuration}
        self._run(_CREATE[connection.vendor].format(**self.names), ())

    def fill(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Add rows of (id, headline, body); one statement a row."""
        sql = _INSERT[connection.vendor].format(**self.names)
        with connection.cursor() as cursor:
            for batch in batched(rows, 500, strict=False):
                cursor.executemany(sql, list(batch))

    def top_ten(self, words: Sequence[str]) -> list[int]:
        """Ids of the ten best rows with every word, followed by those with any; two queries."""
        quote = _QUOTES[connection.vendor]
        quoted = [f"{quote}{self._escaped(word, quote)}{quote}" for word in words]
        sql = _SELECT[connection.vendor].format(**self.names)
        found: dict[int, None] = {}
        for operator in _OPERATORS[connection.vendor]:
            if quoted:
                found.update(dict.fromkeys(self._run(sql, (operator.join(quoted),))))
        return list(found)[:10]

    @staticmethod
    def _escaped(word: str, quote: str) -> str:
        """In a tsquery a backslash escapes the next character, in FTS5 it does not."""
        if connection.vendor == "postgresql":
            word = word.replace("\\", "\\\\")
        return word.replace(quote, quote * 2)

    def drop(self) -> None:
        """Drop the table."""
        self._run("DROP TABLE {name}".format(**self.names), ())

    def _run(self, sql: str, params: Sequence[str]) -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return [row[0] for row in cursor.fetchall()] if cursor.description else []
