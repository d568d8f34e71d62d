"""Models by the terms of the field; their rows, and the permissions on them, are kept."""

from django.db import migrations, models

OLD_NAMES = {"making": "making", "miss": "search without a result", "vocable": "vocable"}
NEW_NAMES = {
    "indexrebuild": "index rebuild",
    "zeroresultquery": "search without a result",
    "vocabularyword": "vocabulary word",
}
"""Verbose names by model; both in the same order."""


def rename_permissions(apps, old, new):
    """Rename the rows in place, so that every role and user keeps what was granted.

    Django does so only after the last migration; by then accounts 0008 would have created the
    permissions of the new names beside them.
    """
    permissions = apps.get_model("auth", "Permission").objects
    for before, (after, verbose_name) in zip(old, new.items(), strict=True):
        for action in ("add", "change", "delete", "view"):
            permissions.filter(
                content_type__app_label="articles_search", codename=f"{action}_{before}"
            ).update(codename=f"{action}_{after}", name=f"Can {action} {verbose_name}")


def forwards(apps, schema_editor):
    rename_permissions(apps, OLD_NAMES, NEW_NAMES)


def backwards(apps, schema_editor):
    rename_permissions(apps, NEW_NAMES, OLD_NAMES)


class Migration(migrations.Migration):
    dependencies = [
        ("articles_search", "0007_first_synonyms"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="making", name="search_making_is_one"),
        migrations.RemoveConstraint(model_name="miss", name="search_miss_once"),
        migrations.RenameModel("Making", "IndexRebuild"),
        migrations.RenameModel("Miss", "ZeroResultQuery"),
        migrations.RenameModel("Vocable", "VocabularyWord"),
        migrations.AddConstraint(
            model_name="indexrebuild",
            constraint=models.CheckConstraint(
                condition=models.Q(("pk", 1)), name="search_index_rebuild_is_one"
            ),
        ),
        migrations.AddConstraint(
            model_name="zeroresultquery",
            constraint=models.UniqueConstraint(
                fields=("day", "language", "key"), name="search_zero_result_query_once"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]
