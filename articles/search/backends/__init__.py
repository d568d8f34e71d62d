"""Full-text indexes by database engine: FTS5 on SQLite, tsvector on PostgreSQL.

Backends handle lexemes only, never text of users: a lexeme comes out of the analysis and reaches
the database as a parameter, quoted for the engine's query language.
"""

from django.db import connection

from articles.search.backends import postgresql, sqlite
from articles.search.backends.protocol import Backend

_BACKENDS: dict[str, Backend] = {"sqlite": sqlite, "postgresql": postgresql}


def backend() -> Backend:
    """The backend of the default database's engine."""
    return _BACKENDS[connection.vendor]
