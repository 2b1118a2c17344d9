"""What the terms computed is on record once for each reversal, and two people stand for it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CONFIRMED = """
CREATE FUNCTION payouts_correction_by_two() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM payouts_adjustment a WHERE a.id = NEW.adjustment_id
            AND a.made_by_id = NEW.maker_id AND a.reversal_id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'adjustment_names_the_maker: somebody else computed this correction'
            USING ERRCODE = '23514', CONSTRAINT = 'adjustment_names_the_maker';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_confirmation_by_two BEFORE INSERT ON payouts_adjustmentconfirmation
    FOR EACH ROW EXECUTE FUNCTION payouts_correction_by_two();
CREATE TRIGGER payouts_confirmation_append_only
    BEFORE UPDATE OR DELETE ON payouts_adjustmentconfirmation
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_confirmation_no_truncate
    BEFORE TRUNCATE ON payouts_adjustmentconfirmation
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE FUNCTION payouts_correction_of_its_own_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM payouts_payout p JOIN outcomes_reversal r
            ON r.verification_id = p.verification_id
            WHERE p.id = NEW.payout_id AND r.id = NEW.reversal_id
            AND p.state = 'paid' AND r.state = 'confirmed'
    ) THEN
        RAISE EXCEPTION 'adjustment_of_a_reversed_result: no paid result was reversed by this'
            USING ERRCODE = '23514', CONSTRAINT = 'adjustment_of_a_reversed_result';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_adjustment_of_its_result BEFORE INSERT ON payouts_adjustment
    FOR EACH ROW WHEN (NEW.reversal_id IS NOT NULL)
    EXECUTE FUNCTION payouts_correction_of_its_own_result();
"""
UNDO = """
DROP TRIGGER payouts_adjustment_of_its_result ON payouts_adjustment;
DROP FUNCTION payouts_correction_of_its_own_result;
DROP TRIGGER payouts_confirmation_no_truncate ON payouts_adjustmentconfirmation;
DROP TRIGGER payouts_confirmation_append_only ON payouts_adjustmentconfirmation;
DROP TRIGGER payouts_confirmation_by_two ON payouts_adjustmentconfirmation;
DROP FUNCTION payouts_correction_by_two;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("outcomes", "0018_results_are_reversed"),
        ("payouts", "0011_reversed_results_are_not_paid"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AdjustmentConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("confirmed_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "confirmation of a correction",
                "verbose_name_plural": "confirmations of corrections",
            },
        ),
        migrations.RemoveConstraint(
            model_name="adjustment",
            name="adjustment_changes_something",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="inputs",
            field=models.JSONField(default=dict, verbose_name="inputs and their hashes"),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="reversal",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustment",
                to="outcomes.reversal",
            ),
        ),
        migrations.AddField(
            model_name="adjustment",
            name="working",
            field=models.JSONField(default=list, verbose_name="working"),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("delta", 0), _negated=True),
                    ("reversal__isnull", False),
                    _connector="OR",
                ),
                name="adjustment_changes_something",
            ),
        ),
        migrations.AddField(
            model_name="adjustmentconfirmation",
            name="adjustment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmation",
                to="payouts.adjustment",
            ),
        ),
        migrations.AddField(
            model_name="adjustmentconfirmation",
            name="confirmed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="adjustmentconfirmation",
            name="maker",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustmentconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("confirmed_by", models.F("maker")), _negated=True),
                name="adjustment_by_two_people",
            ),
        ),
        migrations.RunSQL(CONFIRMED, UNDO),
    ]
