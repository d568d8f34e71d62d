from django.db import migrations

from newsroom.accounts import roles
from newsroom.audit import triggers


def add_triggers(apps, schema_editor):
    """Have the database refuse to change or delete what is in the log."""
    run(schema_editor, triggers.create_statements(schema_editor.connection.vendor))


def drop_triggers(apps, schema_editor):
    run(schema_editor, triggers.drop_statements(schema_editor.connection.vendor))


def run(schema_editor, statements):
    with schema_editor.connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def grant(apps, schema_editor):
    """Let administrators read the log."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("accounts", "0009_text_checks"),
    ]

    operations = [
        migrations.RunPython(add_triggers, drop_triggers),
        migrations.RunPython(grant, migrations.RunPython.noop),
    ]
