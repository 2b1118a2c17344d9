"""What two people corrected moves money: more on its own road, too much comes back."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import payouts.domain.clawbacks
import payouts.domain.lifecycle

ONCE = """
CREATE FUNCTION payouts_correction_counts_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- two that confirm different computations of one reversal wait for each other here
    PERFORM 1 FROM payouts_payout p JOIN payouts_adjustment a ON a.payout_id = p.id
        WHERE a.id = NEW.adjustment_id FOR UPDATE OF p;
    IF EXISTS (
        SELECT 1 FROM payouts_adjustment a
            JOIN payouts_adjustment other ON other.reversal_id = a.reversal_id
            JOIN payouts_adjustmentconfirmation c ON c.adjustment_id = other.id
            WHERE a.id = NEW.adjustment_id
    ) THEN
        RAISE EXCEPTION 'adjustment_of_a_reversal_counts_once: it was corrected already'
            USING ERRCODE = '23514', CONSTRAINT = 'adjustment_of_a_reversal_counts_once';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_confirmation_once BEFORE INSERT ON payouts_adjustmentconfirmation
    FOR EACH ROW EXECUTE FUNCTION payouts_correction_counts_once();

CREATE FUNCTION payouts_extra_of_a_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT 1 FROM payouts_adjustment a
            JOIN payouts_adjustmentconfirmation c ON c.adjustment_id = a.id
            JOIN payouts_payout p ON p.id = a.payout_id
            WHERE a.id = NEW.corrects_id AND a.delta = NEW.amount
            AND p.verification_id IS NOT DISTINCT FROM NEW.verification_id
            AND (p.agreement_id, p.clause_key, p.part)
            = (NEW.agreement_id, NEW.clause_key, NEW.part)
    ) THEN
        RAISE EXCEPTION 'payout_of_a_confirmed_correction: two people did not add % to %',
            NEW.amount, NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_of_a_confirmed_correction';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_corrects BEFORE INSERT ON payouts_payout
    FOR EACH ROW WHEN (NEW.corrects_id IS NOT NULL)
    EXECUTE FUNCTION payouts_extra_of_a_correction();
CREATE TRIGGER payouts_payout_correction_kept BEFORE UPDATE OF corrects_id ON payouts_payout
    FOR EACH ROW WHEN (NEW.corrects_id IS DISTINCT FROM OLD.corrects_id)
    EXECUTE FUNCTION payouts_extra_of_a_correction();
"""
TWICE = """
DROP TRIGGER payouts_payout_correction_kept ON payouts_payout;
DROP TRIGGER payouts_payout_corrects ON payouts_payout;
DROP FUNCTION payouts_extra_of_a_correction;
DROP TRIGGER payouts_confirmation_once ON payouts_adjustmentconfirmation;
DROP FUNCTION payouts_correction_counts_once;
"""
OWED = """
CREATE FUNCTION payouts_clawback_gone(clawback bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT coalesce(sum(r.amount), 0)::bigint FROM payouts_recovery r
        WHERE r.clawback_id = clawback AND r.state = 'confirmed';
$$;

CREATE FUNCTION payouts_clawback_of_a_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'open' OR NOT EXISTS (
        SELECT 1 FROM payouts_adjustment a
            JOIN payouts_adjustmentconfirmation c ON c.adjustment_id = a.id
            JOIN payouts_payout p ON p.id = a.payout_id
            WHERE a.id = NEW.adjustment_id AND a.delta = -NEW.amount
            AND (p.agreement_id, p.part) = (NEW.agreement_id, NEW.part)
    ) THEN
        RAISE EXCEPTION 'clawback_of_a_confirmed_correction: two people did not take % away',
            NEW.amount
            USING ERRCODE = '23514', CONSTRAINT = 'clawback_of_a_confirmed_correction';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_clawback_begins BEFORE INSERT ON payouts_clawback
    FOR EACH ROW EXECUTE FUNCTION payouts_clawback_of_a_correction();

CREATE FUNCTION payouts_clawback_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.number, NEW.adjustment_id, NEW.agreement_id, NEW.part, NEW.amount, NEW.arisen_at)
        IS DISTINCT FROM
        (OLD.number, OLD.adjustment_id, OLD.agreement_id, OLD.part, OLD.amount, OLD.arisen_at)
    THEN
        RAISE EXCEPTION 'clawback_never_edited: what % owes is not edited', OLD.number
            USING ERRCODE = '23514', CONSTRAINT = 'clawback_never_edited';
    END IF;
    IF NEW.state IN ('recovered', 'written_off') AND payouts_clawback_gone(NEW.id) <> NEW.amount
    THEN
        RAISE EXCEPTION 'clawback_closed_with_its_last_won: % is still owed', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'clawback_closed_with_its_last_won';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_clawback_kept BEFORE UPDATE ON payouts_clawback
    FOR EACH ROW EXECUTE FUNCTION payouts_clawback_is_kept();
CREATE TRIGGER payouts_clawback_moves_on BEFORE UPDATE OF state ON payouts_clawback
    FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION payouts_moves_on(
        'open>demanded', 'open>recovered', 'demanded>recovered', 'open>written_off',
        'demanded>written_off');

CREATE FUNCTION payouts_recovery_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owed payouts_clawback%ROWTYPE;
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' THEN
            RAISE EXCEPTION 'recovery_begins_proposed: a second person confirms it'
                USING ERRCODE = '23514', CONSTRAINT = 'recovery_begins_proposed';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.state <> 'proposed' OR (NEW.clawback_id, NEW.kind, NEW.amount, NEW.came_on, NEW.reason,
        NEW.proposed_by_id, NEW.proposed_at) IS DISTINCT FROM (OLD.clawback_id, OLD.kind,
        OLD.amount, OLD.came_on, OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'recovery_never_edited: it is decided once, and never edited'
            USING ERRCODE = '23514', CONSTRAINT = 'recovery_never_edited';
    END IF;
    IF NEW.state = 'confirmed' THEN
        SELECT * INTO owed FROM payouts_clawback WHERE id = NEW.clawback_id FOR UPDATE;
        IF payouts_clawback_gone(owed.id) + NEW.amount > owed.amount THEN
            RAISE EXCEPTION 'clawback_not_overdrawn: less than % is left of %', NEW.amount,
                owed.number
                USING ERRCODE = '23514', CONSTRAINT = 'clawback_not_overdrawn';
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_recovery_sound BEFORE INSERT OR UPDATE ON payouts_recovery
    FOR EACH ROW EXECUTE FUNCTION payouts_recovery_is_sound();
""" + "".join(
    f"""
CREATE TRIGGER payouts_{table}_stays BEFORE DELETE ON payouts_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_{table}_no_truncate BEFORE TRUNCATE ON payouts_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
"""
    for table in ("clawback", "recovery")
)
OWED_BACK = """
DROP TRIGGER payouts_recovery_no_truncate ON payouts_recovery;
DROP TRIGGER payouts_recovery_stays ON payouts_recovery;
DROP TRIGGER payouts_clawback_no_truncate ON payouts_clawback;
DROP TRIGGER payouts_clawback_stays ON payouts_clawback;
DROP TRIGGER payouts_recovery_sound ON payouts_recovery;
DROP FUNCTION payouts_recovery_is_sound;
DROP TRIGGER payouts_clawback_moves_on ON payouts_clawback;
DROP TRIGGER payouts_clawback_kept ON payouts_clawback;
DROP FUNCTION payouts_clawback_is_kept;
DROP TRIGGER payouts_clawback_begins ON payouts_clawback;
DROP FUNCTION payouts_clawback_of_a_correction;
DROP FUNCTION payouts_clawback_gone;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0007_holders_are_asked"),
        ("outcomes", "0018_results_are_reversed"),
        ("payouts", "0023_rows_set_aside"),
        ("programs", "0013_bands_say_who_approves"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Clawback",
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
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("base", "First tranche"),
                            ("success", "On results"),
                            ("incentive", "Incentive"),
                        ],
                        max_length=10,
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount, won")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("demanded", "Demanded"),
                            ("recovered", "Recovered"),
                            ("written_off", "Written off"),
                        ],
                        default=payouts.domain.clawbacks.ClawbackState["OPEN"],
                        max_length=20,
                    ),
                ),
                ("arisen_at", models.DateTimeField(verbose_name="arisen")),
            ],
            options={
                "verbose_name": "clawback",
                "verbose_name_plural": "clawbacks",
            },
        ),
        migrations.CreateModel(
            name="Recovery",
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
                ("reason", models.TextField(verbose_name="reason")),
                ("proposed_at", models.DateTimeField(verbose_name="proposed")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided")),
                (
                    "kind",
                    models.CharField(
                        choices=[("repaid", "Paid back"), ("written_off", "Written off")],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="amount, won")),
                ("came_on", models.DateField(blank=True, null=True, verbose_name="came in on")),
            ],
            options={
                "verbose_name": "recovery",
                "verbose_name_plural": "recoveries",
            },
        ),
        migrations.RemoveConstraint(
            model_name="payout",
            name="payout_of_a_result_once",
        ),
        migrations.RemoveConstraint(
            model_name="payout",
            name="payout_first_tranche_once",
        ),
        migrations.AddField(
            model_name="adjustment",
            name="turn",
            field=models.PositiveSmallIntegerField(db_default=1, default=1),
        ),
        migrations.AddField(
            model_name="payout",
            name="corrects",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="extra",
                to="payouts.adjustment",
            ),
        ),
        migrations.AlterField(
            model_name="adjustment",
            name="reversal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="adjustments",
                to="outcomes.reversal",
            ),
        ),
        migrations.AddConstraint(
            model_name="adjustment",
            constraint=models.UniqueConstraint(
                fields=("reversal", "turn"), name="adjustment_turn_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None), ("follows", None)),
                fields=("verification",),
                name="payout_of_a_result_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("corrects", None), ("follows", None), ("verification", None)),
                fields=("agreement", "clause_key"),
                name="payout_first_tranche_once",
            ),
        ),
        migrations.AddField(
            model_name="clawback",
            name="adjustment",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clawback",
                to="payouts.adjustment",
            ),
        ),
        migrations.AddField(
            model_name="clawback",
            name="agreement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="clawbacks",
                to="programs.agreement",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
            name="clawback",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recoveries",
                to="payouts.clawback",
            ),
        ),
        migrations.AddField(
            model_name="recovery",
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
            model_name="recovery",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="proposed by",
            ),
        ),
        migrations.AddConstraint(
            model_name="clawback",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="clawback_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="recovery_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("came_on__isnull", False), ("kind", "repaid")),
                    models.Q(("came_on__isnull", True), ("kind", "written_off")),
                    _connector="OR",
                ),
                name="recovery_has_a_day_if_repaid",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "confirmed"), _negated=True),
                    models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                    _connector="OR",
                ),
                name="recovery_two_people",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "proposed")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("state", "proposed"), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recovery_decided_completely",
            ),
        ),
        migrations.AddConstraint(
            model_name="recovery",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="recovery_has_a_reason"
            ),
        ),
        migrations.RunSQL(ONCE, TWICE),
        migrations.RunSQL(OWED, OWED_BACK),
    ]
