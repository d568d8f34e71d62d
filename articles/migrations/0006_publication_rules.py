from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_publications_filled'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('publication_ar', 'published')), fields=['-published_at_ar', '-id', 'expires_at_ar', 'publication_ar'], name='article_newest_ar'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('publication_en', 'published')), fields=['-published_at_en', '-id', 'expires_at_en', 'publication_en'], name='article_newest_en'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('publication_ar', 'published')), fields=['section', '-published_at_ar', '-id', 'expires_at_ar', 'publication_ar'], name='article_section_ar'),
        ),
        migrations.AddIndex(
            model_name='article',
            index=models.Index(condition=models.Q(('publication_en', 'published')), fields=['section', '-published_at_en', '-id', 'expires_at_en', 'publication_en'], name='article_section_en'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('applied_at__isnull', True), ('goes_live_at__isnull', False), ('held_at__isnull', True)), fields=['goes_live_at'], name='revision_waiting'),
        ),
        migrations.AddIndex(
            model_name='revision',
            index=models.Index(condition=models.Q(('applied_at__isnull', True), ('goes_live_at__isnull', False), ('held_at__isnull', False)), fields=['held_at'], name='revision_held'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), models.Q(('publication_ar', 'published'), ('publication_en', 'published'), _connector='OR')), models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('publication_ar', 'published'), ('publication_en', 'published'), _connector='OR', _negated=True)), _connector='OR'), name='article_published_where_a_language_is'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publication_ar', 'none'), ('published_at_ar__isnull', True), ('first_published_at_ar__isnull', True)), models.Q(('publication_ar__in', ('published', 'withdrawn')), ('published_at_ar__isnull', False), ('first_published_at_ar__isnull', False)), _connector='OR'), name='article_publication_ar'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publication_en', 'none'), ('published_at_en__isnull', True), ('first_published_at_en__isnull', True)), models.Q(('publication_en__in', ('published', 'withdrawn')), ('published_at_en__isnull', False), ('first_published_at_en__isnull', False)), _connector='OR'), name='article_publication_en'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publication_ar', 'published'), _negated=True), models.Q(('body_ar__gt', ''), ('headline_ar__gt', '')), _connector='OR'), name='article_complete_ar'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('publication_en', 'published'), _negated=True), models.Q(('body_en__gt', ''), ('headline_en__gt', '')), _connector='OR'), name='article_complete_en'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('embargo_until__isnull', True), models.Q(('publication_ar', 'published'), _negated=True), ('published_at_ar__gte', models.F('embargo_until')), _connector='OR'), name='article_embargo_ar'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('embargo_until__isnull', True), models.Q(('publication_en', 'published'), _negated=True), ('published_at_en__gte', models.F('embargo_until')), _connector='OR'), name='article_embargo_en'),
        ),
    ]
