from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor):
    """Let administrators see and delete subscribers, and send again what was given up."""
    config = apps.get_app_config("articles_newsletter")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    names = ("view_subscription", "delete_subscription", "view_letter", "change_letter")
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles_newsletter", codename__in=names
    )
    group, _created = apps.get_model("auth", "Group").objects.get_or_create(name="admin")
    group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("articles_newsletter", "0001_initial"),
        ("accounts", "0014_refused_attempts"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
