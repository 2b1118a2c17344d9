"""A third purse, for incentives; what was signed before is paid out of results as it was."""

import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE OR REPLACE FUNCTION programs_amendment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({new}) IS DISTINCT FROM ({old}) THEN
        RAISE EXCEPTION 'amendment_never_edited: what was asked for is not edited; ask anew'
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_never_edited';
    END IF;
    RETURN NEW;
END $$;
"""
ASKED = ("commitment_id", "base_delta", "success_delta", "reason", "proposed_by_id")
SIGNED = "UPDATE programs_agreement SET incentive_apart = false WHERE state IN ('signed', 'closed')"


def kept(*columns: str) -> str:
    """What an amendment asks for is not edited."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return KEPT.format(new=new, old=old)


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0006_strangers_and_contacts"),
        ("programs", "0009_verifiers_rotate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="agreement",
            name="agreement_reserve_not_negative",
        ),
        migrations.RemoveConstraint(
            model_name="agreement",
            name="agreement_reserve_only_when_signed",
        ),
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_unconfirmed_is_empty",
        ),
        migrations.RemoveConstraint(
            model_name="commitmentamendment",
            name="amendment_changes_something",
        ),
        migrations.AddField(
            model_name="agreement",
            name="incentive_apart",
            field=models.BooleanField(default=True, editable=False),
        ),
        migrations.AddField(
            model_name="agreement",
            name="incentive_reserved",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitment",
            name="incentive_amount",
            field=models.BigIntegerField(default=0, verbose_name="incentive, won"),
        ),
        migrations.AddField(
            model_name="commitment",
            name="incentive_paid",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitment",
            name="incentive_reserved",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitmentamendment",
            name="incentive_delta",
            field=models.BigIntegerField(default=0, verbose_name="change of the incentive, won"),
        ),
        migrations.RunSQL(SIGNED, migrations.RunSQL.noop),
        migrations.RunSQL(kept(*ASKED, "incentive_delta"), kept(*ASKED)),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("incentive_apart", True), ("incentive_reserved", 0), _connector="OR"
                ),
                name="agreement_incentive_only_apart",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base_reserved__gte", 0),
                    ("incentive_reserved__gte", 0),
                    ("success_reserved__gte", 0),
                ),
                name="agreement_reserve_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("base_reserved", 0),
                        ("incentive_reserved", 0),
                        ("state__in", ["proposed", "withdrawn"]),
                        ("success_reserved", 0),
                    ),
                    models.Q(("signed_at__isnull", False), ("state__in", ["signed", "closed"])),
                    _connector="OR",
                ),
                name="agreement_reserve_only_when_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("incentive_paid__gte", 0),
                    ("incentive_reserved__gte", 0),
                    (
                        "incentive_amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("incentive_reserved"), "+", models.F("incentive_paid")
                        ),
                    ),
                ),
                name="commitment_incentive_not_overspent",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("base_reserved", 0),
                        ("incentive_reserved", 0),
                        ("state", "proposed"),
                        ("success_reserved", 0),
                    ),
                    models.Q(("confirmed_by__isnull", False), ("state", "confirmed")),
                    _connector="OR",
                ),
                name="commitment_unconfirmed_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base_delta", 0), ("incentive_delta", 0), ("success_delta", 0), _negated=True
                ),
                name="amendment_changes_something",
            ),
        ),
    ]
