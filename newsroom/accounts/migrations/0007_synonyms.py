from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    """Let editors keep the synonyms of the search."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_username_keys"),
        ("articles_search", "0006_synonyms"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
