from django.contrib.auth.management import create_permissions
from django.db import migrations

ROLES = ("editor", "chief")


def grant(apps, schema_editor):
    """Let editors and chief editors arrange and publish front pages."""
    config = apps.get_app_config("articles_frontpage")
    config.models_module = True
    create_permissions(config, apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="articles_frontpage", codename__in=("view_front", "curate_front")
    )
    for name in ROLES:
        group, _created = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(*permissions)


class Migration(migrations.Migration):

    dependencies = [
        ("articles_frontpage", "0001_fronts"),
        ("accounts", "0014_refused_attempts"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
