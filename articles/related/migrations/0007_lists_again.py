from django.db import migrations


def make_again(apps, schema_editor):
    """Lists are ordered and filled by other rules; `manage.py relate` makes them again."""
    apps.get_model("articles_related", "Profile").objects.update(linked_at=None)


class Migration(migrations.Migration):

    dependencies = [
        ("articles_related", "0006_term_weights"),
    ]

    operations = [
        migrations.RunPython(make_again, migrations.RunPython.noop),
    ]
