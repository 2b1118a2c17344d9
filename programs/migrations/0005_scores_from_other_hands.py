"""Trigger: whoever reviewed an application neither recommends it nor confirms that."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION programs_recommended_by_other_hands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM programs_review
        WHERE application_id = NEW.application_id
            AND reviewer_id IN (NEW.recommended_by_id, NEW.confirmed_by_id)
    ) THEN
        RAISE EXCEPTION 'recommendation_not_by_a_reviewer: a reviewer does not recommend'
            USING ERRCODE = '23514', CONSTRAINT = 'recommendation_not_by_a_reviewer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER programs_recommended_by_other_hands
    BEFORE INSERT OR UPDATE OF recommended_by_id, confirmed_by_id ON programs_recommendation
    FOR EACH ROW EXECUTE FUNCTION programs_recommended_by_other_hands();
"""
BACKWARD = """
DROP TRIGGER programs_recommended_by_other_hands ON programs_recommendation;
DROP FUNCTION programs_recommended_by_other_hands;
"""


class Migration(migrations.Migration):
    dependencies = [("programs", "0004_papers_are_final")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
