"""The spelling of each synonym of one word as a further key, by which corrected words find it."""

from django.db import migrations

from articles.search.synonyms import keys_of_group


def add(apps, schema_editor):
    key_model = apps.get_model("articles_search", "SynonymKey")
    taken = set(key_model.objects.values_list("key", flat=True))
    for group in apps.get_model("articles_search", "SynonymGroup").objects.order_by("pk"):
        more = keys_of_group(group.words) - taken
        key_model.objects.bulk_create([key_model(group=group, key=key) for key in sorted(more)])
        taken |= more


class Migration(migrations.Migration):
    dependencies = [("articles_search", "0008_plain_names")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
