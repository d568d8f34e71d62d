"""A former address of a tag is one of a language; those kept until now lead on in every language."""

from django.db import migrations, models

import articles.models.fields


def one_of_each(apps, schema_editor):
    """Without languages an address leads to one tag: the one that had it first."""
    TagRedirect = apps.get_model("articles", "TagRedirect")
    kept = set()
    for pk, slug in TagRedirect.objects.order_by("pk").values_list("pk", "slug"):
        if slug in kept:
            TagRedirect.objects.filter(pk=pk).delete()
        kept.add(slug)


class Migration(migrations.Migration):
    dependencies = [("articles", "0009_submissions")]

    operations = [
        migrations.AddField(
            model_name="tagredirect",
            name="language",
            field=models.CharField(
                blank=True, default="", max_length=10, verbose_name="language"
            ),
        ),
        migrations.AlterField(
            model_name="tagredirect",
            name="slug",
            field=articles.models.fields.UnicodeSlugField(
                max_length=110, verbose_name="former address"
            ),
        ),
        migrations.AddConstraint(
            model_name="tagredirect",
            constraint=models.UniqueConstraint(
                fields=("slug", "language"), name="tag_redirect_once"
            ),
        ),
        migrations.RunPython(migrations.RunPython.noop, one_of_each),
    ]
