from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Let administrators see mails that were given up, and send them again."""
    config = apps.get_app_config("articles_notifications")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    names = ("view_mail", "change_mail")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles_notifications", codename__in=names
    )
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="admin")
    group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("articles_notifications", "0001_initial"),
        ("accounts", "0011_session_numbers"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
