import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


GIVEN_UP = 20
"""Attempts after which an announcement was left before it could be set aside."""


def set_aside(apps, schema_editor):
    rows = apps.get_model("articles", "Announcement").objects
    given_up = rows.filter(delivered_at__isnull=True, attempts__gte=GIVEN_UP)
    given_up.update(failed_at=models.F("at"))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0006_publication_rules'),
    ]

    operations = [
        migrations.AddField(
            model_name='announcement',
            name='claimed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='announcement',
            name='failed_at',
            field=models.DateTimeField(null=True, verbose_name='given up'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='articles.article', verbose_name='article'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='at',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='attempts',
            field=models.PositiveSmallIntegerField(default=0, verbose_name='attempts'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='error',
            field=models.TextField(blank=True, verbose_name='error'),
        ),
        migrations.AlterField(
            model_name='announcement',
            name='event',
            field=models.CharField(max_length=10, verbose_name='event'),
        ),
        migrations.RunPython(set_aside, migrations.RunPython.noop),
    ]
