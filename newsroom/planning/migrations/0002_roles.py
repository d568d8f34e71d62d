from django.db import migrations

from newsroom.accounts import roles


def forwards(apps, schema_editor):
    """Let everybody who writes plan, editors assign, chief editors and administrators delete."""
    roles.grant(apps)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0011_session_numbers"),
        ("planning", "0001_initial"),
    ]

    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
