import articles.models.revision
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_author_keys'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='article',
            name='article_complete_ar',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_complete_en',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_embargo_ar',
        ),
        migrations.RemoveConstraint(
            model_name='article',
            name='article_embargo_en',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_newest_ar',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_newest_en',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_section_ar',
        ),
        migrations.RemoveIndex(
            model_name='article',
            name='article_section_en',
        ),
        migrations.RemoveIndex(
            model_name='revision',
            name='revision_waiting',
        ),
        migrations.RenameField(
            model_name='revision',
            old_name='goes_live_languages',
            new_name='goes_live_parts',
        ),
        migrations.AddField(
            model_name='article',
            name='approved_revision',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='corrected_at_ar',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last corrected'),
        ),
        migrations.AddField(
            model_name='article',
            name='corrected_at_en',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last corrected'),
        ),
        migrations.AddField(
            model_name='article',
            name='expires_at_ar',
            field=models.DateTimeField(blank=True, null=True, verbose_name='expires'),
        ),
        migrations.AddField(
            model_name='article',
            name='expires_at_en',
            field=models.DateTimeField(blank=True, null=True, verbose_name='expires'),
        ),
        migrations.AddField(
            model_name='article',
            name='first_published_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='first published'),
        ),
        migrations.AddField(
            model_name='article',
            name='first_published_at_ar',
            field=models.DateTimeField(editable=False, null=True, verbose_name='first published'),
        ),
        migrations.AddField(
            model_name='article',
            name='first_published_at_en',
            field=models.DateTimeField(editable=False, null=True, verbose_name='first published'),
        ),
        migrations.AddField(
            model_name='article',
            name='live_revision_ar',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='live_revision_en',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='publication',
            field=models.CharField(choices=[('none', 'Not published'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='none', max_length=10, verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='article',
            name='publication_ar',
            field=models.CharField(choices=[('none', 'Not published'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='none', max_length=10, null=True, verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='article',
            name='publication_en',
            field=models.CharField(choices=[('none', 'Not published'), ('published', 'Published'), ('withdrawn', 'Withdrawn')], default='none', max_length=10, null=True, verbose_name='publication'),
        ),
        migrations.AddField(
            model_name='article',
            name='shared_revision',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='updated_at_ar',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last update readers see'),
        ),
        migrations.AddField(
            model_name='article',
            name='updated_at_en',
            field=models.DateTimeField(editable=False, null=True, verbose_name='last update readers see'),
        ),
        migrations.AddField(
            model_name='revision',
            name='held_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='set aside'),
        ),
        migrations.AddField(
            model_name='revision',
            name='held_because',
            field=models.CharField(blank=True, choices=articles.models.revision.hold_choices, editable=False, max_length=20, verbose_name='why'),
        ),
        migrations.AddField(
            model_name='revision',
            name='held_details',
            field=models.JSONField(default=list, editable=False),
        ),
        migrations.AddField(
            model_name='revision',
            name='merged',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='merged_into', to='articles.revision', verbose_name='merged with'),
        ),
        migrations.AddField(
            model_name='revision',
            name='schema',
            field=models.PositiveSmallIntegerField(default=1, editable=False),
        ),
    ]
