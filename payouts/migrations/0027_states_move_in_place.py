"""A payout moves from state to state within its page, and no index is written for it.

Nothing that moves on is indexed, so PostgreSQL can write the next version of a row beside the one
before. For that pages are filled by half, and the working and the inputs, which nobody edits, lie
apart. Rows that are there already stay as they are until they are written anew.

The guards of what is sent refuse the very same as before, and read only what they are asked about.
"""

import django.db.models.deletion
from django.db import migrations, models

IN_PLACE = "ALTER TABLE payouts_payout SET (fillfactor = 50, toast_tuple_target = 256)"
AS_IT_COMES = "ALTER TABLE payouts_payout RESET (fillfactor, toast_tuple_target)"

# whoever sends a file is looked for among the absent first: most have never been away
STOOD_IN = """
CREATE OR REPLACE FUNCTION payouts_not_by_who_was_stood_in_for() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    IF TG_TABLE_NAME = 'payouts_payout' THEN
        found := payouts_was_stood_in_for(NEW.id, NEW.prepared_by_id);
    ELSE
        found := EXISTS (SELECT 1 FROM payouts_delegation WHERE absent_id = NEW.sent_by_id)
            AND EXISTS (SELECT 1 FROM payouts_disbursement d WHERE d.batch_id = NEW.id
                AND payouts_was_stood_in_for(d.payout_id, NEW.sent_by_id));
    END IF;
    IF found THEN
        RAISE EXCEPTION 'not_by_who_was_stood_in_for: it was approved in this name'
            USING ERRCODE = '23514', CONSTRAINT = 'not_by_who_was_stood_in_for';
    END IF;
    RETURN NEW;
END $$;
"""
STOOD_IN_BACK = """
CREATE OR REPLACE FUNCTION payouts_not_by_who_was_stood_in_for() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    found boolean;
BEGIN
    IF TG_TABLE_NAME = 'payouts_payout' THEN
        found := payouts_was_stood_in_for(NEW.id, NEW.prepared_by_id);
    ELSE
        found := EXISTS (SELECT 1 FROM payouts_disbursement d WHERE d.batch_id = NEW.id
            AND payouts_was_stood_in_for(d.payout_id, NEW.sent_by_id));
    END IF;
    IF found THEN
        RAISE EXCEPTION 'not_by_who_was_stood_in_for: it was approved in this name'
            USING ERRCODE = '23514', CONSTRAINT = 'not_by_who_was_stood_in_for';
    END IF;
    RETURN NEW;
END $$;
"""
# Most treasurers have never had a hand in anything, which takes one look; if somebody has, the rows
# are met by their keys. Asked in one sentence, PostgreSQL reads all results of all programmes.
HANDS = """
CREATE FUNCTION payouts_touched_by(person bigint, payouts bigint[]) RETURNS SETOF bigint
LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
    IF NOT (EXISTS (SELECT 1 FROM payouts_payout WHERE prepared_by_id = person)
        OR EXISTS (SELECT 1 FROM payouts_preparation WHERE by_id = person)
        OR EXISTS (SELECT 1 FROM payouts_approval WHERE approver_id = person)
        OR EXISTS (SELECT 1 FROM payouts_approval WHERE maker_id = person)
        OR EXISTS (SELECT 1 FROM payouts_delegation WHERE absent_id = person)
        OR EXISTS (SELECT 1 FROM outcomes_verification WHERE verified_by_id = person)
        OR EXISTS (SELECT 1 FROM outcomes_measurement WHERE measured_by_id = person)
        OR EXISTS (SELECT 1 FROM outcomes_measurement WHERE certified_by_id = person))
    THEN
        RETURN;
    END IF;
    RETURN QUERY
        SELECT id FROM payouts_payout WHERE id = ANY (payouts) AND prepared_by_id = person
        UNION
        SELECT payout_id FROM payouts_preparation WHERE payout_id = ANY (payouts)
            AND by_id = person
        UNION
        SELECT payout_id FROM payouts_approval WHERE payout_id = ANY (payouts)
            AND person IN (approver_id, maker_id)
        UNION
        SELECT payout_id FROM payouts_approval a JOIN payouts_delegation d
            ON d.id = a.delegation_id
            WHERE payout_id = ANY (payouts) AND d.absent_id = person
        UNION
        SELECT p.id FROM payouts_payout p
            JOIN outcomes_verification v ON v.id = p.verification_id
            WHERE p.id = ANY (payouts) AND v.verified_by_id = person
        UNION
        SELECT p.id FROM payouts_payout p
            JOIN outcomes_verification v ON v.id = p.verification_id
            JOIN outcomes_measurement m ON m.target_id = v.target_id
            WHERE p.id = ANY (payouts) AND person IN (m.measured_by_id, m.certified_by_id);
END $$;
CREATE OR REPLACE FUNCTION payouts_disbursements_of_approved_payouts() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    bad text;
    builder bigint;
BEGIN
    -- whoever holds or rejects one of them waits, and whoever was quicker has been seen
    PERFORM 1 FROM payouts_payout
        WHERE id = ANY (ARRAY (SELECT payout_id FROM new_rows)) ORDER BY id FOR UPDATE;
    SELECT p.number INTO bad FROM new_rows n
        JOIN payouts_payout p ON p.id = n.payout_id
        JOIN payouts_bankbatch b ON b.id = n.batch_id
        WHERE p.state <> 'approved' OR n.amount <> p.amount OR b.state <> 'built' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'disbursement_of_an_approved_payout: % is not approved for that amount', bad
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_of_an_approved_payout';
    END IF;
    FOR builder IN SELECT DISTINCT b.built_by_id FROM new_rows n
        JOIN payouts_bankbatch b ON b.id = n.batch_id
    LOOP
        SELECT p.number INTO bad FROM payouts_touched_by(builder, ARRAY (
            SELECT n.payout_id FROM new_rows n
                JOIN payouts_bankbatch b ON b.id = n.batch_id WHERE b.built_by_id = builder
        )) AS touched JOIN payouts_payout p ON p.id = touched LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'disbursement_not_by_an_earlier_hand: nobody acts twice on %', bad
                USING ERRCODE = '23514', CONSTRAINT = 'disbursement_not_by_an_earlier_hand';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION payouts_file_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM payouts_touched_by(NEW.sent_by_id,
        ARRAY (SELECT payout_id FROM payouts_disbursement WHERE batch_id = NEW.id)))
    THEN
        RAISE EXCEPTION 'batch_not_sent_by_an_earlier_hand: nobody acts at two stages of a payout'
            USING ERRCODE = '23514', CONSTRAINT = 'batch_not_sent_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
"""
ACTED = """
    EXISTS (SELECT 1 FROM payouts_preparation made
        WHERE made.payout_id = p.id AND made.by_id = {person})
    OR EXISTS (SELECT 1 FROM outcomes_verification v
        WHERE v.id = p.verification_id AND v.verified_by_id = {person})
    OR EXISTS (SELECT 1 FROM outcomes_verification v
        JOIN outcomes_measurement m ON m.target_id = v.target_id
        WHERE v.id = p.verification_id AND {person} IN (m.measured_by_id, m.certified_by_id))
"""
HANDS_BACK = """
CREATE OR REPLACE FUNCTION payouts_disbursements_of_approved_payouts() RETURNS trigger
LANGUAGE plpgsql AS $$
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
CREATE OR REPLACE FUNCTION payouts_file_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payouts_disbursement d JOIN payouts_payout p ON p.id = d.payout_id
        WHERE d.batch_id = NEW.id AND (
            EXISTS (SELECT 1 FROM payouts_approval a
                WHERE a.payout_id = p.id AND a.approver_id = NEW.sent_by_id)
            OR {acted_of_sender}
        )
    ) THEN
        RAISE EXCEPTION 'batch_not_sent_by_an_earlier_hand: nobody acts at two stages of a payout'
            USING ERRCODE = '23514', CONSTRAINT = 'batch_not_sent_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
DROP FUNCTION payouts_touched_by;
""".format(
    acted=ACTED.format(person="b.built_by_id"),
    acted_of_sender=ACTED.format(person="NEW.sent_by_id"),
)
# the keys alone are sorted, and not whole rows with them
TARGETS = """
CREATE OR REPLACE FUNCTION payouts_payouts_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad text;
    targets bigint[];
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
    targets := ARRAY (
        SELECT v.target_id FROM new_rows n JOIN old_rows o ON o.id = n.id
            JOIN outcomes_verification v ON v.id = n.verification_id
            WHERE n.state <> o.state AND n.state = 'sent'
    );
    IF targets = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM outcomes_target WHERE id = ANY (targets) ORDER BY id FOR SHARE;
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
"""
TARGETS_BACK = """
CREATE OR REPLACE FUNCTION payouts_payouts_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""


class Migration(migrations.Migration):
    dependencies = [("payouts", "0026_answers_overdue")]
    operations = [
        migrations.RunSQL(IN_PLACE, AS_IT_COMES),
        migrations.RunSQL(STOOD_IN, STOOD_IN_BACK),
        migrations.RunSQL(HANDS, HANDS_BACK),
        migrations.RunSQL(TARGETS, TARGETS_BACK),
        migrations.AlterField(
            model_name="payout",
            name="agreement",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payouts",
                to="programs.agreement",
            ),
        ),
        migrations.AddIndex(
            model_name="payout",
            index=models.Index(fields=["agreement", "id"], name="payout_of_agreement"),
        ),
    ]
