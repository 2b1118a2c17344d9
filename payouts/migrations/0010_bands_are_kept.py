"""Triggers: bands leave no gap and stay; a payout keeps the band it was prepared in."""

from django.db import migrations

BANDS = """
CREATE FUNCTION payouts_bands_leave_no_gap() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT range_agg(amounts) FROM payouts_approvalband WHERE table_id = NEW.id)
        IS DISTINCT FROM '{[0,)}'::int8multirange
    THEN
        RAISE EXCEPTION 'bands_no_gap: version % leaves amounts without approvers', NEW.version
            USING ERRCODE = '23514', CONSTRAINT = 'bands_no_gap';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payouts_bandtable_no_gap AFTER INSERT ON payouts_bandtable
    DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION payouts_bands_leave_no_gap();

CREATE FUNCTION payouts_bands_begin_proposed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'proposed' THEN
        RAISE EXCEPTION 'bands_begin_proposed: version % may not begin as %', NEW.version, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'bands_begin_proposed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_bandtable_begin BEFORE INSERT ON payouts_bandtable
    FOR EACH ROW EXECUTE FUNCTION payouts_bands_begin_proposed();

CREATE FUNCTION payouts_bands_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'proposed' OR (NEW.program_id, NEW.version, NEW.starts_at, NEW.reason,
        NEW.proposed_by_id, NEW.proposed_at) IS DISTINCT FROM (OLD.program_id, OLD.version,
        OLD.starts_at, OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'bands_never_edited: propose a new version instead of changing %',
            OLD.version
            USING ERRCODE = '23514', CONSTRAINT = 'bands_never_edited';
    END IF;
    IF NEW.state = 'confirmed' AND (NEW.in_force_at < NEW.starts_at OR EXISTS (
        SELECT 1 FROM payouts_bandtable other
            WHERE other.program_id = NEW.program_id AND other.in_force_at >= NEW.in_force_at
    )) THEN
        RAISE EXCEPTION 'bands_in_force_in_order: version % may not start before another',
            NEW.version
            USING ERRCODE = '23514', CONSTRAINT = 'bands_in_force_in_order';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_bandtable_kept BEFORE UPDATE ON payouts_bandtable
    FOR EACH ROW EXECUTE FUNCTION payouts_bands_are_kept();

CREATE TRIGGER payouts_bandtable_stays BEFORE DELETE ON payouts_bandtable
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_bandtable_no_truncate BEFORE TRUNCATE ON payouts_bandtable
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_approvalband_append_only BEFORE UPDATE OR DELETE ON payouts_approvalband
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_approvalband_no_truncate BEFORE TRUNCATE ON payouts_approvalband
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
NO_BANDS = """
DROP TRIGGER payouts_approvalband_no_truncate ON payouts_approvalband;
DROP TRIGGER payouts_approvalband_append_only ON payouts_approvalband;
DROP TRIGGER payouts_bandtable_no_truncate ON payouts_bandtable;
DROP TRIGGER payouts_bandtable_stays ON payouts_bandtable;
DROP TRIGGER payouts_bandtable_kept ON payouts_bandtable;
DROP FUNCTION payouts_bands_are_kept;
DROP TRIGGER payouts_bandtable_begin ON payouts_bandtable;
DROP FUNCTION payouts_bands_begin_proposed;
DROP TRIGGER payouts_bandtable_no_gap ON payouts_bandtable;
DROP FUNCTION payouts_bands_leave_no_gap;
"""
PREPARED = """
CREATE FUNCTION payouts_prepared_in_its_band() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    programme bigint;
    band payouts_approvalband%ROWTYPE;
BEGIN
    SELECT program_id INTO programme FROM programs_agreement WHERE id = NEW.agreement_id;
    -- waits for whoever is just confirming other bands, and makes them wait
    PERFORM 1 FROM payouts_bandtable
        WHERE program_id = programme AND state <> 'withdrawn' FOR SHARE;
    SELECT b.* INTO band FROM payouts_approvalband b
        WHERE b.amounts @> NEW.amount AND b.table_id = (
            SELECT t.id FROM payouts_bandtable t
                WHERE t.program_id = programme AND t.in_force_at <= NEW.prepared_at
                ORDER BY t.in_force_at DESC LIMIT 1
        );
    IF band.id IS NULL
        OR (NEW.band_id, NEW.approvals_needed::int, NEW.seniors_needed::int) IS DISTINCT FROM
        (band.id, band.approvers + band.senior_approvers, band.senior_approvers::int)
    THEN
        RAISE EXCEPTION 'payout_prepared_in_its_band: % is not in the band that is in force',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_prepared_in_its_band';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_in_its_band BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.preparations > OLD.preparations)
    EXECUTE FUNCTION payouts_prepared_in_its_band();

CREATE OR REPLACE FUNCTION payouts_rules_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payout_never_edited: how many approve % is settled when it is prepared',
        OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'payout_never_edited';
END $$;
DROP TRIGGER payouts_payout_rules_kept ON payouts_payout;
CREATE TRIGGER payouts_payout_rules_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.preparations < OLD.preparations OR NEW.preparations = OLD.preparations
        AND (NEW.approvals_needed, NEW.seniors_needed, NEW.band_id)
        IS DISTINCT FROM (OLD.approvals_needed, OLD.seniors_needed, OLD.band_id))
    EXECUTE FUNCTION payouts_rules_are_kept();
"""
PREPARED_AS_BEFORE = """
DROP TRIGGER payouts_payout_rules_kept ON payouts_payout;
CREATE TRIGGER payouts_payout_rules_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.approvals_needed <> OLD.approvals_needed
        OR NEW.preparations < OLD.preparations)
    EXECUTE FUNCTION payouts_rules_are_kept();
DROP TRIGGER payouts_payout_in_its_band ON payouts_payout;
DROP FUNCTION payouts_prepared_in_its_band;
"""
SEATS = """
CREATE FUNCTION payouts_seats_for(payout payouts_payout, role text) RETURNS int
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE role WHEN 'senior_approver' THEN payout.seniors_needed
        ELSE payout.approvals_needed - payout.seniors_needed END;
$$;

CREATE FUNCTION payouts_approval_takes_a_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payout payouts_payout%ROWTYPE;
BEGIN
    SELECT * INTO payout FROM payouts_payout WHERE id = NEW.payout_id;
    IF NOT EXISTS (
        SELECT 1 FROM people_membership m
            JOIN programs_agreement a ON a.id = payout.agreement_id
            JOIN programs_program p ON p.id = a.program_id AND p.funder_id = m.organization_id
            WHERE m.user_id = NEW.approver_id AND m.role = NEW.role AND m.ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'approval_by_a_held_role: the approver is no % of the bank of %',
            NEW.role, payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_by_a_held_role';
    END IF;
    IF payouts_seats_for(payout, NEW.role) < (
        SELECT count(*) FROM payouts_approval a
            WHERE a.payout_id = NEW.payout_id AND a.voided_at IS NULL AND a.role = NEW.role
    ) THEN
        RAISE EXCEPTION 'approval_in_an_open_seat: % needs no further %', payout.number, NEW.role
            USING ERRCODE = '23514', CONSTRAINT = 'approval_in_an_open_seat';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_approval_seat AFTER INSERT ON payouts_approval
    FOR EACH ROW EXECUTE FUNCTION payouts_approval_takes_a_seat();

CREATE FUNCTION payouts_approval_seat_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'approval_only_voided: an approval is given once and at most voided'
        USING ERRCODE = '23514', CONSTRAINT = 'approval_only_voided';
END $$;
CREATE TRIGGER payouts_approval_seat_kept BEFORE UPDATE ON payouts_approval
    FOR EACH ROW WHEN (NEW.role <> OLD.role) EXECUTE FUNCTION payouts_approval_seat_is_kept();

CREATE FUNCTION payouts_approved_by_every_role() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['approver', 'senior_approver'] LOOP
        IF payouts_seats_for(NEW, wanted) > (
            SELECT count(*) FROM payouts_approval a
                WHERE a.payout_id = NEW.id AND a.voided_at IS NULL AND a.role = wanted
                AND a.digest = NEW.digest AND a.maker_id = NEW.prepared_by_id
        ) THEN
            RAISE EXCEPTION 'payout_approved_by_enough: % needs more of role %', NEW.number, wanted
                USING ERRCODE = '23514', CONSTRAINT = 'payout_approved_by_enough';
        END IF;
    END LOOP;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_seats_taken BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state = 'approved' AND OLD.state <> 'approved')
    EXECUTE FUNCTION payouts_approved_by_every_role();
"""
NO_SEATS = """
DROP TRIGGER payouts_payout_seats_taken ON payouts_payout;
DROP FUNCTION payouts_approved_by_every_role;
DROP TRIGGER payouts_approval_seat_kept ON payouts_approval;
DROP FUNCTION payouts_approval_seat_is_kept;
DROP TRIGGER payouts_approval_seat ON payouts_approval;
DROP FUNCTION payouts_approval_takes_a_seat;
DROP FUNCTION payouts_seats_for(payouts_payout, text);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0009_approval_bands"),
        ("people", "0006_a_bank_has_senior_approvers"),
    ]
    operations = [
        migrations.RunSQL(BANDS, NO_BANDS),
        migrations.RunSQL(PREPARED, PREPARED_AS_BEFORE),
        migrations.RunSQL(SEATS, NO_SEATS),
    ]
