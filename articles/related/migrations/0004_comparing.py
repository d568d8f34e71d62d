from django.db import migrations, models


def forget(apps, schema_editor):
    """Profiles are made from the articles; `manage.py relate` makes them again."""
    for name in ("Profile", "IndexedTerm", "TermCount"):
        apps.get_model("articles_related", name).objects.all().delete()


class Migration(migrations.Migration):

    dependencies = [
        ("articles_related", "0003_profiles"),
    ]

    operations = [
        migrations.RunPython(forget, migrations.RunPython.noop),
        migrations.RemoveField(model_name="profile", name="day"),
        migrations.AddField(
            model_name="profile",
            name="moment",
            field=models.FloatField(default=0.0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="profile",
            name="section",
            field=models.BigIntegerField(null=True),
        ),
        migrations.RunPython(migrations.RunPython.noop, forget),
    ]
