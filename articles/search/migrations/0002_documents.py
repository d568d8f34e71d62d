"""Documents, their vocabulary, and the engine's own table; the index is derived, `reindex` fills it."""

import django.db.models.deletion
from django.db import migrations, models

CREATE = {
    # Every character beyond ASCII belongs to a word; of ASCII also those that lexemes use.
    "sqlite": (
        "DROP TABLE articles_search_entry",
        "CREATE VIRTUAL TABLE articles_search_text USING fts5("
        "lexemes, content = '', tokenize = \"ascii tokenchars '._~'\")",
    ),
    "postgresql": (
        "DROP TABLE articles_search_entry",
        "CREATE TABLE articles_search_text (id bigint PRIMARY KEY, lexemes tsvector NOT NULL)",
        "CREATE INDEX articles_search_lexemes ON articles_search_text USING gin (lexemes)",
    ),
}


REMOVE = {
    "sqlite": (
        "DROP TABLE articles_search_text",
        "CREATE VIRTUAL TABLE articles_search_entry USING fts5("
        "headline, lead, body, tokenize = 'unicode61 remove_diacritics 0')",
    ),
    "postgresql": (
        "DROP TABLE articles_search_text",
        "CREATE TABLE articles_search_entry ("
        "article_id bigint NOT NULL, language varchar(10) NOT NULL, vector tsvector NOT NULL, "
        "PRIMARY KEY (article_id, language))",
        "CREATE INDEX articles_search_vector ON articles_search_entry USING gin (vector)",
    ),
}


# Words that begin so, whatever the database's collation.
BEGINNINGS = {
    "sqlite": (),
    "postgresql": (
        "CREATE INDEX articles_search_beginnings ON articles_search_vocable "
        "(language, word varchar_pattern_ops)",
    ),
}


def create(apps, schema_editor):
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    """The index of before, empty: it is derived, and its own program filled it."""
    for statement in REMOVE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def index_beginnings(apps, schema_editor):
    for statement in BEGINNINGS[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("articles_search", "0001_initial")]

    operations = [
        migrations.RunPython(create, remove),
        migrations.CreateModel(
            name="Making",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("analysis", models.PositiveIntegerField()),
                ("position", models.BigIntegerField(null=True)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.AddConstraint(
            model_name="making",
            constraint=models.CheckConstraint(condition=models.Q(("pk", 1)), name="search_making_is_one"),
        ),
        migrations.CreateModel(
            name="Vocable",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("language", models.CharField(max_length=10)),
                ("word", models.CharField(max_length=64)),
                ("spelling", models.CharField(max_length=80)),
                ("articles", models.IntegerField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("language", "word"), name="search_vocable_once")],
            },
        ),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("shelf", models.CharField(max_length=10)),
                ("packed", models.BinaryField()),
                ("article", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.article")),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("article", "shelf"), name="search_document_once")],
            },
        ),
        # The index of beginnings goes with its table.
        migrations.RunPython(index_beginnings, migrations.RunPython.noop),
    ]
