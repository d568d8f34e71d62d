from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    """Let chief editors and administrators choose the rules of the text checks."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_plain_names"),
        ("articles", "0018_text_checks"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
