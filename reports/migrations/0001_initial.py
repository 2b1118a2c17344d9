# The first tables of this room.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('kind', models.SlugField(verbose_name='kind')),
                ('subject', models.CharField(db_index=True, max_length=100, verbose_name='subject')),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('facts_digest', models.CharField(max_length=64)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('log_head', models.CharField(blank=True, max_length=64)),
                ('rendered_at', models.DateTimeField()),
                ('rendered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
            },
        ),
    ]
