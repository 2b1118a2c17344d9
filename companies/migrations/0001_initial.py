# The first tables of this room.

import companies.domain.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='BankAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('bank_code', models.CharField(max_length=3, verbose_name='bank')),
                ('holder', models.CharField(max_length=100, verbose_name='account holder')),
                ('number_encrypted', models.BinaryField()),
                ('number_tail', models.CharField(editable=False, max_length=4)),
                ('fingerprint', models.CharField(db_index=True, editable=False, max_length=64)),
                ('state', models.CharField(choices=[('registered', 'Registered'), ('confirmed', 'Confirmed'), ('replaced', 'Replaced')], default=companies.domain.lifecycle.AccountState['REGISTERED'], max_length=20)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'bank account',
                'verbose_name_plural': 'bank accounts',
            },
        ),
        migrations.CreateModel(
            name='Supplier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('business_number', models.CharField(max_length=10, verbose_name='business registration number')),
                ('representative', models.CharField(max_length=100, verbose_name='representative')),
                ('address', models.CharField(max_length=300, verbose_name='address')),
                ('phone', models.CharField(max_length=30, verbose_name='telephone')),
                ('industry_revision', models.PositiveSmallIntegerField(default=10, verbose_name='KSIC revision')),
                ('industry_code', models.CharField(max_length=5, verbose_name='KSIC code')),
                ('headcount', models.PositiveIntegerField(verbose_name='headcount')),
            ],
            options={
                'verbose_name': 'supplier',
                'verbose_name_plural': 'suppliers',
            },
        ),
        migrations.CreateModel(
            name='Technology',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('description', models.TextField(verbose_name='description')),
            ],
            options={
                'verbose_name': 'technology',
                'verbose_name_plural': 'technologies',
            },
        ),
        migrations.CreateModel(
            name='Worksite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('business_number', models.CharField(max_length=10, verbose_name='business registration number')),
                ('representative', models.CharField(max_length=100, verbose_name='representative')),
                ('address', models.CharField(max_length=300, verbose_name='address')),
                ('phone', models.CharField(max_length=30, verbose_name='telephone')),
                ('industry_revision', models.PositiveSmallIntegerField(default=10, verbose_name='KSIC revision')),
                ('industry_code', models.CharField(max_length=5, verbose_name='KSIC code')),
                ('headcount', models.PositiveIntegerField(verbose_name='headcount')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('contact_name', models.CharField(max_length=100, verbose_name='contact person')),
                ('contact_email', models.EmailField(max_length=254, verbose_name='contact e-mail')),
                ('contact_phone', models.CharField(max_length=30, verbose_name='contact telephone')),
                ('is_demo', models.BooleanField(default=False, verbose_name='made up for the demo')),
            ],
            options={
                'verbose_name': 'worksite',
                'verbose_name_plural': 'worksites',
            },
        ),
    ]
