"""Triggers: what is certified stays as it was, and the worksite of a reading is one of its own."""

from django.db import migrations

NUMBERS = (
    "target_id", "match_id", "phase", "first_day", "last_day", "quantity", "events", "hours",
    "people", "deaths", "lost_days", "near_misses", "note", "source", "key", "file_id", "row",
    "supersedes_id", "measured_by_id", "measured_at",
)  # fmt: skip
ROW = ", ".join(f"{{0}}.{name}" for name in NUMBERS)
CLOSED = f"""
CREATE FUNCTION outcomes_certified_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'measured' THEN
        RETURN COALESCE(NEW, OLD);
    END IF;
    IF TG_OP = 'DELETE' OR NEW.state = 'measured'
        OR (OLD.state = 'superseded' AND NEW.state <> 'superseded')
        OR ({ROW.format("NEW")}) IS DISTINCT FROM ({ROW.format("OLD")}) THEN
        RAISE EXCEPTION 'measurement_certified_stays: a correction is a new measurement'
            USING ERRCODE = '23514', CONSTRAINT = 'measurement_certified_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_measurement_certified_stays BEFORE UPDATE OR DELETE ON outcomes_measurement
    FOR EACH ROW EXECUTE FUNCTION outcomes_certified_stays();
"""
OPEN = """
DROP TRIGGER outcomes_measurement_certified_stays ON outcomes_measurement;
DROP FUNCTION outcomes_certified_stays;
"""
EVIDENCE = """
CREATE FUNCTION outcomes_evidence_before_certification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM outcomes_measurement
        WHERE id = NEW.measurement_id AND state = 'measured' FOR SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'evidence_before_certification: nothing is added to what is certified'
            USING ERRCODE = '23514', CONSTRAINT = 'evidence_before_certification';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_evidence_in_time BEFORE INSERT ON outcomes_evidence
    FOR EACH ROW EXECUTE FUNCTION outcomes_evidence_before_certification();
"""
NO_EVIDENCE = """
DROP TRIGGER outcomes_evidence_in_time ON outcomes_evidence;
DROP FUNCTION outcomes_evidence_before_certification;
"""
SITE = """
CREATE FUNCTION outcomes_measurement_of_own_site() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM outcomes_target target
        JOIN outcomes_match site ON site.id = NEW.match_id
        WHERE target.id = NEW.target_id AND target.match_id IS NULL
            AND site.agreement_id = target.agreement_id
    ) THEN
        RAISE EXCEPTION 'measurement_of_own_site: the worksite belongs to another agreement'
            USING ERRCODE = '23514', CONSTRAINT = 'measurement_of_own_site';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_measurement_site BEFORE INSERT ON outcomes_measurement
    FOR EACH ROW WHEN (NEW.match_id IS NOT NULL)
    EXECUTE FUNCTION outcomes_measurement_of_own_site();
"""
NO_SITE = """
DROP TRIGGER outcomes_measurement_site ON outcomes_measurement;
DROP FUNCTION outcomes_measurement_of_own_site;
"""
FILE = """
CREATE FUNCTION outcomes_file_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.state IN ('stored', 'refused', 'failed')
        OR (NEW.target_id, NEW.name, NEW.size, NEW.sha256, NEW.key, NEW.uploaded_by_id)
        IS DISTINCT FROM
        (OLD.target_id, OLD.name, OLD.size, OLD.sha256, OLD.key, OLD.uploaded_by_id) THEN
        RAISE EXCEPTION 'measurement_file_stays: what came in is not changed'
            USING ERRCODE = '23514', CONSTRAINT = 'measurement_file_stays';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_measurementfile_stays BEFORE UPDATE OR DELETE ON outcomes_measurementfile
    FOR EACH ROW EXECUTE FUNCTION outcomes_file_stays();
"""
NO_FILE = """
DROP TRIGGER outcomes_measurementfile_stays ON outcomes_measurementfile;
DROP FUNCTION outcomes_file_stays;
"""


class Migration(migrations.Migration):
    dependencies = [("outcomes", "0011_measurement_files")]
    operations = [
        migrations.RunSQL(CLOSED, OPEN),
        migrations.RunSQL(EVIDENCE, NO_EVIDENCE),
        migrations.RunSQL(SITE, NO_SITE),
        migrations.RunSQL(FILE, NO_FILE),
    ]
