"""A change of a commitment has a day; a closed programme keeps no money that nobody used."""

import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import programs.domain.lifecycle

DAYS = """
UPDATE programs_commitmentamendment SET
    effective_on = (coalesce(confirmed_at, created_at) AT TIME ZONE 'Asia/Seoul')::date,
    applied_at = CASE state WHEN 'confirmed' THEN coalesce(confirmed_at, created_at) END,
    state = CASE state WHEN 'confirmed' THEN 'applied' ELSE state END;
"""
NO_DAYS = """
UPDATE programs_commitmentamendment SET confirmed_by_id = NULL, state = 'proposed'
    WHERE state = 'lapsed';
UPDATE programs_commitmentamendment SET state = 'confirmed' WHERE state = 'applied';
UPDATE programs_commitment SET state = 'confirmed' WHERE state = 'released';
"""
STAYS = """
CREATE OR REPLACE FUNCTION programs_amendment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({new}) IS DISTINCT FROM ({old}) THEN
        RAISE EXCEPTION 'amendment_never_edited: what was asked for is not edited; ask anew'
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_never_edited';
    END IF;{more}
    RETURN NEW;
END $$;
"""
ONCE = """
    IF OLD.state IN ('applied', 'lapsed') AND (NEW.state, NEW.applied_at) IS DISTINCT FROM
        (OLD.state, OLD.applied_at) THEN
        RAISE EXCEPTION 'amendment_moves_once: what took effect, or lapsed, stays so'
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_moves_once';
    END IF;
    IF NEW.state = 'applied' AND OLD.state <> 'applied'
        AND (NEW.applied_at AT TIME ZONE 'Asia/Seoul')::date < NEW.effective_on THEN
        RAISE EXCEPTION 'amendment_not_before_its_day: it takes effect on %', NEW.effective_on
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_not_before_its_day';
    END IF;"""
ASKED = (
    "commitment_id", "base_delta", "success_delta", "incentive_delta", "reason", "proposed_by_id",
)  # fmt: skip

CLOSES = """
CREATE FUNCTION programs_program_is_settled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM programs_agreement a WHERE a.program_id = NEW.id AND (
            a.state IN ('proposed', 'signed')
            OR a.base_reserved + a.success_reserved + a.incentive_reserved > 0)
    ) OR EXISTS (
        SELECT FROM programs_commitment c WHERE c.program_id = NEW.id AND c.state = 'confirmed'
    ) THEN
        RAISE EXCEPTION 'program_closed_once_settled: % holds money that is not settled', NEW.code
            USING ERRCODE = '23514', CONSTRAINT = 'program_closed_once_settled';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programs_program_settled BEFORE UPDATE ON programs_program
    FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state <> 'closed')
    EXECUTE FUNCTION programs_program_is_settled();

CREATE FUNCTION programs_commitment_is_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM programs_program p WHERE p.id = NEW.program_id AND p.state = 'closed')
        AND (TG_OP = 'INSERT' OR (NEW.state = 'confirmed' AND OLD.state <> 'confirmed')
            OR NEW.base_amount > OLD.base_amount OR NEW.success_amount > OLD.success_amount
            OR NEW.incentive_amount > OLD.incentive_amount)
    THEN
        RAISE EXCEPTION 'commitment_to_a_running_program: nothing is committed to a closed one'
            USING ERRCODE = '23514', CONSTRAINT = 'commitment_to_a_running_program';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programs_commitment_accepted BEFORE INSERT OR UPDATE ON programs_commitment
    FOR EACH ROW EXECUTE FUNCTION programs_commitment_is_accepted();
"""
OPEN = """
DROP TRIGGER programs_program_settled ON programs_program;
DROP FUNCTION programs_program_is_settled;
DROP TRIGGER programs_commitment_accepted ON programs_commitment;
DROP FUNCTION programs_commitment_is_accepted;
"""


def stays(*columns: str, more: str = "") -> str:
    """What an amendment asks for is not edited, and what it did is not undone."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return STAYS.format(new=new, old=old, more=more)


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0010_incentive_purse"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_base_not_overspent",
        ),
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_success_not_overspent",
        ),
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_incentive_not_overspent",
        ),
        migrations.RemoveConstraint(
            model_name="commitment",
            name="commitment_unconfirmed_is_empty",
        ),
        migrations.RemoveConstraint(
            model_name="commitmentamendment",
            name="amendment_confirmed_by_someone",
        ),
        migrations.AddField(
            model_name="commitment",
            name="base_leaving",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitment",
            name="incentive_leaving",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitment",
            name="success_leaving",
            field=models.BigIntegerField(default=0, editable=False),
        ),
        migrations.AddField(
            model_name="commitmentamendment",
            name="applied_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="took effect"),
        ),
        migrations.AddField(
            model_name="commitmentamendment",
            name="effective_on",
            field=models.DateField(null=True, verbose_name="takes effect on"),
        ),
        migrations.RunSQL(DAYS, NO_DAYS),
        migrations.AlterField(
            model_name="commitmentamendment",
            name="effective_on",
            field=models.DateField(verbose_name="takes effect on"),
        ),
        migrations.RunSQL(stays(*ASKED, "effective_on", more=ONCE), stays(*ASKED)),
        migrations.RunSQL(CLOSES, OPEN),
        migrations.AlterField(
            model_name="commitment",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("confirmed", "Confirmed"),
                    ("released", "Released"),
                ],
                default=programs.domain.lifecycle.CommitmentState["PROPOSED"],
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AlterField(
            model_name="commitmentamendment",
            name="state",
            field=models.CharField(
                choices=[
                    ("proposed", "Proposed"),
                    ("confirmed", "Confirmed"),
                    ("applied", "In effect"),
                    ("lapsed", "Lapsed"),
                ],
                default=programs.domain.lifecycle.AmendmentState["PROPOSED"],
                max_length=20,
                verbose_name="state",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("base_leaving__gte", 0),
                    ("base_paid__gte", 0),
                    ("base_reserved__gte", 0),
                    (
                        "base_amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("base_reserved"), "+", models.F("base_paid")
                            ),
                            "+",
                            models.F("base_leaving"),
                        ),
                    ),
                ),
                name="commitment_base_not_overspent",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("success_leaving__gte", 0),
                    ("success_paid__gte", 0),
                    ("success_reserved__gte", 0),
                    (
                        "success_amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("success_reserved"), "+", models.F("success_paid")
                            ),
                            "+",
                            models.F("success_leaving"),
                        ),
                    ),
                ),
                name="commitment_success_not_overspent",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("incentive_leaving__gte", 0),
                    ("incentive_paid__gte", 0),
                    ("incentive_reserved__gte", 0),
                    (
                        "incentive_amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("incentive_reserved"), "+", models.F("incentive_paid")
                            ),
                            "+",
                            models.F("incentive_leaving"),
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
                    models.Q(
                        ("confirmed_by__isnull", False), ("state__in", ["confirmed", "released"])
                    ),
                    _connector="OR",
                ),
                name="commitment_unconfirmed_is_empty",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "released"), _negated=True),
                    models.Q(
                        (
                            "base_amount",
                            django.db.models.expressions.CombinedExpression(
                                models.F("base_reserved"), "+", models.F("base_paid")
                            ),
                        ),
                        (
                            "incentive_amount",
                            django.db.models.expressions.CombinedExpression(
                                models.F("incentive_reserved"), "+", models.F("incentive_paid")
                            ),
                        ),
                        (
                            "success_amount",
                            django.db.models.expressions.CombinedExpression(
                                models.F("success_reserved"), "+", models.F("success_paid")
                            ),
                        ),
                    ),
                    _connector="OR",
                ),
                name="commitment_released_keeps_nothing_free",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", None), ("state", "proposed")),
                    models.Q(
                        ("confirmed_by__isnull", False), ("state__in", ["confirmed", "applied"])
                    ),
                    ("state", "lapsed"),
                    _connector="OR",
                ),
                name="amendment_confirmed_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("applied_at__isnull", False), ("state", "applied")),
                    models.Q(models.Q(("state", "applied"), _negated=True), ("applied_at", None)),
                    _connector="OR",
                ),
                name="amendment_applied_at_a_moment",
            ),
        ),
    ]
