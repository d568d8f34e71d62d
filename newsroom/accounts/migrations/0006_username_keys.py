"""A username is one account in all its spellings; accounts that differ by spelling stay two."""

from django.db import migrations

import newsroom.accounts.fields
from newsroom.accounts.normalization import username_key


def fill(apps, schema_editor):
    """Whoever works has the key, then the oldest; the others sign in as they are spelled."""
    User = apps.get_model("accounts", "User")
    taken = set()
    for user in User.objects.order_by("-is_active", "pk"):
        key = username_key(user.username)
        if key not in taken:
            User.objects.filter(pk=user.pk).update(key=key)
        taken.add(key)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_spellings")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="key",
            field=newsroom.accounts.fields.UsernameKeyField(
                editable=False, max_length=450, null=True, unique=True
            ),
        ),
        migrations.AlterField(
            model_name="user",
            name="email",
            field=newsroom.accounts.fields.MailField(
                blank=True, max_length=254, verbose_name="e-mail address"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
