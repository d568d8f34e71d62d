from django.db import migrations, models


def forget(apps, schema_editor):
    """Profiles are made from the articles; `manage.py relate` makes them again."""
    for name in ("Profile", "IndexedTerm", "TermCount"):
        apps.get_model("articles_related", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("articles_related", "0005_counts"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.AddField(
            model_name="termcount",
            name="weight",
            field=models.BigIntegerField(default=0),
        ),
    ]
