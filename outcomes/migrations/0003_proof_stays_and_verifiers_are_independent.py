"""Triggers: proof is added and never changed, and nobody verifies what is their own."""

from django.db import migrations

TABLES = ("outcomes_evidence", "outcomes_verificationplan", "outcomes_verification")

INDEPENDENCE = """
CREATE FUNCTION outcomes_verifier_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    supplier_organization bigint;
BEGIN
    SELECT supplier.organization_id INTO supplier_organization
        FROM outcomes_target target
        JOIN programs_agreement agreement ON agreement.id = target.agreement_id
        JOIN companies_supplier supplier ON supplier.id = agreement.supplier_id
        WHERE target.id = NEW.target_id;
    IF NEW.organization_id = supplier_organization OR EXISTS (
        SELECT 1 FROM people_membership
        WHERE user_id = NEW.verified_by_id AND organization_id = supplier_organization
    ) THEN
        RAISE EXCEPTION 'verification_not_by_supplier: the supplier may not verify its own target'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_not_by_supplier';
    END IF;
    IF EXISTS (
        SELECT 1 FROM outcomes_measurement
        WHERE target_id = NEW.target_id
            AND (measured_by_id = NEW.verified_by_id OR certified_by_id = NEW.verified_by_id)
    ) THEN
        RAISE EXCEPTION 'verification_not_by_measurer: who measured or certified may not verify'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_not_by_measurer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_verification_independent BEFORE INSERT ON outcomes_verification
    FOR EACH ROW EXECUTE FUNCTION outcomes_verifier_is_independent();
"""
DEPENDENCE = """
DROP TRIGGER outcomes_verification_independent ON outcomes_verification;
DROP FUNCTION outcomes_verifier_is_independent;
"""


def guard(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
    """


def unguard(table: str) -> str:
    return (
        f"DROP TRIGGER {table}_append_only ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("people", "0001_initial"),
        ("companies", "0002_initial"),
        ("programs", "0001_initial"),
        ("outcomes", "0002_initial"),
    ]
    operations = [
        *[migrations.RunSQL(guard(table), unguard(table)) for table in TABLES],
        migrations.RunSQL(INDEPENDENCE, DEPENDENCE),
    ]
