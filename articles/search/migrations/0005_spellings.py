"""The vocabulary counts each spelling of a word, so that the commonest one can be shown."""

import zlib
from collections import Counter

from django.db import migrations, models


def count_spellings(apps, schema_editor):
    """Count the words again from the documents as they are stored, so that the counts stay exact."""
    counts = Counter()
    documents = apps.get_model("articles_search", "Document").objects.filter(awaited_at=None)
    for shelf, packed in documents.exclude(shelf="desk").values_list("shelf", "packed").iterator():
        _positioned, _unpositioned, words = zlib.decompress(bytes(packed)).decode().split("\n")
        for pair in filter(None, words.split("\t")):
            word, spelling = pair.split(" ", 1)
            counts[shelf, word, spelling] += 1
    vocables = apps.get_model("articles_search", "Vocable").objects
    vocables.all().delete()
    vocables.bulk_create(
        (
            vocables.model(language=language, word=word, spelling=spelling, articles=articles)
            for (language, word, spelling), articles in sorted(counts.items())
        ),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("articles_search", "0004_awaited")]

    operations = [
        migrations.RemoveConstraint(model_name="vocable", name="search_vocable_once"),
        migrations.AddConstraint(
            model_name="vocable",
            constraint=models.UniqueConstraint(
                fields=("language", "word", "spelling"), name="search_spelling_once"
            ),
        ),
        migrations.RunPython(count_spellings, migrations.RunPython.noop),
    ]
