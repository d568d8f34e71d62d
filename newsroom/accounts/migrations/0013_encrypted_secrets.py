"""Secrets of second factors, which stood in clear."""

from typing import Any

from django.conf import settings
from django.db import migrations

from newsroom.accounts import secrets


def encrypt(apps: Any, schema_editor: Any) -> None:
    secrets.encrypt_all(apps.get_model("mfa", "Authenticator").objects.all())


def decrypt(apps: Any, schema_editor: Any) -> None:
    rows = apps.get_model("mfa", "Authenticator").objects.all()
    for row in rows:
        names = [name for name in ("secret", "seed") if name in row.data]
        row.data |= {name: secrets.decrypt(row.data[name]) for name in names}
        row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0012_section_limits"),
        ("mfa", "0003_authenticator_type_uniq"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [migrations.RunPython(encrypt, decrypt)]
