"""Triggers: who stands in is of the same bank and new to the payout; a freeze holds."""

from django.db import migrations

DELEGATIONS = """
CREATE FUNCTION payouts_works_at(person bigint, bank bigint, roles text[]) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM people_membership m WHERE m.user_id = person
        AND m.organization_id = bank AND m.ended_at IS NULL
        AND (roles IS NULL OR m.role = ANY (roles)));
$$;

CREATE FUNCTION payouts_delegation_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND NEW.proposed_by_id <> NEW.absent_id THEN
        RAISE EXCEPTION 'delegation_begins_proposed: only the absent person gives it alone'
            USING ERRCODE = '23514', CONSTRAINT = 'delegation_begins_proposed';
    END IF;
    -- two that would make a chain wait for each other here
    PERFORM 1 FROM people_organization WHERE id = NEW.organization_id FOR NO KEY UPDATE;
    IF NOT payouts_works_at(NEW.delegate_id, NEW.organization_id, NULL) OR NOT
        payouts_works_at(NEW.absent_id, NEW.organization_id, ARRAY['approver', 'senior_approver'])
    THEN
        RAISE EXCEPTION 'delegation_within_one_bank: both work there, and the absent one approves'
            USING ERRCODE = '23514', CONSTRAINT = 'delegation_within_one_bank';
    END IF;
    IF EXISTS (
        SELECT 1 FROM payouts_delegation d
            WHERE d.id <> NEW.id AND d.state = 'confirmed' AND d.days && NEW.days
            AND d.organization_id = NEW.organization_id
            AND (d.absent_id = NEW.delegate_id OR d.delegate_id = NEW.absent_id)
    ) THEN
        RAISE EXCEPTION 'delegation_never_passed_on: one of them is a link already'
            USING ERRCODE = '23514', CONSTRAINT = 'delegation_never_passed_on';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_delegation_sound_at_once BEFORE INSERT ON payouts_delegation
    FOR EACH ROW WHEN (NEW.state <> 'proposed') EXECUTE FUNCTION payouts_delegation_is_sound();
CREATE TRIGGER payouts_delegation_sound BEFORE UPDATE ON payouts_delegation
    FOR EACH ROW WHEN (NEW.state = 'confirmed') EXECUTE FUNCTION payouts_delegation_is_sound();

CREATE FUNCTION payouts_delegation_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state || '>' || NEW.state NOT IN
        ('proposed>confirmed', 'proposed>withdrawn', 'confirmed>withdrawn')
        OR (NEW.organization_id, NEW.absent_id, NEW.delegate_id, NEW.days, NEW.reason,
        NEW.proposed_by_id, NEW.proposed_at) IS DISTINCT FROM (OLD.organization_id,
        OLD.absent_id, OLD.delegate_id, OLD.days, OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
        OR OLD.decided_at IS NOT NULL AND (NEW.decided_by_id, NEW.decided_at)
        IS DISTINCT FROM (OLD.decided_by_id, OLD.decided_at)
    THEN
        RAISE EXCEPTION 'delegation_never_edited: end it and give another'
            USING ERRCODE = '23514', CONSTRAINT = 'delegation_never_edited';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_delegation_kept BEFORE UPDATE ON payouts_delegation
    FOR EACH ROW EXECUTE FUNCTION payouts_delegation_is_kept();
CREATE TRIGGER payouts_delegation_stays BEFORE DELETE ON payouts_delegation
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_delegation_no_truncate BEFORE TRUNCATE ON payouts_delegation
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
"""
NO_DELEGATIONS = """
DROP TRIGGER payouts_delegation_no_truncate ON payouts_delegation;
DROP TRIGGER payouts_delegation_stays ON payouts_delegation;
DROP TRIGGER payouts_delegation_kept ON payouts_delegation;
DROP FUNCTION payouts_delegation_is_kept;
DROP TRIGGER payouts_delegation_sound ON payouts_delegation;
DROP TRIGGER payouts_delegation_sound_at_once ON payouts_delegation;
DROP FUNCTION payouts_delegation_is_sound;
DROP FUNCTION payouts_works_at;
"""
SEATS_FOR_ANOTHER = """
CREATE OR REPLACE FUNCTION payouts_approval_takes_a_seat() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payout payouts_payout%ROWTYPE;
    given payouts_delegation%ROWTYPE;
    bank bigint;
    person bigint := NEW.approver_id;
BEGIN
    SELECT * INTO payout FROM payouts_payout WHERE id = NEW.payout_id;
    SELECT p.funder_id INTO bank FROM programs_agreement a
        JOIN programs_program p ON p.id = a.program_id WHERE a.id = payout.agreement_id;
    IF NEW.delegation_id IS NOT NULL THEN
        SELECT * INTO given FROM payouts_delegation WHERE id = NEW.delegation_id FOR SHARE;
        IF given.state <> 'confirmed' OR given.delegate_id <> NEW.approver_id
            OR given.organization_id <> bank
            OR NOT given.days @> (NEW.approved_at AT TIME ZONE 'Asia/Seoul')::date
            OR NOT payouts_works_at(NEW.approver_id, bank, NULL)
        THEN
            RAISE EXCEPTION 'approval_by_a_delegation_in_force: the approver stands in for nobody'
                USING ERRCODE = '23514', CONSTRAINT = 'approval_by_a_delegation_in_force';
        END IF;
        person := given.absent_id;
        IF payouts_claimed_or_verified(NEW.payout_id, person)
            OR payouts_ever_prepared(NEW.payout_id, person)
        THEN
            RAISE EXCEPTION 'approval_not_for_an_earlier_hand: the absent one has acted on %',
                payout.number
                USING ERRCODE = '23514', CONSTRAINT = 'approval_not_for_an_earlier_hand';
        END IF;
    END IF;
    IF NOT payouts_works_at(person, bank, ARRAY[NEW.role::text]) THEN
        RAISE EXCEPTION 'approval_by_a_held_role: the approver is no % of the bank of %',
            NEW.role, payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_by_a_held_role';
    END IF;
    IF EXISTS (
        SELECT 1 FROM payouts_approval a LEFT JOIN payouts_delegation d ON d.id = a.delegation_id
            WHERE a.payout_id = NEW.payout_id AND a.voided_at IS NULL AND a.id <> NEW.id
            AND (a.approver_id IN (NEW.approver_id, person)
                OR d.absent_id IN (NEW.approver_id, person))
    ) THEN
        RAISE EXCEPTION 'approval_once_for_everybody: somebody would count twice on %',
            payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_once_for_everybody';
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
DROP TRIGGER payouts_approval_seat_kept ON payouts_approval;
CREATE TRIGGER payouts_approval_seat_kept BEFORE UPDATE ON payouts_approval
    FOR EACH ROW WHEN (NEW.role <> OLD.role OR NEW.delegation_id IS DISTINCT FROM OLD.delegation_id)
    EXECUTE FUNCTION payouts_approval_seat_is_kept();

CREATE FUNCTION payouts_was_stood_in_for(payout bigint, person bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM payouts_approval a JOIN payouts_delegation d
        ON d.id = a.delegation_id WHERE a.payout_id = payout AND d.absent_id = person);
$$;
CREATE FUNCTION payouts_not_by_who_was_stood_in_for() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER payouts_payout_stood_in BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.preparations > OLD.preparations)
    EXECUTE FUNCTION payouts_not_by_who_was_stood_in_for();
CREATE FUNCTION payouts_none_by_who_was_stood_in_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN payouts_bankbatch b ON b.id = n.batch_id
            JOIN payouts_delegation d ON d.absent_id = b.built_by_id
            JOIN payouts_approval a ON a.delegation_id = d.id AND a.payout_id = n.payout_id
    ) THEN
        RAISE EXCEPTION 'not_by_who_was_stood_in_for: it was approved in this name'
            USING ERRCODE = '23514', CONSTRAINT = 'not_by_who_was_stood_in_for';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_disbursement_stood_in AFTER INSERT ON payouts_disbursement
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_none_by_who_was_stood_in_for();
CREATE TRIGGER payouts_bankbatch_stood_in BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id)
    EXECUTE FUNCTION payouts_not_by_who_was_stood_in_for();
"""
SEATS_AS_BEFORE = """
DROP TRIGGER payouts_bankbatch_stood_in ON payouts_bankbatch;
DROP TRIGGER payouts_disbursement_stood_in ON payouts_disbursement;
DROP FUNCTION payouts_none_by_who_was_stood_in_for;
DROP TRIGGER payouts_payout_stood_in ON payouts_payout;
DROP FUNCTION payouts_not_by_who_was_stood_in_for;
DROP FUNCTION payouts_was_stood_in_for;
DROP TRIGGER payouts_approval_seat_kept ON payouts_approval;
CREATE TRIGGER payouts_approval_seat_kept BEFORE UPDATE ON payouts_approval
    FOR EACH ROW WHEN (NEW.role <> OLD.role) EXECUTE FUNCTION payouts_approval_seat_is_kept();
CREATE OR REPLACE FUNCTION payouts_approval_takes_a_seat() RETURNS trigger LANGUAGE plpgsql AS $$
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
"""
FREEZES = """
CREATE FUNCTION payouts_freeze_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state <> 'proposed' THEN
            RAISE EXCEPTION 'freeze_begins_proposed: another person confirms it'
                USING ERRCODE = '23514', CONSTRAINT = 'freeze_begins_proposed';
        END IF;
    ELSIF OLD.state <> 'proposed' OR (NEW.program_id, NEW.starts_at, NEW.ends_at, NEW.reason,
        NEW.proposed_by_id, NEW.proposed_at) IS DISTINCT FROM (OLD.program_id, OLD.starts_at,
        OLD.ends_at, OLD.reason, OLD.proposed_by_id, OLD.proposed_at)
    THEN
        RAISE EXCEPTION 'freeze_never_edited: it ends by itself'
            USING ERRCODE = '23514', CONSTRAINT = 'freeze_never_edited';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_freeze_kept BEFORE INSERT OR UPDATE ON payouts_freeze
    FOR EACH ROW EXECUTE FUNCTION payouts_freeze_is_kept();
CREATE TRIGGER payouts_freeze_stays BEFORE DELETE ON payouts_freeze
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_freeze_no_truncate BEFORE TRUNCATE ON payouts_freeze
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();

CREATE FUNCTION payouts_not_while_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    programme bigint;
    moment timestamptz;
BEGIN
    IF TG_TABLE_NAME = 'payouts_approval' THEN
        moment := NEW.approved_at;
        SELECT a.program_id INTO programme FROM payouts_payout p
            JOIN programs_agreement a ON a.id = p.agreement_id WHERE p.id = NEW.payout_id;
    ELSE
        moment := NEW.sent_at;
        programme := NEW.program_id;
    END IF;
    -- waits for whoever is just confirming a freeze, and makes them wait
    PERFORM 1 FROM payouts_freeze WHERE program_id = programme AND state <> 'withdrawn'
        AND ends_at > moment FOR SHARE;
    IF EXISTS (
        SELECT 1 FROM payouts_freeze WHERE program_id = programme AND state = 'confirmed'
            AND starts_at <= moment AND moment < ends_at
    ) THEN
        RAISE EXCEPTION 'nothing_moves_while_frozen: the programme is frozen'
            USING ERRCODE = '23514', CONSTRAINT = 'nothing_moves_while_frozen';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_approval_not_frozen BEFORE INSERT ON payouts_approval
    FOR EACH ROW EXECUTE FUNCTION payouts_not_while_frozen();
CREATE TRIGGER payouts_bankbatch_not_frozen BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.state = 'sent' AND OLD.state <> 'sent')
    EXECUTE FUNCTION payouts_not_while_frozen();
"""
NO_FREEZES = """
DROP TRIGGER payouts_bankbatch_not_frozen ON payouts_bankbatch;
DROP TRIGGER payouts_approval_not_frozen ON payouts_approval;
DROP FUNCTION payouts_not_while_frozen;
DROP TRIGGER payouts_freeze_no_truncate ON payouts_freeze;
DROP TRIGGER payouts_freeze_stays ON payouts_freeze;
DROP TRIGGER payouts_freeze_kept ON payouts_freeze;
DROP FUNCTION payouts_freeze_is_kept;
"""

# the count by role speaks before the count of all, so that it says whose yes is missing
BY_ROLE_FIRST = """
ALTER TRIGGER payouts_payout_seats_taken ON payouts_payout RENAME TO payouts_payout_has_every_role;
"""
BY_ROLE_LATER = """
ALTER TRIGGER payouts_payout_has_every_role ON payouts_payout RENAME TO payouts_payout_seats_taken;
"""


class Migration(migrations.Migration):
    dependencies = [("payouts", "0018_delegations_and_freezes")]
    # the number of approvers goes only once it is carried over
    run_before = [("programs", "0013_bands_say_who_approves")]
    operations = [
        migrations.RunSQL(DELEGATIONS, NO_DELEGATIONS),
        migrations.RunSQL(SEATS_FOR_ANOTHER, SEATS_AS_BEFORE),
        migrations.RunSQL(FREEZES, NO_FREEZES),
        migrations.RunSQL(BY_ROLE_FIRST, BY_ROLE_LATER),
    ]
