from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    """Grant what new databases have not been granted under the former names of models."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_synonyms"),
        ("articles_search", "0008_plain_names"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
