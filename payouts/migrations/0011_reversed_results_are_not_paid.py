"""Triggers: what was computed on a result that was reversed since goes no further."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BEFORE = (
    "computed>prepared computed>held prepared>prepared prepared>approved prepared>rejected "
    "prepared>held approved>prepared approved>held approved>sent held>computed sent>paid "
    "sent>failed paid>returned failed>computed returned>computed"
)
STOPPED = "computed>rejected approved>rejected held>rejected failed>rejected returned>rejected"

STANDS = """
CREATE FUNCTION payouts_of_a_standing_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    -- waits for whoever is just reversing the result, and makes them wait
    PERFORM 1 FROM outcomes_verification verification
        JOIN outcomes_target target ON target.id = verification.target_id
        WHERE verification.id = NEW.verification_id FOR SHARE OF target;
    IF EXISTS (
        SELECT 1 FROM outcomes_reversal r
            WHERE r.verification_id = NEW.verification_id AND r.state = 'confirmed'
            AND r.id > COALESCE((NEW.inputs #>> '{verification,reversal}')::bigint, 0)
    ) THEN
        RAISE EXCEPTION 'payout_of_a_standing_result: the result behind % was reversed', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_of_a_standing_result';
    END IF;
    RETURN NEW;
END $$;
-- by its name it is asked before the others
CREATE TRIGGER payouts_payout_based BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state
        AND NEW.verification_id IS NOT NULL)
    EXECUTE FUNCTION payouts_of_a_standing_result();
"""
FOLLOWS = """
CREATE FUNCTION payouts_follow_a_stopped_one() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' OR NOT EXISTS (
        SELECT 1 FROM payouts_payout p WHERE p.id = NEW.follows_id AND p.state = 'rejected'
            AND p.verification_id IS NOT DISTINCT FROM NEW.verification_id
            AND (p.agreement_id, p.clause_key) = (NEW.agreement_id, NEW.clause_key)
    ) THEN
        RAISE EXCEPTION 'payout_follows_a_stopped_one: % takes no place of another', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_follows_a_stopped_one';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_follows BEFORE INSERT ON payouts_payout
    FOR EACH ROW WHEN (NEW.follows_id IS NOT NULL)
    EXECUTE FUNCTION payouts_follow_a_stopped_one();
CREATE TRIGGER payouts_payout_place_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.follows_id IS DISTINCT FROM OLD.follows_id)
    EXECUTE FUNCTION payouts_follow_a_stopped_one();
"""
GO_ON = """
DROP TRIGGER payouts_payout_place_kept ON payouts_payout;
DROP TRIGGER payouts_payout_follows ON payouts_payout;
DROP FUNCTION payouts_follow_a_stopped_one;
DROP TRIGGER payouts_payout_based ON payouts_payout;
DROP FUNCTION payouts_of_a_standing_result;
"""


def arrows(*listed: str) -> str:
    """The same trigger with other arrows: what it lets through is its list of arguments."""
    quoted = ", ".join(f"'{arrow}'" for group in listed for arrow in group.split())
    return f"""
    DROP TRIGGER payouts_payout_moves_on ON payouts_payout;
    CREATE TRIGGER payouts_payout_moves_on BEFORE UPDATE OF state ON payouts_payout
        FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION payouts_moves_on({quoted});
    """


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0006_strangers_and_contacts"),
        ("outcomes", "0018_results_are_reversed"),
        ("payouts", "0010_bands_are_kept"),
        ("programs", "0009_verifiers_rotate"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="payout",
            name="payout_first_tranche_once",
        ),
        migrations.AddField(
            model_name="payout",
            name="follows",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="followed_by",
                to="payouts.payout",
            ),
        ),
        migrations.AlterField(
            model_name="payout",
            name="verification",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                related_query_name="payout",
                to="outcomes.verification",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows", None)),
                fields=("verification",),
                name="payout_of_a_result_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.UniqueConstraint(
                condition=models.Q(("follows", None), ("verification", None)),
                fields=("agreement", "clause_key"),
                name="payout_first_tranche_once",
            ),
        ),
        migrations.RunSQL(arrows(BEFORE, STOPPED), arrows(BEFORE)),
        migrations.RunSQL(STANDS + FOLLOWS, GO_ON),
    ]
