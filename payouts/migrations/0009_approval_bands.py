"""Who has to agree to which amount is kept in versions; the first says what programmes said."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import payouts.domain.lifecycle
import people.domain.roles

CARRY_OVER = """
INSERT INTO payouts_bandtable (program_id, version, reason, state, proposed_at, decided_at,
    in_force_at, created_at, updated_at)
    SELECT id, 1, '', 'confirmed', created_at, created_at, created_at, now(), now()
    FROM programs_program;
INSERT INTO payouts_approvalband (table_id, amounts, approvers, senior_approvers)
    SELECT t.id, int8range(0, NULL), greatest(p.approvals_needed, 2), 0
    FROM payouts_bandtable t JOIN programs_program p ON p.id = t.program_id;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0006_strangers_and_contacts"),
        ("outcomes", "0017_verifiers_are_strangers"),
        ("payouts", "0008_incentive_purse"),
        ("programs", "0009_verifiers_rotate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ApprovalBand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "amounts",
                    django.contrib.postgres.fields.ranges.BigIntegerRangeField(
                        verbose_name="amounts, won"
                    ),
                ),
                ("approvers", models.PositiveSmallIntegerField(verbose_name="approvers")),
                (
                    "senior_approvers",
                    models.PositiveSmallIntegerField(default=0, verbose_name="senior approvers"),
                ),
            ],
            options={
                "verbose_name": "approval band",
                "verbose_name_plural": "approval bands",
            },
        ),
        migrations.CreateModel(
            name="BandTable",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="starts")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("confirmed", "Confirmed"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default=payouts.domain.lifecycle.ProposalState["PROPOSED"],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "in_force_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="in force from"),
                ),
            ],
            options={
                "verbose_name": "version of the approval bands",
                "verbose_name_plural": "versions of the approval bands",
            },
        ),
        migrations.AddField(
            model_name="approval",
            name="role",
            field=models.CharField(
                choices=[
                    ("senior_approver", "Bank officer: senior approver"),
                    ("approver", "Bank officer: approver"),
                ],
                db_default=people.domain.roles.Role["APPROVER"],
                default=people.domain.roles.Role["APPROVER"],
                max_length=20,
                verbose_name="as",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="seniors_needed",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, verbose_name="senior approvers among them"
            ),
        ),
        migrations.AlterField(
            model_name="payout",
            name="approvals_needed",
            field=models.PositiveSmallIntegerField(verbose_name="people who have to approve"),
        ),
        migrations.AddConstraint(
            model_name="approval",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        (
                            people.domain.roles.Role["SENIOR_APPROVER"],
                            people.domain.roles.Role["APPROVER"],
                        ),
                    )
                ),
                name="approval_in_a_seat",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="band",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                to="payouts.approvalband",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(("seniors_needed__lte", models.F("approvals_needed"))),
                name="payout_seniors_among_them",
            ),
        ),
        migrations.AddField(
            model_name="bandtable",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="decided by",
            ),
        ),
        migrations.AddField(
            model_name="bandtable",
            name="program",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="band_tables",
                to="programs.program",
                verbose_name="programme",
            ),
        ),
        migrations.AddField(
            model_name="bandtable",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.AddField(
            model_name="approvalband",
            name="table",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="bands",
                to="payouts.bandtable",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.UniqueConstraint(
                fields=("program", "version"), name="bands_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.UniqueConstraint(
                fields=("program", "in_force_at"), name="bands_in_force_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "proposed")),
                fields=("program",),
                name="bands_one_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="bands_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("in_force_at", None), ("state", "proposed")),
                    models.Q(
                        ("decided_at__isnull", False), ("in_force_at", None), ("state", "withdrawn")
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("in_force_at__gte", models.F("decided_at")),
                        ("in_force_at__isnull", False),
                        ("state", "confirmed"),
                    ),
                    _connector="OR",
                ),
                name="bands_decided_completely",
            ),
        ),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by", None),
                        ("proposed_by", None),
                        ("state", "confirmed"),
                        ("version", 1),
                    ),
                    models.Q(
                        ("decided_at", None), ("decided_by", None), ("proposed_by__isnull", False)
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("proposed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="bands_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalband",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[("table", "="), ("amounts", "&&")], name="bands_no_overlap"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalband",
            constraint=models.CheckConstraint(
                condition=models.Q(("amounts__isempty", False)), name="bands_hold_some_amount"
            ),
        ),
        migrations.AddConstraint(
            model_name="approvalband",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "approvers__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.Value(2), "-", models.F("senior_approvers")
                        ),
                    )
                ),
                name="bands_two_people_at_least",
            ),
        ),
        migrations.RunSQL(CARRY_OVER, migrations.RunSQL.noop),
    ]
