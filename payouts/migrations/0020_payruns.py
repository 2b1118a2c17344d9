"""Pay runs: their chunks are the queue, and what they left out stays with its reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

GUARD = """
CREATE TRIGGER payouts_payrunrefusal_append_only BEFORE UPDATE OR DELETE ON payouts_payrunrefusal
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_payrunrefusal_no_truncate BEFORE TRUNCATE ON payouts_payrunrefusal
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE FUNCTION payouts_run_is_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'pay_run_is_history: what a run has finished in % stays', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'pay_run_is_history';
END $$;
CREATE TRIGGER payouts_payrunchunk_history BEFORE UPDATE ON payouts_payrunchunk
    FOR EACH ROW WHEN (OLD.state = 'finished') EXECUTE FUNCTION payouts_run_is_history();
CREATE TRIGGER payouts_payrun_history BEFORE UPDATE ON payouts_payrun
    FOR EACH ROW WHEN (OLD.state = 'finished') EXECUTE FUNCTION payouts_run_is_history();
CREATE TRIGGER payouts_payrunchunk_stays BEFORE DELETE ON payouts_payrunchunk
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_payrun_stays BEFORE DELETE ON payouts_payrun
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
"""
UNGUARD = """
DROP TRIGGER payouts_payrun_stays ON payouts_payrun;
DROP TRIGGER payouts_payrunchunk_stays ON payouts_payrunchunk;
DROP TRIGGER payouts_payrun_history ON payouts_payrun;
DROP TRIGGER payouts_payrunchunk_history ON payouts_payrunchunk;
DROP FUNCTION payouts_run_is_history;
DROP TRIGGER payouts_payrunrefusal_no_truncate ON payouts_payrunrefusal;
DROP TRIGGER payouts_payrunrefusal_append_only ON payouts_payrunrefusal;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("outcomes", "0017_verifiers_are_strangers"),
        ("payouts", "0019_away_and_frozen"),
        ("programs", "0009_verifiers_rotate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PayRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("number", models.CharField(max_length=40, unique=True, verbose_name="number")),
                ("lines", models.PositiveIntegerField(verbose_name="lines of a file")),
                ("opened_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[("under_way", "Under way"), ("finished", "Finished")],
                        default="under_way",
                        max_length=20,
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "opened_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "program",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_runs",
                        to="programs.program",
                    ),
                ),
            ],
            options={
                "verbose_name": "pay run",
                "verbose_name_plural": "pay runs",
            },
        ),
        migrations.CreateModel(
            name="PayRunChunk",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "stage",
                    models.CharField(
                        choices=[("computing", "Computing"), ("sending", "Sending")], max_length=20
                    ),
                ),
                ("place", models.PositiveIntegerField()),
                ("first_agreement", models.BigIntegerField()),
                ("first_key", models.BigIntegerField()),
                ("last_agreement", models.BigIntegerField()),
                ("last_key", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("finished", "Finished")],
                        default="waiting",
                        max_length=20,
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="rows done")),
                ("total", models.BigIntegerField(default=0, verbose_name="total, won")),
                (
                    "batch",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pay_run_chunk",
                        to="payouts.bankbatch",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chunks",
                        to="payouts.payrun",
                    ),
                ),
            ],
            options={
                "verbose_name": "chunk of a pay run",
                "verbose_name_plural": "chunks of a pay run",
            },
        ),
        migrations.CreateModel(
            name="PayRunRefusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.JSONField(verbose_name="reason")),
                ("refused_at", models.DateTimeField()),
                (
                    "payout",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="payouts.payout",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="payouts.payrun",
                    ),
                ),
                (
                    "verification",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="outcomes.verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "row that a pay run refused",
                "verbose_name_plural": "rows that a pay run refused",
            },
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "under_way")),
                fields=("program",),
                name="pay_run_one_under_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "finished"), ("finished_at", None), _connector="XOR"),
                name="pay_run_finished_once",
            ),
        ),
        migrations.AddIndex(
            model_name="payrunchunk",
            index=models.Index(
                condition=models.Q(("state", "waiting")),
                fields=["run", "stage", "place"],
                name="pay_run_chunk_waiting",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrunchunk",
            constraint=models.UniqueConstraint(
                fields=("run", "stage", "place"), name="pay_run_chunk_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payrunchunk",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "finished"),
                    models.Q(("batch", None), ("done", 0), ("total", 0)),
                    _connector="OR",
                ),
                name="pay_run_chunk_whole_or_not_at_all",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrunrefusal",
            constraint=models.CheckConstraint(
                condition=models.Q(("payout", None), ("verification", None), _connector="XOR"),
                name="pay_run_refusal_of_one_row",
            ),
        ),
        migrations.AddConstraint(
            model_name="payrunrefusal",
            constraint=models.UniqueConstraint(
                fields=("run", "payout"), name="pay_run_refusal_payout_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payrunrefusal",
            constraint=models.UniqueConstraint(
                fields=("run", "verification"), name="pay_run_refusal_verification_once"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
