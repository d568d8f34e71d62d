import articles.models.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0007_announcements'),
    ]

    operations = [
        migrations.CreateModel(
            name='AuthorRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', articles.models.fields.UnicodeSlugField(max_length=160, unique=True, verbose_name='former address')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.author', verbose_name='author')),
            ],
            options={
                'verbose_name': 'former address of an author',
                'verbose_name_plural': 'former addresses of authors',
            },
        ),
        migrations.CreateModel(
            name='SectionRedirect',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', articles.models.fields.UnicodeSlugField(max_length=80, unique=True, verbose_name='former address')),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.section', verbose_name='section')),
            ],
            options={
                'verbose_name': 'former address of a section',
                'verbose_name_plural': 'former addresses of sections',
            },
        ),
    ]
