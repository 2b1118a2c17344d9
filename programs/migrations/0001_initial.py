# The first tables of this room.

import django.db.models.deletion
import django.db.models.expressions
import programs.domain.lifecycle
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('companies', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('title', models.CharField(max_length=200, verbose_name='title')),
                ('opens_at', models.DateTimeField(verbose_name='opens')),
                ('closes_at', models.DateTimeField(verbose_name='closes')),
                ('places', models.PositiveIntegerField(verbose_name='suppliers sought')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default=programs.domain.lifecycle.CallState['DRAFT'], max_length=20)),
            ],
            options={
                'verbose_name': 'call',
                'verbose_name_plural': 'calls',
            },
        ),
        migrations.CreateModel(
            name='Hazard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200, verbose_name='name in Korean')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
            ],
            options={
                'verbose_name': 'hazard',
                'verbose_name_plural': 'hazards',
            },
        ),
        migrations.CreateModel(
            name='Application',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('plan', models.TextField(blank=True, verbose_name='plan')),
                ('worksites_planned', models.PositiveIntegerField(blank=True, null=True, verbose_name='worksites planned')),
                ('amount_requested', models.BigIntegerField(blank=True, null=True, verbose_name='amount requested, won')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('eligible', 'Eligible'), ('ineligible', 'Not eligible')], default=programs.domain.lifecycle.ApplicationState['DRAFT'], max_length=20)),
                ('returned_reason', models.TextField(blank=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('started_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('submitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='companies.supplier')),
                ('technology', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='companies.technology')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='applications', to='programs.call')),
                ('hazards', models.ManyToManyField(blank=True, related_name='applications', to='programs.hazard')),
            ],
            options={
                'verbose_name': 'application',
                'verbose_name_plural': 'applications',
            },
        ),
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200, verbose_name='name in Korean')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(verbose_name='code')),
                ('version', models.PositiveSmallIntegerField(default=1, verbose_name='version')),
                ('unit_ko', models.CharField(max_length=30, verbose_name='unit in Korean')),
                ('unit_en', models.CharField(max_length=30, verbose_name='unit in English')),
                ('is_leading', models.BooleanField(verbose_name='leading indicator')),
                ('definition', models.TextField(verbose_name='definition and source')),
            ],
            options={
                'verbose_name': 'indicator',
                'verbose_name_plural': 'indicators',
                'constraints': [models.UniqueConstraint(fields=('code', 'version'), name='indicator_version_once')],
            },
        ),
        migrations.CreateModel(
            name='ApplicationTarget',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('baseline', models.DecimalField(blank=True, decimal_places=4, max_digits=14, null=True, verbose_name='baseline')),
                ('goal', models.DecimalField(decimal_places=4, max_digits=14, verbose_name='goal')),
                ('how', models.TextField(verbose_name='how it will be measured')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='own_targets', to='programs.application')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='programs.indicator')),
            ],
            options={
                'verbose_name': 'own target',
                'verbose_name_plural': 'own targets',
            },
        ),
        migrations.CreateModel(
            name='Program',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('name_ko', models.CharField(max_length=200, verbose_name='name in Korean')),
                ('name_en', models.CharField(max_length=200, verbose_name='name in English')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('starts_on', models.DateField(verbose_name='starts on')),
                ('ends_on', models.DateField(verbose_name='ends on')),
                ('reviewers_needed', models.PositiveSmallIntegerField(default=4, verbose_name='reviewers per application')),
                ('approvals_needed', models.PositiveSmallIntegerField(default=2, verbose_name='approvals per payout')),
                ('link_days', models.PositiveSmallIntegerField(default=14, verbose_name="days a worksite's link is valid")),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('open', 'Open'), ('closed', 'Closed')], default=programs.domain.lifecycle.ProgramState['DRAFT'], max_length=20)),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='run_programs', to='people.organization')),
                ('funder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='funded_programs', to='people.organization')),
                ('hazards', models.ManyToManyField(related_name='programs', to='programs.hazard')),
                ('indicators', models.ManyToManyField(related_name='programs', to='programs.indicator')),
            ],
            options={
                'verbose_name': 'programme',
                'verbose_name_plural': 'programmes',
            },
        ),
        migrations.CreateModel(
            name='Commitment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('base_amount', models.BigIntegerField(verbose_name='first tranche, won')),
                ('success_amount', models.BigIntegerField(verbose_name='on results, won')),
                ('base_reserved', models.BigIntegerField(default=0, editable=False)),
                ('base_paid', models.BigIntegerField(default=0, editable=False)),
                ('success_reserved', models.BigIntegerField(default=0, editable=False)),
                ('success_paid', models.BigIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed')], default=programs.domain.lifecycle.CommitmentState['PROPOSED'], max_length=20)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('program', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='commitment', to='programs.program')),
            ],
            options={
                'verbose_name': 'commitment',
                'verbose_name_plural': 'commitments',
            },
        ),
        migrations.AddField(
            model_name='call',
            name='program',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='calls', to='programs.program'),
        ),
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('score', models.DecimalField(decimal_places=2, max_digits=5, verbose_name='score')),
                ('working', models.JSONField(verbose_name='how the score was computed')),
                ('reason', models.TextField(verbose_name='reason')),
                ('state', models.CharField(choices=[('recommended', 'Recommended'), ('confirmed', 'Confirmed'), ('returned', 'Returned'), ('selected', 'Selected'), ('declined', 'Declined')], default=programs.domain.lifecycle.RecommendationState['RECOMMENDED'], max_length=20)),
                ('recommended_at', models.DateTimeField()),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decision_reason', models.TextField(blank=True, verbose_name='reason of the decision')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recommendations', to='programs.application')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recommended_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'recommendation',
                'verbose_name_plural': 'recommendations',
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('number', models.CharField(max_length=30, unique=True, verbose_name='number')),
                ('base_reserved', models.BigIntegerField(default=0, editable=False)),
                ('success_reserved', models.BigIntegerField(default=0, editable=False)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('signed', 'Signed'), ('withdrawn', 'Withdrawn'), ('closed', 'Closed')], default=programs.domain.lifecycle.AgreementState['PROPOSED'], max_length=20)),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('supplier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='companies.supplier')),
                ('program', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='programs.program')),
                ('recommendation', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='programs.recommendation')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('statement', models.TextField(blank=True, verbose_name='statement on conflicts')),
                ('declared_at', models.DateTimeField(blank=True, null=True)),
                ('score', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='score')),
                ('comment', models.TextField(blank=True, verbose_name='comment')),
                ('scored_at', models.DateTimeField(blank=True, null=True)),
                ('state', models.CharField(choices=[('assigned', 'Assigned'), ('declared', 'No conflict declared'), ('conflicted', 'Conflict of interest'), ('scored', 'Scored')], default=programs.domain.lifecycle.ReviewState['ASSIGNED'], max_length=20)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='programs.application')),
                ('assigned_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews_of_applications', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'review',
                'verbose_name_plural': 'reviews',
            },
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('party', models.CharField(choices=[('supplier', 'Supplier'), ('agency', 'Agency'), ('funder', 'Bank')], max_length=20, verbose_name='party')),
                ('digest', models.CharField(max_length=64)),
                ('signed_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='programs.agreement')),
                ('signed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'signature',
                'verbose_name_plural': 'signatures',
            },
        ),
        migrations.CreateModel(
            name='TermSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('document', models.JSONField(verbose_name='terms')),
                ('digest', models.CharField(editable=False, max_length=64)),
                ('written_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='term_sheets', to='programs.agreement')),
                ('written_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'term sheet',
                'verbose_name_plural': 'term sheets',
            },
        ),
        migrations.CreateModel(
            name='CommitmentAmendment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('base_delta', models.BigIntegerField(verbose_name='change of the first tranche, won')),
                ('success_delta', models.BigIntegerField(verbose_name='change of the part on results, won')),
                ('reason', models.TextField(verbose_name='reason')),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('confirmed', 'Confirmed')], default=programs.domain.lifecycle.CommitmentState['PROPOSED'], max_length=20)),
                ('confirmed_at', models.DateTimeField(blank=True, null=True)),
                ('commitment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='amendments', to='programs.commitment')),
                ('confirmed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'amendment of a commitment',
                'verbose_name_plural': 'amendments of a commitment',
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='amendment_two_people'), models.CheckConstraint(condition=models.Q(('base_delta', 0), ('success_delta', 0), _negated=True), name='amendment_changes_something')],
            },
        ),
        migrations.CreateModel(
            name='EligibilityCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('key', models.SlugField()),
                ('passed', models.BooleanField(blank=True, null=True)),
                ('note', models.TextField(blank=True, verbose_name='note')),
                ('checked_at', models.DateTimeField(blank=True, null=True)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='programs.application')),
                ('checked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'eligibility check',
                'verbose_name_plural': 'eligibility checks',
                'constraints': [models.UniqueConstraint(fields=('application', 'key'), name='check_once'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by', None), ('passed', None)), models.Q(('checked_by__isnull', False), ('passed__isnull', False)), _connector='OR'), name='check_by_someone')],
            },
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.UniqueConstraint(fields=('call', 'supplier'), name='application_once_per_call'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('amount_requested', None), ('amount_requested__gt', 0), _connector='OR'), name='application_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='application',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('submitted_at__isnull', False), ('submitted_by__isnull', False)), _connector='OR'), name='application_submitted_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='applicationtarget',
            constraint=models.UniqueConstraint(fields=('application', 'indicator'), name='application_target_once'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='program_dates'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('approvals_needed__gte', 2)), name='program_two_approvals_at_least'),
        ),
        migrations.AddConstraint(
            model_name='program',
            constraint=models.CheckConstraint(condition=models.Q(('reviewers_needed__gte', 3)), name='program_three_reviewers_at_least'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('base_paid__gte', 0), ('base_reserved__gte', 0), ('base_amount__gte', django.db.models.expressions.CombinedExpression(models.F('base_reserved'), '+', models.F('base_paid')))), name='commitment_base_not_overspent'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('success_paid__gte', 0), ('success_reserved__gte', 0), ('success_amount__gte', django.db.models.expressions.CombinedExpression(models.F('success_reserved'), '+', models.F('success_paid')))), name='commitment_success_not_overspent'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('proposed_by')), _negated=True), _connector='OR'), name='commitment_two_people'),
        ),
        migrations.AddConstraint(
            model_name='commitment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('base_reserved', 0), ('state', 'proposed'), ('success_reserved', 0)), models.Q(('confirmed_by__isnull', False), ('state', 'confirmed')), _connector='OR'), name='commitment_unconfirmed_is_empty'),
        ),
        migrations.AddConstraint(
            model_name='call',
            constraint=models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='call_dates'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'returned'), _negated=True), fields=('application',), name='recommendation_once'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by', None), models.Q(('confirmed_by', models.F('recommended_by')), _negated=True), _connector='OR'), name='recommendation_two_people'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['recommended', 'returned']), ('confirmed_by__isnull', False), _connector='OR'), name='recommendation_confirmed_first'),
        ),
        migrations.AddConstraint(
            model_name='recommendation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['selected', 'declined']), _negated=True), ('decided_by__isnull', False), _connector='OR'), name='recommendation_decided_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('base_reserved__gte', 0), ('success_reserved__gte', 0)), name='agreement_reserve_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('base_reserved', 0), ('state__in', ['proposed', 'withdrawn']), ('success_reserved', 0)), models.Q(('signed_at__isnull', False), ('state__in', ['signed', 'closed'])), _connector='OR'), name='agreement_reserve_only_when_signed'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('application', 'reviewer'), name='review_once'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), models.Q(('score__gte', 0), ('score__lte', 100)), _connector='OR'), name='review_score_range'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('declared_at__isnull', False), ('score__isnull', False), ('state', 'scored')), models.Q(models.Q(('state', 'scored'), _negated=True), ('score', None)), _connector='OR'), name='review_scored_after_declaring'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'digest', 'party'), name='signature_once_per_party'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'digest', 'signed_by'), name='signature_once_per_person'),
        ),
        migrations.AddConstraint(
            model_name='termsheet',
            constraint=models.UniqueConstraint(fields=('agreement', 'version'), name='term_sheet_version_once'),
        ),
    ]
