"""An approval comes with what its maker saw and the second factor they showed, or not at all.

Checked when the transaction ends, since the one is written after the other. Approvals that are
older than this stay as they are.
"""

from django.db import migrations, models

SIGNED = """
CREATE FUNCTION payouts_approval_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM payouts_sight s WHERE s.approval_id = NEW.id) THEN
        RAISE EXCEPTION 'approval_signed_with_a_factor: approval % shows no second factor', NEW.id
            USING ERRCODE = '23514', CONSTRAINT = 'approval_signed_with_a_factor';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payouts_approval_signed AFTER INSERT ON payouts_approval
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payouts_approval_is_signed();
"""
UNSIGNED = """
DROP TRIGGER payouts_approval_signed ON payouts_approval;
DROP FUNCTION payouts_approval_is_signed;
"""


class Migration(migrations.Migration):
    dependencies = [("payouts", "0028_chunks_count_starts")]
    operations = [
        migrations.AddConstraint(
            model_name="sight",
            constraint=models.CheckConstraint(
                condition=models.Q(("factor", ""), _negated=True), name="sight_names_a_factor"
            ),
        ),
        migrations.RunSQL(SIGNED, UNSIGNED),
    ]
