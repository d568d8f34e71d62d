from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_misses"),
        ("articles", "0007_announcements"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
