from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    """Let administrators write the other spellings of tags, and everybody read them."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_announcements"),
        ("articles", "0009_submissions"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
