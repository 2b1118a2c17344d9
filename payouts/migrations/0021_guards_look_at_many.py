"""The guards of what is sent look at all rows of a statement at once, and ask the very same.

They were asked row by row, some through functions that PostgreSQL calls for each row, which took
most of the time of a pay run. Nothing that was refused is allowed now, and nothing more is refused.
"""

from django.db import migrations

ACTED = """
    EXISTS (SELECT 1 FROM payouts_preparation made
        WHERE made.payout_id = p.id AND made.by_id = {person})
    OR EXISTS (SELECT 1 FROM outcomes_verification v
        WHERE v.id = p.verification_id AND v.verified_by_id = {person})
    OR EXISTS (SELECT 1 FROM outcomes_verification v
        JOIN outcomes_measurement m ON m.target_id = v.target_id
        WHERE v.id = p.verification_id AND {person} IN (m.measured_by_id, m.certified_by_id))
"""
ATTEMPTS = """
CREATE FUNCTION payouts_disbursements_of_approved_payouts() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad text;
BEGIN
    -- whoever holds or rejects one of them waits, and whoever was quicker has been seen
    PERFORM 1 FROM payouts_payout
        WHERE id IN (SELECT payout_id FROM new_rows) ORDER BY id FOR UPDATE;
    SELECT p.number INTO bad FROM new_rows n
        JOIN payouts_payout p ON p.id = n.payout_id
        JOIN payouts_bankbatch b ON b.id = n.batch_id
        WHERE p.state <> 'approved' OR n.amount <> p.amount OR b.state <> 'built' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'disbursement_of_an_approved_payout: % is not approved for that amount', bad
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_of_an_approved_payout';
    END IF;
    SELECT p.number INTO bad FROM new_rows n
        JOIN payouts_payout p ON p.id = n.payout_id
        JOIN payouts_bankbatch b ON b.id = n.batch_id
        WHERE b.built_by_id = p.prepared_by_id
        OR EXISTS (SELECT 1 FROM payouts_approval a
            WHERE a.payout_id = p.id AND b.built_by_id IN (a.approver_id, a.maker_id))
        OR {acted} LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'disbursement_not_by_an_earlier_hand: nobody acts at two stages of %', bad
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_not_by_an_earlier_hand';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION payouts_disbursement_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'disbursement_begins_sent: % may not begin as %', NEW.key, NEW.state
        USING ERRCODE = '23514', CONSTRAINT = 'disbursement_begins_sent';
END $$;
DROP TRIGGER payouts_disbursement_new_hand ON payouts_disbursement;
DROP TRIGGER payouts_disbursement_approved ON payouts_disbursement;
CREATE TRIGGER payouts_disbursement_begin BEFORE INSERT ON payouts_disbursement
    FOR EACH ROW WHEN (NEW.state <> 'sent') EXECUTE FUNCTION payouts_disbursement_begins();
CREATE TRIGGER payouts_disbursements_approved AFTER INSERT ON payouts_disbursement
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_disbursements_of_approved_payouts();
""".format(acted=ACTED.format(person="b.built_by_id"))
ATTEMPTS_BACK = """
DROP TRIGGER payouts_disbursements_approved ON payouts_disbursement;
DROP FUNCTION payouts_disbursements_of_approved_payouts;
DROP TRIGGER payouts_disbursement_begin ON payouts_disbursement;
DROP FUNCTION payouts_disbursement_begins;
CREATE TRIGGER payouts_disbursement_approved BEFORE INSERT ON payouts_disbursement
    FOR EACH ROW EXECUTE FUNCTION payouts_disbursement_is_approved();
CREATE TRIGGER payouts_disbursement_new_hand BEFORE INSERT ON payouts_disbursement
    FOR EACH ROW EXECUTE FUNCTION payouts_disbursement_by_a_new_hand();
"""
FILE = """
CREATE FUNCTION payouts_file_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payouts_disbursement d JOIN payouts_payout p ON p.id = d.payout_id
        WHERE d.batch_id = NEW.id AND (
            EXISTS (SELECT 1 FROM payouts_approval a
                WHERE a.payout_id = p.id AND a.approver_id = NEW.sent_by_id)
            OR {acted}
        )
    ) THEN
        RAISE EXCEPTION 'batch_not_sent_by_an_earlier_hand: nobody acts at two stages of a payout'
            USING ERRCODE = '23514', CONSTRAINT = 'batch_not_sent_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
DROP TRIGGER payouts_batch_new_hand ON payouts_bankbatch;
CREATE TRIGGER payouts_batch_new_hand BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id)
    EXECUTE FUNCTION payouts_file_by_a_new_hand();
""".format(acted=ACTED.format(person="NEW.sent_by_id"))
FILE_BACK = """
DROP TRIGGER payouts_batch_new_hand ON payouts_bankbatch;
DROP FUNCTION payouts_file_by_a_new_hand;
CREATE TRIGGER payouts_batch_new_hand BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id)
    EXECUTE FUNCTION payouts_batch_by_a_new_hand();
"""
# A statement that does not name one of these columns cannot change it, so nothing is compared.
KEPT = """
DROP TRIGGER payouts_payout_kept ON payouts_payout;
CREATE TRIGGER payouts_payout_kept BEFORE UPDATE OF number, agreement_id, term_sheet_id, clause_key,
    part, verification_id, amount, working, inputs, computed_at, digest, bank_account_id,
    prepared_by_id
    ON payouts_payout FOR EACH ROW EXECUTE FUNCTION payouts_payout_is_kept();
CREATE TRIGGER payouts_payout_signed BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved'))
    EXECUTE FUNCTION payouts_payout_is_kept();
"""
KEPT_BACK = """
DROP TRIGGER payouts_payout_signed ON payouts_payout;
DROP TRIGGER payouts_payout_kept ON payouts_payout;
CREATE TRIGGER payouts_payout_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW EXECUTE FUNCTION payouts_payout_is_kept();
"""

MOVED = """
CREATE FUNCTION payouts_payouts_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad text;
BEGIN
    SELECT n.number || ' is ' || n.state INTO bad
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.state <> o.state AND n.state IN ('sent', 'paid', 'failed', 'returned')
        AND NOT EXISTS (SELECT 1 FROM payouts_disbursement d
            WHERE d.payout_id = n.id AND d.state = n.state AND d.amount = n.amount) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_moved_by_the_bank: no payment of %', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_moved_by_the_bank';
    END IF;
    -- waits for whoever is just holding a target or reversing its result, and makes them wait
    PERFORM 1 FROM outcomes_target target WHERE target.id IN (
        SELECT v.target_id FROM new_rows n JOIN old_rows o ON o.id = n.id
            JOIN outcomes_verification v ON v.id = n.verification_id
            WHERE n.state <> o.state AND n.state = 'sent'
    ) ORDER BY target.id FOR SHARE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    SELECT n.number INTO bad FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN outcomes_verification v ON v.id = n.verification_id
        JOIN outcomes_hold h ON h.target_id = v.target_id AND h.state <> 'lifted'
        WHERE n.state <> o.state AND n.state = 'sent' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_not_while_on_hold: people decide on % first', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_not_while_on_hold';
    END IF;
    SELECT n.number INTO bad FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN outcomes_reversal r ON r.verification_id = n.verification_id AND r.state = 'confirmed'
        WHERE n.state <> o.state AND n.state = 'sent'
        AND r.id > COALESCE((n.inputs #>> '{verification,reversal}')::bigint, 0) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_of_a_standing_result: the result behind % was reversed', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_of_a_standing_result';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER payouts_payout_based ON payouts_payout;
CREATE TRIGGER payouts_payout_based BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state
        AND (OLD.state, NEW.state) <> ('approved', 'sent') AND NEW.verification_id IS NOT NULL)
    EXECUTE FUNCTION payouts_of_a_standing_result();
DROP TRIGGER payouts_payout_by_the_bank ON payouts_payout;
DROP TRIGGER payouts_payout_goes_on ON payouts_payout;
CREATE TRIGGER payouts_payout_goes_on BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state
        AND (OLD.state, NEW.state) <> ('approved', 'sent'))
    EXECUTE FUNCTION payouts_wait_for_people();
CREATE TRIGGER payouts_payouts_went_on AFTER UPDATE ON payouts_payout
    REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_payouts_went_on();
"""
MOVED_BACK = """
DROP TRIGGER payouts_payouts_went_on ON payouts_payout;
DROP FUNCTION payouts_payouts_went_on;
DROP TRIGGER payouts_payout_based ON payouts_payout;
CREATE TRIGGER payouts_payout_based BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state
        AND NEW.verification_id IS NOT NULL)
    EXECUTE FUNCTION payouts_of_a_standing_result();
DROP TRIGGER payouts_payout_goes_on ON payouts_payout;
CREATE TRIGGER payouts_payout_goes_on BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('prepared', 'approved', 'sent') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payouts_wait_for_people();
CREATE TRIGGER payouts_payout_by_the_bank BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('sent', 'paid', 'failed', 'returned')
        AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payouts_paid_by_the_bank();
"""


class Migration(migrations.Migration):
    dependencies = [("payouts", "0020_payruns")]
    operations = [
        migrations.RunSQL(ATTEMPTS, ATTEMPTS_BACK),
        migrations.RunSQL(FILE, FILE_BACK),
        migrations.RunSQL(KEPT, KEPT_BACK),
        migrations.RunSQL(MOVED, MOVED_BACK),
    ]
