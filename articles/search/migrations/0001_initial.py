"""The index: FTS5 on SQLite, a tsvector on PostgreSQL; both hold analysed text only."""

from django.db import migrations

CREATE = {
    "sqlite": (
        "CREATE VIRTUAL TABLE articles_search_entry USING fts5("
        "headline, lead, body, tokenize = 'unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "CREATE TABLE articles_search_entry ("
        "article_id bigint NOT NULL, language varchar(10) NOT NULL, vector tsvector NOT NULL, "
        "PRIMARY KEY (article_id, language))",
        "CREATE INDEX articles_search_vector ON articles_search_entry USING gin (vector)",
    ),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps, schema_editor):
    schema_editor.execute("DROP TABLE articles_search_entry")


class Migration(migrations.Migration):
    dependencies = [("articles", "0001_initial")]

    operations = [migrations.RunPython(create, drop)]
