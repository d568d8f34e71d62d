"""The first list of synonyms, in newsrooms that have none; editors change it as they like."""

from django.db import migrations

from articles.search.first_synonyms import FIRST_SYNONYMS
from articles.search.synonyms import keys_of_group


def load(apps, schema_editor):
    group_model = apps.get_model("articles_search", "SynonymGroup")
    key_model = apps.get_model("articles_search", "SynonymKey")
    if group_model.objects.exists():
        return
    for words, is_one_way in FIRST_SYNONYMS:
        group = group_model.objects.create(words=words, is_one_way=is_one_way)
        key_model.objects.bulk_create(
            [key_model(group=group, key=key) for key in sorted(keys_of_group(words))]
        )


class Migration(migrations.Migration):
    dependencies = [("articles_search", "0006_synonyms")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
