"""Rows of answers that were not applied, and what became of them; no payment is tried meanwhile."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TABLES = ("payouts_asiderow", "payouts_rowresolution")
GUARD = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
    for table in TABLES
)
UNGUARD = "".join(
    f"""
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
"""
    for table in TABLES
)
# What is said of a row has to be so: applied where a line of the bank was, answered where it was.
TRUE = """
CREATE FUNCTION payouts_resolution_is_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    aside payouts_asiderow;
BEGIN
    SELECT * INTO aside FROM payouts_asiderow WHERE id = NEW.aside_id;
    IF (NEW.remedy = 'not_ours') <> (aside.disbursement_id IS NULL)
    OR NEW.remedy = 'overtaken' AND EXISTS (SELECT 1 FROM payouts_disbursement d
        WHERE d.id = aside.disbursement_id AND d.state = 'sent')
    OR NEW.remedy = 'taken_up' AND NOT EXISTS (SELECT 1 FROM payouts_bankline line
        WHERE line.answer_id = aside.answer_id AND line.row = aside.row
        AND line.disbursement_id = aside.disbursement_id)
    THEN
        RAISE EXCEPTION 'resolution_is_true: row % is not %', aside.row, NEW.remedy
            USING ERRCODE = '23514', CONSTRAINT = 'resolution_is_true';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_rowresolution_true BEFORE INSERT ON payouts_rowresolution
    FOR EACH ROW EXECUTE FUNCTION payouts_resolution_is_true();
"""
UNTRUE = """
DROP TRIGGER payouts_rowresolution_true ON payouts_rowresolution;
DROP FUNCTION payouts_resolution_is_true;
"""
# Few rows are ever open, so each guard begins with them, however many payments it looks at.
WAITS = """
CREATE FUNCTION payouts_not_while_set_aside(numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    bad text;
BEGIN
    SELECT d.key INTO bad FROM payouts_asiderow a
        LEFT JOIN payouts_rowresolution r ON r.aside_id = a.id
        JOIN payouts_disbursement d ON d.id = a.disbursement_id
        WHERE r.id IS NULL AND d.payout_id = ANY(numbers) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payment_not_while_set_aside: a row about % is not resolved', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payment_not_while_set_aside';
    END IF;
END $$;
CREATE FUNCTION payouts_attempts_not_while_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM payouts_not_while_set_aside(ARRAY(SELECT payout_id FROM new_rows));
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_attempts_clear AFTER INSERT ON payouts_disbursement
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_attempts_not_while_set_aside();
CREATE FUNCTION payouts_file_not_while_set_aside() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM payouts_not_while_set_aside(
        ARRAY(SELECT payout_id FROM payouts_disbursement WHERE batch_id = NEW.id));
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_file_clear BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.state = 'sent' AND OLD.state = 'built')
    EXECUTE FUNCTION payouts_file_not_while_set_aside();
"""
GOES_ON = """
DROP TRIGGER payouts_file_clear ON payouts_bankbatch;
DROP FUNCTION payouts_file_not_while_set_aside;
DROP TRIGGER payouts_attempts_clear ON payouts_disbursement;
DROP FUNCTION payouts_attempts_not_while_set_aside;
DROP FUNCTION payouts_not_while_set_aside;
"""
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0022_answers_in_messages"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="AsideRow",
            fields=[
                ("id", ID),
                ("row", models.PositiveIntegerField(verbose_name="row")),
                ("key", models.CharField(blank=True, max_length=80, verbose_name="key")),
                ("reasons", models.JSONField(verbose_name="reasons")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asides",
                        to="payouts.bankanswer",
                    ),
                ),
                (
                    "disbursement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asides",
                        to="payouts.disbursement",
                    ),
                ),
            ],
            options={"verbose_name": "row set aside", "verbose_name_plural": "rows set aside"},
        ),
        migrations.CreateModel(
            name="RowResolution",
            fields=[
                ("id", ID),
                (
                    "remedy",
                    models.CharField(
                        choices=[
                            ("taken_up", "Applied after all"),
                            ("overtaken", "Answered anew by the bank"),
                            ("not_ours", "About no payment of this file"),
                        ],
                        max_length=12,
                        verbose_name="what became of it",
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField()),
                (
                    "aside",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="resolution",
                        to="payouts.asiderow",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "resolution of a row",
                "verbose_name_plural": "resolutions of rows",
            },
        ),
        migrations.AddConstraint(
            model_name="asiderow",
            constraint=models.UniqueConstraint(fields=("answer", "row"), name="aside_row_once"),
        ),
        migrations.AddConstraint(
            model_name="asiderow",
            constraint=models.CheckConstraint(
                condition=~models.Q(reasons=[]), name="aside_row_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="rowresolution",
            constraint=models.CheckConstraint(
                condition=~models.Q(reason=""), name="resolution_says_why"
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunSQL(TRUE, UNTRUE),
        migrations.RunSQL(WAITS, GOES_ON),
    ]
