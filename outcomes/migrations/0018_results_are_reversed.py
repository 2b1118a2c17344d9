"""A signed result that does not stand is reversed beside it, by two people, once and for all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import outcomes.domain.lifecycle

STANDS = """
CREATE FUNCTION outcomes_reversal_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'proposed' THEN
        RAISE EXCEPTION 'reversal_begins_proposed: nobody reverses a result alone'
            USING ERRCODE = '23514', CONSTRAINT = 'reversal_begins_proposed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_reversal_begins BEFORE INSERT ON outcomes_reversal
    FOR EACH ROW EXECUTE FUNCTION outcomes_reversal_begins();
CREATE FUNCTION outcomes_reversal_is_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state <> 'proposed'
        OR (OLD.verification_id, OLD.finding_id, OLD.attained, OLD.reason, OLD.independence,
            OLD.proposed_by_id, OLD.proposed_at)
            IS DISTINCT FROM
            (NEW.verification_id, NEW.finding_id, NEW.attained, NEW.reason, NEW.independence,
            NEW.proposed_by_id, NEW.proposed_at)
    THEN
        RAISE EXCEPTION 'reversal_decided_once: what was proposed stays, and is decided once'
            USING ERRCODE = '23514', CONSTRAINT = 'reversal_decided_once';
    END IF;
    -- whoever prepares, approves or sends a payment of the target waits, and then sees it
    PERFORM 1 FROM outcomes_verification verification
        JOIN outcomes_target target ON target.id = verification.target_id
        WHERE verification.id = NEW.verification_id FOR NO KEY UPDATE OF target;
    IF EXISTS (SELECT 1 FROM outcomes_verification v
        WHERE v.id = NEW.verification_id AND v.verified_by_id = NEW.decided_by_id)
    THEN
        RAISE EXCEPTION 'reversal_not_by_the_verifier: who signed the result does not decide'
            USING ERRCODE = '23514', CONSTRAINT = 'reversal_not_by_the_verifier';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_reversal_decided BEFORE UPDATE OR DELETE ON outcomes_reversal
    FOR EACH ROW EXECUTE FUNCTION outcomes_reversal_is_decided_once();
CREATE TRIGGER outcomes_reversal_no_truncate BEFORE TRUNCATE ON outcomes_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
UNDO = """
DROP TRIGGER outcomes_reversal_no_truncate ON outcomes_reversal;
DROP TRIGGER outcomes_reversal_decided ON outcomes_reversal;
DROP FUNCTION outcomes_reversal_is_decided_once;
DROP TRIGGER outcomes_reversal_begins ON outcomes_reversal;
DROP FUNCTION outcomes_reversal_begins;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("outcomes", "0017_verifiers_are_strangers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reversal",
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
                    "attained",
                    models.DecimalField(
                        blank=True,
                        decimal_places=4,
                        max_digits=14,
                        null=True,
                        verbose_name="counts instead",
                    ),
                ),
                ("reason", models.TextField(verbose_name="why")),
                (
                    "independence",
                    models.TextField(blank=True, verbose_name="statement of independence"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("confirmed", "Confirmed"),
                            ("refused", "Refused"),
                        ],
                        default=outcomes.domain.lifecycle.ReversalState["PROPOSED"],
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "finding",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="outcomes.finding",
                        verbose_name="late finding",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="proposed by",
                    ),
                ),
                (
                    "verification",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversals",
                        to="outcomes.verification",
                        verbose_name="verification",
                    ),
                ),
            ],
            options={
                "verbose_name": "reversal",
                "verbose_name_plural": "reversals",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("verification",),
                        name="reversal_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="reversal_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("state", "proposed")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("state__in", ["confirmed", "refused"]),
                            ),
                            _connector="OR",
                        ),
                        name="reversal_decided_by_someone",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="reversal_says_why"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("attained", None), ("attained__gte", 0), _connector="OR"
                        ),
                        name="reversal_not_below_nothing",
                    ),
                ],
            },
        ),
        migrations.RunSQL(STANDS, UNDO),
    ]
