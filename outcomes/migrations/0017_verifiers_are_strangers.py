"""Triggers: whoever looks has no tie and says so each time; a sample only grows; a hold stays."""

from importlib import import_module

from django.db import migrations

SAMPLES = import_module("outcomes.migrations.0014_samples_and_holds")
READINGS = import_module("outcomes.migrations.0008_readings_of_worksites")
TIE = """
CREATE FUNCTION outcomes_tie_of(person bigint, looked_at bigint) RETURNS text
LANGUAGE plpgsql AS $$
DECLARE
    signed record;
BEGIN
    SELECT agreement.id, agreement.supplier_id, agreement.program_id, supplier.organization_id,
            target.agreed_by_id, target.match_id
        INTO signed
        FROM outcomes_target target
        JOIN programs_agreement agreement ON agreement.id = target.agreement_id
        JOIN companies_supplier supplier ON supplier.id = agreement.supplier_id
        WHERE target.id = looked_at;
    IF EXISTS (
        SELECT 1 FROM people_membership
        WHERE user_id = person AND organization_id = signed.organization_id
    ) THEN RETURN 'not_by_supplier'; END IF;
    IF EXISTS (
        SELECT 1 FROM outcomes_measurement
        WHERE target_id = looked_at AND (measured_by_id = person OR certified_by_id = person)
    ) THEN RETURN 'not_by_measurer'; END IF;
    IF signed.agreed_by_id = person THEN RETURN 'not_by_agreer'; END IF;
    IF EXISTS (
        SELECT 1 FROM programs_review review
        JOIN programs_application application ON application.id = review.application_id
        WHERE application.supplier_id = signed.supplier_id AND review.reviewer_id = person
    ) THEN RETURN 'not_by_reviewer'; END IF;
    IF EXISTS (
        SELECT 1 FROM outcomes_match found
        JOIN companies_worksite worksite ON worksite.id = found.worksite_id
        LEFT JOIN companies_contactchange other ON other.worksite_id = worksite.id
        JOIN people_user someone ON someone.id = person
        WHERE found.agreement_id = signed.id
            AND (signed.match_id IS NULL OR found.id = signed.match_id)
            AND lower(someone.email) IN (lower(worksite.contact_email), lower(other.email))
    ) THEN RETURN 'not_by_worksite'; END IF;
    IF EXISTS (
        SELECT 1 FROM people_membership member
        JOIN companies_supplier payee ON payee.organization_id = member.organization_id
        JOIN programs_agreement other ON other.supplier_id = payee.id
        WHERE member.user_id = person AND other.program_id = signed.program_id
    ) THEN RETURN 'not_by_payee'; END IF;
    RETURN NULL;
END $$;
"""
STRANGER = """
CREATE FUNCTION outcomes_by_a_stranger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    told jsonb := to_jsonb(NEW) - 'frame' - 'strata' - 'sample';
    person bigint := (told ->> TG_ARGV[0])::bigint;
    looked_at bigint := (told ->> 'target_id')::bigint;
    tie text;
BEGIN
    IF person IS NULL THEN
        RETURN NEW;
    END IF;
    IF looked_at IS NULL THEN
        SELECT target_id INTO looked_at FROM outcomes_verificationplan
            WHERE id = (told ->> 'plan_id')::bigint;
    END IF;
    tie := outcomes_tie_of(person, looked_at);
    IF tie IS NOT NULL THEN
        RAISE EXCEPTION 'verification_%: whoever looks has no tie to what is looked at', tie
            USING ERRCODE = '23514', CONSTRAINT = 'verification_' || tie;
    END IF;
    IF btrim(coalesce(told ->> 'independence', '')) = '' THEN
        RAISE EXCEPTION 'independence_declared: whoever looks says so each time'
            USING ERRCODE = '23514', CONSTRAINT = 'independence_declared';
    END IF;
    RETURN NEW;
END $$;
"""
FIRM = """
CREATE FUNCTION outcomes_firm_is_a_stranger() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    signed record;
    this_year int := date_part('year', NEW.verified_at AT TIME ZONE 'Asia/Seoul');
BEGIN
    SELECT agreement.supplier_id, agreement.program_id, program.rotation_years INTO signed
        FROM outcomes_target target
        JOIN programs_agreement agreement ON agreement.id = target.agreement_id
        JOIN programs_program program ON program.id = agreement.program_id
        WHERE target.id = NEW.target_id;
    IF EXISTS (
        SELECT 1 FROM companies_supplier payee
        JOIN programs_agreement other ON other.supplier_id = payee.id
        WHERE payee.organization_id = NEW.organization_id AND other.program_id = signed.program_id
            AND payee.id <> signed.supplier_id
    ) THEN
        RAISE EXCEPTION 'verification_not_by_payee: who is paid by a programme verifies nothing'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_not_by_payee';
    END IF;
    IF (
        SELECT count(DISTINCT date_part('year', before.verified_at AT TIME ZONE 'Asia/Seoul'))
        FROM outcomes_verification before
        JOIN outcomes_target seen ON seen.id = before.target_id
        JOIN programs_agreement earlier ON earlier.id = seen.agreement_id
        WHERE before.organization_id = NEW.organization_id
            AND earlier.supplier_id = signed.supplier_id
            AND date_part('year', before.verified_at AT TIME ZONE 'Asia/Seoul')
                BETWEEN this_year - signed.rotation_years AND this_year - 1
    ) >= signed.rotation_years THEN
        RAISE EXCEPTION 'verification_rotates: after % years in a row another firm verifies',
            signed.rotation_years USING ERRCODE = '23514', CONSTRAINT = 'verification_rotates';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_verification_rotates BEFORE INSERT ON outcomes_verification
    FOR EACH ROW EXECUTE FUNCTION outcomes_firm_is_a_stranger();
"""
WIDER = """
CREATE FUNCTION outcomes_sample_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    plan outcomes_verificationplan;
    before jsonb;
    stages int;
BEGIN
    SELECT * INTO plan FROM outcomes_verificationplan WHERE id = NEW.plan_id;
    SELECT count(*) INTO stages FROM outcomes_widenedsample WHERE plan_id = NEW.plan_id;
    SELECT sample INTO before FROM outcomes_widenedsample
        WHERE plan_id = NEW.plan_id ORDER BY stage DESC LIMIT 1;
    before := coalesce(before, plan.sample);
    IF NEW.stage <> stages + 1
        OR jsonb_array_length(NEW.sample) <= jsonb_array_length(before)
        OR EXISTS (
            SELECT jsonb_array_elements_text(before)
            EXCEPT SELECT jsonb_array_elements_text(NEW.sample))
        OR EXISTS (
            SELECT jsonb_array_elements_text(NEW.sample)
            EXCEPT SELECT jsonb_array_elements_text(plan.frame))
    THEN
        RAISE EXCEPTION 'sample_only_grows: a larger sample holds the smaller one, of one list'
            USING ERRCODE = '23514', CONSTRAINT = 'sample_only_grows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_widenedsample_grows BEFORE INSERT ON outcomes_widenedsample
    FOR EACH ROW EXECUTE FUNCTION outcomes_sample_only_grows();
"""
DRAW = """
CREATE OR REPLACE FUNCTION outcomes_draw_closes_the_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM outcomes_verificationplan plan
        JOIN outcomes_target target ON target.id = plan.target_id AND target.match_id IS NULL
        WHERE plan.target_id = NEW.target_id
    ) AND NOT EXISTS (
        SELECT 1 FROM (
            SELECT plan.sample FROM outcomes_verificationplan plan
                WHERE plan.target_id = NEW.target_id
            UNION ALL
            SELECT wider.sample FROM outcomes_widenedsample wider
                JOIN outcomes_verificationplan plan ON plan.id = wider.plan_id
                WHERE plan.target_id = NEW.target_id
        ) stage
        CROSS JOIN LATERAL jsonb_array_elements_text(stage.sample) AS drawn(name)
        JOIN outcomes_measurement seen ON seen.id = split_part(drawn.name, ':', 1)::bigint
        WHERE seen.phase = NEW.phase
            AND seen.first_day = NEW.first_day AND seen.last_day = NEW.last_day
            AND seen.match_id IS NOT DISTINCT FROM NEW.match_id
    ) THEN
        RAISE EXCEPTION 'measurement_after_the_draw: only what was drawn is sent again'
            USING ERRCODE = '23514', CONSTRAINT = 'measurement_after_the_draw';
    END IF;
    RETURN NEW;
END $$;
"""
HOLD = """
CREATE FUNCTION outcomes_hold_comes_first() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM outcomes_target WHERE id = NEW.target_id FOR NO KEY UPDATE;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_hold_comes_first BEFORE INSERT ON outcomes_hold
    FOR EACH ROW EXECUTE FUNCTION outcomes_hold_comes_first();
CREATE FUNCTION outcomes_hold_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state = 'lifted'
        OR (OLD.target_id, OLD.kind, OLD.words, OLD.opened_at, OLD.opened_by_id)
            IS DISTINCT FROM
            (NEW.target_id, NEW.kind, NEW.words, NEW.opened_at, NEW.opened_by_id)
        OR NOT (OLD.state || '>' || NEW.state) = ANY (ARRAY[
            'opened>opened', 'opened>lift_proposed', 'lift_proposed>lift_proposed',
            'lift_proposed>opened', 'lift_proposed>lifted'])
    THEN
        RAISE EXCEPTION 'hold_stays_until_lifted: a hold is proposed to be lifted, then lifted'
            USING ERRCODE = '23514', CONSTRAINT = 'hold_stays_until_lifted';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_hold_moves_on BEFORE UPDATE OR DELETE ON outcomes_hold
    FOR EACH ROW EXECUTE FUNCTION outcomes_hold_moves_on();
"""
LOOKERS = {
    "outcomes_seedcommitment": "committed_by_id",
    "outcomes_verificationplan": "drawn_by_id",
    "outcomes_widenedsample": "widened_by_id",
    "outcomes_sampleresult": "seen_by_id",
    "outcomes_finding": "recorded_by_id",
    "outcomes_verification": "verified_by_id",
}


def by_a_stranger(table: str, person: str) -> str:
    return f"""
    CREATE TRIGGER {table}_by_a_stranger BEFORE INSERT ON {table}
        FOR EACH ROW EXECUTE FUNCTION outcomes_by_a_stranger('{person}');
    """


def by_anybody(table: str) -> str:
    return f"DROP TRIGGER {table}_by_a_stranger ON {table};"


KEEP = """
CREATE TRIGGER outcomes_widenedsample_append_only BEFORE UPDATE OR DELETE ON outcomes_widenedsample
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER outcomes_widenedsample_no_truncate BEFORE TRUNCATE ON outcomes_widenedsample
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
BACK = (
    (TIE, "DROP FUNCTION outcomes_tie_of;"),
    (STRANGER, "DROP FUNCTION outcomes_by_a_stranger;"),
    (
        FIRM,
        (
            "DROP TRIGGER outcomes_verification_rotates ON outcomes_verification;"
            "DROP FUNCTION outcomes_firm_is_a_stranger;"
        ),
    ),
    (
        WIDER,
        (
            "DROP TRIGGER outcomes_widenedsample_grows ON outcomes_widenedsample;"
            "DROP FUNCTION outcomes_sample_only_grows;"
        ),
    ),
    (DRAW, READINGS.DRAW.format(same_site=READINGS.SAME_SITE)),
    (
        HOLD,
        (
            "DROP TRIGGER outcomes_hold_moves_on ON outcomes_hold;"
            "DROP FUNCTION outcomes_hold_moves_on;"
            "DROP TRIGGER outcomes_hold_comes_first ON outcomes_hold;"
            "DROP FUNCTION outcomes_hold_comes_first;"
        ),
    ),
    (
        KEEP,
        (
            "DROP TRIGGER outcomes_widenedsample_no_truncate ON outcomes_widenedsample;"
            "DROP TRIGGER outcomes_widenedsample_append_only ON outcomes_widenedsample;"
        ),
    ),
)


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("companies", "0006_strangers_and_contacts"),
        ("programs", "0009_verifiers_rotate"),
        ("outcomes", "0016_findings_count_and_samples_widen"),
    ]
    operations = [
        migrations.RunSQL(SAMPLES.NO_REVIEWER, SAMPLES.REVIEWER),
        *(migrations.RunSQL(sql, back) for sql, back in BACK),
        *(
            migrations.RunSQL(by_a_stranger(table, person), by_anybody(table))
            for table, person in LOOKERS.items()
        ),
    ]
