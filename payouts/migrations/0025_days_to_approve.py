"""How long approvers have is part of the bands' versions, and counts working days.

What the programmes said is carried over; a payout that is prepared keeps the moments it had.
"""

from django.db import migrations, models
from django.db.models import F, Q

CARRY_OVER = """
ALTER TABLE payouts_bandtable DISABLE TRIGGER USER;
UPDATE payouts_bandtable t SET approval_days = least(p.approval_days, 60),
    escalation_days = least(p.escalation_days, 60)
    FROM programs_program p WHERE p.id = t.program_id;
ALTER TABLE payouts_bandtable ENABLE TRIGGER USER;
UPDATE payouts_payout y SET
    approve_by = y.prepared_at + p.approval_days * interval '1 day',
    escalate_at = y.prepared_at + (p.approval_days + p.escalation_days) * interval '1 day'
    FROM programs_agreement a JOIN programs_program p ON p.id = a.program_id
    WHERE a.id = y.agreement_id AND y.prepared_at IS NOT NULL;
SET CONSTRAINTS ALL IMMEDIATE;
SET CONSTRAINTS ALL DEFERRED;
"""
CARRY_BACK = """
UPDATE programs_program p SET approval_days = t.approval_days, escalation_days = t.escalation_days
    FROM (
        SELECT DISTINCT ON (program_id) program_id, approval_days, escalation_days
        FROM payouts_bandtable WHERE state = 'confirmed' ORDER BY program_id, in_force_at DESC
    ) t WHERE t.program_id = p.id;
"""
KEPT = """
CREATE OR REPLACE FUNCTION payouts_band_days_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'bands_never_edited: propose a new version instead of changing %', OLD.version
        USING ERRCODE = '23514', CONSTRAINT = 'bands_never_edited';
END $$;
CREATE TRIGGER payouts_bandtable_days BEFORE UPDATE ON payouts_bandtable FOR EACH ROW
    WHEN ((NEW.approval_days, NEW.escalation_days)
        IS DISTINCT FROM (OLD.approval_days, OLD.escalation_days))
    EXECUTE FUNCTION payouts_band_days_are_kept();
"""
NOT_KEPT = """
DROP TRIGGER payouts_bandtable_days ON payouts_bandtable;
DROP FUNCTION payouts_band_days_are_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0024_clawbacks"),
        ("programs", "0015_late_money"),
    ]
    # the days of a programme go only once they are carried over
    run_before = [("programs", "0016_days_are_with_the_bands")]
    operations = [
        migrations.AddField(
            model_name="bandtable",
            name="approval_days",
            field=models.PositiveSmallIntegerField(
                default=3, verbose_name="working days for the approvers of a prepared payout"
            ),
        ),
        migrations.AddField(
            model_name="bandtable",
            name="escalation_days",
            field=models.PositiveSmallIntegerField(
                default=2,
                verbose_name="further working days after which others hear that it is overdue",
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="approve_by",
            field=models.DateTimeField(editable=False, null=True, verbose_name="to be approved by"),
        ),
        migrations.AddField(
            model_name="payout",
            name="escalate_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="others hear of it"),
        ),
        migrations.RunSQL(CARRY_OVER, CARRY_BACK),
        migrations.AddConstraint(
            model_name="bandtable",
            constraint=models.CheckConstraint(
                condition=Q(approval_days__range=(1, 60), escalation_days__range=(1, 60)),
                name="bands_days_to_approve",
            ),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=Q(prepared_at=None, approve_by=None, escalate_at=None)
                | Q(
                    prepared_at__isnull=False,
                    approve_by__isnull=False,
                    escalate_at__isnull=False,
                    approve_by__gt=F("prepared_at"),
                    escalate_at__gt=F("approve_by"),
                ),
                name="payout_approved_by_a_day",
            ),
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
