"""What an approver saw is kept with the approval, under a second factor of the same hour."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE TRIGGER payouts_sight_append_only BEFORE UPDATE OR DELETE ON payouts_sight
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_sight_no_truncate BEFORE TRUNCATE ON payouts_sight
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE FUNCTION payouts_sight_just_proven() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signed timestamptz;
BEGIN
    SELECT approved_at INTO signed FROM payouts_approval WHERE id = NEW.approval_id;
    IF signed NOT BETWEEN NEW.factor_at AND NEW.factor_at + interval '1 hour' THEN
        RAISE EXCEPTION 'sight_just_proven: the second factor of % is of another hour', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'sight_just_proven';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_sight_proven BEFORE INSERT ON payouts_sight
    FOR EACH ROW EXECUTE FUNCTION payouts_sight_just_proven();
"""
UNGUARD = """
DROP TRIGGER payouts_sight_proven ON payouts_sight;
DROP FUNCTION payouts_sight_just_proven;
DROP TRIGGER payouts_sight_append_only ON payouts_sight;
DROP TRIGGER payouts_sight_no_truncate ON payouts_sight;
"""


class Migration(migrations.Migration):
    dependencies = [("payouts", "0014_handed_out_once")]

    operations = [
        migrations.CreateModel(
            name="Sight",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.CharField(max_length=40, unique=True, verbose_name="receipt number"),
                ),
                ("lines", models.JSONField(verbose_name="what was shown")),
                (
                    "digest",
                    models.CharField(max_length=64, verbose_name="hash of what was shown"),
                ),
                ("factor", models.CharField(max_length=30, verbose_name="second factor")),
                ("factor_at", models.DateTimeField(verbose_name="second factor shown")),
                (
                    "typed",
                    models.BigIntegerField(null=True, verbose_name="amount typed, won"),
                ),
                (
                    "approval",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sight",
                        to="payouts.approval",
                    ),
                ),
            ],
            options={"verbose_name": "sight", "verbose_name_plural": "sights"},
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
