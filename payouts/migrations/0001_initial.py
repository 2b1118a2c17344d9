# The first tables of this room.

import payouts.domain.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Adjustment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('delta', models.BigIntegerField(verbose_name='change, won')),
                ('reason', models.TextField(verbose_name='reason')),
                ('made_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'adjustment',
                'verbose_name_plural': 'adjustments',
            },
        ),
        migrations.CreateModel(
            name='Approval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('digest', models.CharField(max_length=64)),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('approved_at', models.DateTimeField()),
                ('voided_at', models.DateTimeField(blank=True, null=True)),
                ('key', models.UUIDField(unique=True)),
            ],
            options={
                'verbose_name': 'approval',
                'verbose_name_plural': 'approvals',
            },
        ),
        migrations.CreateModel(
            name='BankAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('read_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'bank answer',
                'verbose_name_plural': 'bank answers',
            },
        ),
        migrations.CreateModel(
            name='BankBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('lines', models.PositiveIntegerField(verbose_name='lines')),
                ('total', models.BigIntegerField(verbose_name='total, won')),
                ('content_encrypted', models.BinaryField()),
                ('sha256', models.CharField(max_length=64)),
                ('log_head', models.CharField(blank=True, max_length=64, verbose_name='head of the log')),
                ('state', models.CharField(choices=[('built', 'Built'), ('sent', 'Sent'), ('answered', 'Answered')], default=payouts.domain.lifecycle.BatchState['BUILT'], max_length=20)),
                ('built_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'bank file',
                'verbose_name_plural': 'bank files',
            },
        ),
        migrations.CreateModel(
            name='BankLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('outcome', models.CharField(choices=[('sent', 'Sent'), ('paid', 'Paid'), ('failed', 'Failed'), ('returned', 'Returned')], max_length=20)),
                ('amount', models.BigIntegerField()),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('settled_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'line of a bank answer',
                'verbose_name_plural': 'lines of a bank answer',
            },
        ),
        migrations.CreateModel(
            name='Disbursement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('attempt', models.PositiveSmallIntegerField()),
                ('key', models.CharField(max_length=40, unique=True)),
                ('amount', models.BigIntegerField()),
                ('state', models.CharField(choices=[('sent', 'Sent'), ('paid', 'Paid'), ('failed', 'Failed'), ('returned', 'Returned')], default=payouts.domain.lifecycle.DisbursementState['SENT'], max_length=20)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('settled_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'disbursement',
                'verbose_name_plural': 'disbursements',
            },
        ),
        migrations.CreateModel(
            name='Payout',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('clause_key', models.SlugField()),
                ('part', models.CharField(choices=[('base', 'First tranche'), ('success', 'On results')], max_length=10)),
                ('amount', models.BigIntegerField(verbose_name='amount, won')),
                ('working', models.JSONField(verbose_name='working')),
                ('inputs', models.JSONField(verbose_name='inputs and their hashes')),
                ('computed_at', models.DateTimeField()),
                ('approvals_needed', models.PositiveSmallIntegerField()),
                ('digest', models.CharField(blank=True, max_length=64, verbose_name='hash of what is approved')),
                ('prepared_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('computed', 'Computed'), ('nothing_due', 'Nothing due'), ('prepared', 'Prepared'), ('approved', 'Approved'), ('rejected', 'Rejected'), ('held', 'On hold'), ('sent', 'Sent'), ('paid', 'Paid'), ('failed', 'Failed'), ('returned', 'Returned')], default=payouts.domain.lifecycle.PayoutState['COMPUTED'], max_length=20)),
                ('state_reason', models.TextField(blank=True)),
            ],
            options={
                'verbose_name': 'payout',
                'verbose_name_plural': 'payouts',
            },
        ),
    ]
