"""Trigger: while people have to decide on a target, no payout of it is computed or goes on."""

from django.db import migrations

ON_HOLD = """
CREATE FUNCTION payouts_wait_for_people() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    held bigint;
BEGIN
    IF NEW.verification_id IS NULL THEN
        RETURN NEW;
    END IF;
    -- waits for whoever is just putting the target on hold, and makes them wait
    SELECT target.id INTO held
        FROM outcomes_verification verification
        JOIN outcomes_target target ON target.id = verification.target_id
        WHERE verification.id = NEW.verification_id FOR SHARE OF target;
    IF EXISTS (SELECT 1 FROM outcomes_hold WHERE target_id = held AND state <> 'lifted') THEN
        RAISE EXCEPTION 'payout_not_while_on_hold: people decide on % first', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_not_while_on_hold';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_waits BEFORE INSERT ON payouts_payout
    FOR EACH ROW EXECUTE FUNCTION payouts_wait_for_people();
CREATE TRIGGER payouts_payout_goes_on BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payouts_wait_for_people();
"""
GO_ON = """
DROP TRIGGER payouts_payout_goes_on ON payouts_payout;
DROP TRIGGER payouts_payout_waits ON payouts_payout;
DROP FUNCTION payouts_wait_for_people;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0006_every_hand_is_remembered"),
        ("outcomes", "0017_verifiers_are_strangers"),
    ]
    operations = [migrations.RunSQL(ON_HOLD, GO_ON)]
