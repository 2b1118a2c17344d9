"""Triggers: who agreed may not verify, a verifier signs for the own firm, a draw closes a list."""

from django.db import migrations

VERIFIER = """
CREATE FUNCTION outcomes_verifier_signs_for_own() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM outcomes_target WHERE id = NEW.target_id AND agreed_by_id = NEW.verified_by_id
    ) THEN
        RAISE EXCEPTION 'verification_not_by_agreer: who agreed to a target may not verify it'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_not_by_agreer';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM people_membership
        WHERE user_id = NEW.verified_by_id AND organization_id = NEW.organization_id
            AND role = 'verifier' AND ended_at IS NULL
    ) THEN
        RAISE EXCEPTION 'verification_by_a_verifier: only a verifier of the firm signs for it'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_by_a_verifier';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_verification_signed_for_own BEFORE INSERT ON outcomes_verification
    FOR EACH ROW EXECUTE FUNCTION outcomes_verifier_signs_for_own();
"""
NO_VERIFIER = """
DROP TRIGGER outcomes_verification_signed_for_own ON outcomes_verification;
DROP FUNCTION outcomes_verifier_signs_for_own;
"""
DRAW = """
CREATE FUNCTION outcomes_draw_closes_the_list() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM outcomes_verificationplan plan
        JOIN outcomes_target target ON target.id = plan.target_id AND target.match_id IS NULL
        WHERE plan.target_id = NEW.target_id
    ) AND NOT EXISTS (
        SELECT 1 FROM outcomes_verificationplan plan
        CROSS JOIN LATERAL jsonb_array_elements_text(plan.sample) AS drawn(name)
        JOIN outcomes_measurement seen ON seen.id = split_part(drawn.name, ':', 1)::bigint
        WHERE plan.target_id = NEW.target_id AND seen.phase = NEW.phase
            AND seen.first_day = NEW.first_day AND seen.last_day = NEW.last_day
    ) THEN
        RAISE EXCEPTION 'measurement_after_the_draw: only what was drawn is sent again'
            USING ERRCODE = '23514', CONSTRAINT = 'measurement_after_the_draw';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_measurement_before_the_draw BEFORE INSERT ON outcomes_measurement
    FOR EACH ROW EXECUTE FUNCTION outcomes_draw_closes_the_list();
"""
NO_DRAW = """
DROP TRIGGER outcomes_measurement_before_the_draw ON outcomes_measurement;
DROP FUNCTION outcomes_draw_closes_the_list;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("outcomes", "0004_names_for_readers")]
    operations = [migrations.RunSQL(VERIFIER, NO_VERIFIER), migrations.RunSQL(DRAW, NO_DRAW)]
