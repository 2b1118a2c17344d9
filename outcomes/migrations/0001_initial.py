# The first tables of this room.

import outcomes.domain.lifecycle
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('question', models.CharField(choices=[('consent', 'Consent'), ('result', 'Result')], max_length=10)),
                ('token_digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('sent_to', models.EmailField(max_length=254, verbose_name='sent to')),
                ('expires_at', models.DateTimeField(verbose_name='valid until')),
                ('state', models.CharField(choices=[('asked', 'Asked'), ('confirmed', 'Confirmed'), ('disputed', 'Disputed'), ('withdrawn', 'Withdrawn')], default=outcomes.domain.lifecycle.ConfirmationState['ASKED'], max_length=20)),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('answer_key', models.UUIDField(blank=True, null=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'confirmation',
                'verbose_name_plural': 'confirmations',
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(db_index=True, max_length=64)),
                ('attached_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'evidence',
                'verbose_name_plural': 'evidence',
            },
        ),
        migrations.CreateModel(
            name='Finding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('severity', models.CharField(choices=[('note', 'Note'), ('minor', 'Minor'), ('major', 'Major')], max_length=10, verbose_name='severity')),
                ('text', models.TextField(verbose_name='what was found')),
                ('effect', models.TextField(blank=True, verbose_name='effect on the money')),
                ('recorded_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('open', 'Open'), ('resolved', 'Resolved')], default=outcomes.domain.lifecycle.FindingState['OPEN'], max_length=20)),
                ('resolution', models.TextField(blank=True, verbose_name='how it was resolved')),
            ],
            options={
                'verbose_name': 'finding',
                'verbose_name_plural': 'findings',
            },
        ),
        migrations.CreateModel(
            name='Match',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('before_state', models.TextField(blank=True, verbose_name='state before the improvement')),
                ('before_recorded_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('consented', 'Consented'), ('refused', 'Refused'), ('recorded', 'Before-state recorded')], default=outcomes.domain.lifecycle.MatchState['PROPOSED'], max_length=20)),
            ],
            options={
                'verbose_name': 'match',
                'verbose_name_plural': 'matches',
            },
        ),
        migrations.CreateModel(
            name='Measurement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('phase', models.CharField(choices=[('baseline', 'Baseline'), ('follow_up', 'Follow-up')], max_length=20, verbose_name='side of the comparison')),
                ('first_day', models.DateField(verbose_name='first day')),
                ('last_day', models.DateField(verbose_name='last day')),
                ('quantity', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='quantity')),
                ('events', models.PositiveIntegerField(blank=True, null=True, verbose_name='injuries')),
                ('hours', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, verbose_name='hours worked')),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('source', models.CharField(choices=[('form', 'Form'), ('file', 'File'), ('api', 'Programming interface')], default=outcomes.domain.lifecycle.Source['FORM'], max_length=10)),
                ('key', models.UUIDField(unique=True, verbose_name='key of the submission')),
                ('state', models.CharField(choices=[('measured', 'Measured'), ('certified', 'Certified'), ('confirmed', 'Confirmed'), ('disputed', 'Disputed'), ('superseded', 'Superseded')], default=outcomes.domain.lifecycle.MeasurementState['MEASURED'], max_length=20)),
                ('measured_at', models.DateTimeField()),
                ('certified_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'measurement',
                'verbose_name_plural': 'measurements',
            },
        ),
        migrations.CreateModel(
            name='Target',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('clause_key', models.SlugField(verbose_name='clause of the terms')),
                ('goal', models.DecimalField(decimal_places=4, max_digits=14, verbose_name='goal')),
                ('window_first', models.DateField(verbose_name='first day that counts')),
                ('window_last', models.DateField(verbose_name='last day that counts')),
                ('design', models.JSONField(verbose_name='evaluation design')),
                ('evidence_rule', models.TextField(verbose_name='evidence that is asked for')),
                ('state', models.CharField(choices=[('set', 'Set'), ('agreed', 'Agreed'), ('superseded', 'Superseded'), ('verified', 'Verified')], default=outcomes.domain.lifecycle.TargetState['SET'], max_length=20)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'target',
                'verbose_name_plural': 'targets',
            },
        ),
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('met', 'Target met'), ('not_met', 'Target not met'), ('cannot_be_evaluated', 'Cannot be evaluated')], max_length=30, verbose_name='verdict')),
                ('attained', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='attained value')),
                ('result', models.JSONField(verbose_name='evaluation result')),
                ('data_digest', models.CharField(max_length=64)),
                ('independence', models.TextField(verbose_name='statement of independence')),
                ('verified_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'verification',
                'verbose_name_plural': 'verifications',
            },
        ),
        migrations.CreateModel(
            name='VerificationPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seed', models.CharField(max_length=64)),
                ('frame', models.JSONField()),
                ('frame_digest', models.CharField(max_length=64)),
                ('sample', models.JSONField()),
                ('drawn_at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'verification plan',
                'verbose_name_plural': 'verification plans',
            },
        ),
    ]
