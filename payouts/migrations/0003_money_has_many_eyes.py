"""Triggers: who may not approve, what may not change, and rows that stay for ever."""

from django.db import migrations, models

APPEND_ONLY = ("payouts_adjustment", "payouts_bankanswer", "payouts_bankline")
STAYING = ("payouts_payout", "payouts_approval", "payouts_disbursement", "payouts_bankbatch")

HANDS = """
CREATE FUNCTION payouts_claimed_or_verified(payout bigint, person bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT 1 FROM payouts_payout p
            JOIN outcomes_verification v ON v.id = p.verification_id
            WHERE p.id = payout AND v.verified_by_id = person
    ) OR EXISTS (
        SELECT 1 FROM payouts_payout p
            JOIN outcomes_verification v ON v.id = p.verification_id
            JOIN outcomes_measurement m ON m.target_id = v.target_id
            WHERE p.id = payout AND person IN (m.measured_by_id, m.certified_by_id)
    );
$$;
"""

APPROVAL = """
CREATE FUNCTION payouts_approval_is_independent() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payout payouts_payout%ROWTYPE;
BEGIN
    SELECT * INTO payout FROM payouts_payout WHERE id = NEW.payout_id FOR UPDATE;
    IF payout.state <> 'prepared' THEN
        RAISE EXCEPTION 'approval_only_when_prepared: payout % is %', payout.number, payout.state
            USING ERRCODE = '23514', CONSTRAINT = 'approval_only_when_prepared';
    END IF;
    IF NEW.maker_id IS DISTINCT FROM payout.prepared_by_id THEN
        RAISE EXCEPTION 'approval_names_the_maker: somebody else prepared %', payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_names_the_maker';
    END IF;
    IF NEW.digest IS DISTINCT FROM payout.digest THEN
        RAISE EXCEPTION 'approval_of_what_is_there: % is not what was seen', payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_of_what_is_there';
    END IF;
    IF payouts_claimed_or_verified(NEW.payout_id, NEW.approver_id) OR EXISTS (
        SELECT 1 FROM payouts_approval a
            WHERE a.payout_id = NEW.payout_id AND a.maker_id = NEW.approver_id
    ) THEN
        RAISE EXCEPTION 'approval_not_by_an_earlier_hand: nobody acts at two stages of %',
            payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'approval_not_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_approval_independent BEFORE INSERT ON payouts_approval
    FOR EACH ROW EXECUTE FUNCTION payouts_approval_is_independent();

CREATE FUNCTION payouts_approval_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.voided_at IS NOT NULL
        OR (NEW.payout_id, NEW.maker_id, NEW.approver_id, NEW.digest, NEW.comment,
            NEW.approved_at, NEW.key)
        IS DISTINCT FROM (OLD.payout_id, OLD.maker_id, OLD.approver_id, OLD.digest, OLD.comment,
            OLD.approved_at, OLD.key)
    THEN
        RAISE EXCEPTION 'approval_only_voided: an approval is given once and at most voided'
            USING ERRCODE = '23514', CONSTRAINT = 'approval_only_voided';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_approval_final BEFORE UPDATE ON payouts_approval
    FOR EACH ROW EXECUTE FUNCTION payouts_approval_is_final();
"""

PAYOUT = """
CREATE FUNCTION payouts_payout_begins() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state NOT IN ('computed', 'nothing_due') THEN
        RAISE EXCEPTION 'payout_begins_computed: % may not begin as %', NEW.number, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'payout_begins_computed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_begin BEFORE INSERT ON payouts_payout
    FOR EACH ROW EXECUTE FUNCTION payouts_payout_begins();

CREATE FUNCTION payouts_payout_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.number, NEW.agreement_id, NEW.term_sheet_id, NEW.clause_key, NEW.part,
        NEW.verification_id, NEW.amount, NEW.working, NEW.inputs, NEW.computed_at)
        IS DISTINCT FROM
        (OLD.number, OLD.agreement_id, OLD.term_sheet_id, OLD.clause_key, OLD.part,
        OLD.verification_id, OLD.amount, OLD.working, OLD.inputs, OLD.computed_at)
    THEN
        RAISE EXCEPTION 'payout_never_edited: write an adjustment for % instead', OLD.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_never_edited';
    END IF;
    IF (NEW.digest, NEW.bank_account_id, NEW.prepared_by_id)
        IS DISTINCT FROM (OLD.digest, OLD.bank_account_id, OLD.prepared_by_id)
        AND NEW.state NOT IN ('prepared', 'computed')
    THEN
        RAISE EXCEPTION 'payout_frozen: what was approved for % may not change', OLD.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_frozen';
    END IF;
    IF NEW.state = 'prepared' AND (
        payouts_claimed_or_verified(NEW.id, NEW.prepared_by_id) OR EXISTS (
            SELECT 1 FROM payouts_approval a
                WHERE a.payout_id = NEW.id AND a.approver_id = NEW.prepared_by_id
        )
    ) THEN
        RAISE EXCEPTION 'payout_not_prepared_by_an_earlier_hand: nobody acts at two stages of %',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_not_prepared_by_an_earlier_hand';
    END IF;
    IF NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.approvals_needed > (
        SELECT count(*) FROM payouts_approval a
            WHERE a.payout_id = NEW.id AND a.voided_at IS NULL
            AND a.digest = NEW.digest AND a.maker_id = NEW.prepared_by_id
    ) THEN
        RAISE EXCEPTION 'payout_approved_by_enough: % needs % approvals of what is there',
            NEW.number, NEW.approvals_needed
            USING ERRCODE = '23514', CONSTRAINT = 'payout_approved_by_enough';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW EXECUTE FUNCTION payouts_payout_is_kept();
"""

BATCH = """
CREATE FUNCTION payouts_disbursement_is_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    payout payouts_payout%ROWTYPE;
    batch payouts_bankbatch%ROWTYPE;
BEGIN
    SELECT * INTO payout FROM payouts_payout WHERE id = NEW.payout_id FOR UPDATE;
    SELECT * INTO batch FROM payouts_bankbatch WHERE id = NEW.batch_id;
    IF payout.state <> 'approved' OR NEW.amount <> payout.amount OR batch.state <> 'built' THEN
        RAISE EXCEPTION 'disbursement_of_an_approved_payout: % is not approved for that amount',
            payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_of_an_approved_payout';
    END IF;
    IF batch.built_by_id = payout.prepared_by_id
        OR payouts_claimed_or_verified(payout.id, batch.built_by_id)
        OR EXISTS (
            SELECT 1 FROM payouts_approval a
                WHERE a.payout_id = payout.id AND batch.built_by_id IN (a.approver_id, a.maker_id)
        )
    THEN
        RAISE EXCEPTION 'disbursement_not_by_an_earlier_hand: nobody acts at two stages of %',
            payout.number
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_not_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_disbursement_approved BEFORE INSERT ON payouts_disbursement
    FOR EACH ROW EXECUTE FUNCTION payouts_disbursement_is_approved();

CREATE FUNCTION payouts_batch_is_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.number, NEW.program_id, NEW.lines, NEW.total, NEW.content_encrypted, NEW.sha256,
        NEW.log_head, NEW.built_by_id, NEW.built_at)
        IS DISTINCT FROM
        (OLD.number, OLD.program_id, OLD.lines, OLD.total, OLD.content_encrypted, OLD.sha256,
        OLD.log_head, OLD.built_by_id, OLD.built_at)
    THEN
        RAISE EXCEPTION 'batch_is_sealed: file % may not change', OLD.number
            USING ERRCODE = '23514', CONSTRAINT = 'batch_is_sealed';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_batch_sealed BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW EXECUTE FUNCTION payouts_batch_is_sealed();

CREATE FUNCTION payouts_disbursement_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.payout_id, NEW.batch_id, NEW.attempt, NEW.key, NEW.amount)
        IS DISTINCT FROM (OLD.payout_id, OLD.batch_id, OLD.attempt, OLD.key, OLD.amount)
    THEN
        RAISE EXCEPTION 'disbursement_never_edited: % may only move on', OLD.key
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_never_edited';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_disbursement_kept BEFORE UPDATE ON payouts_disbursement
    FOR EACH ROW EXECUTE FUNCTION payouts_disbursement_is_kept();
"""

RESERVE = """
CREATE FUNCTION payouts_within_reserve() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    over bigint;
BEGIN
    PERFORM 1 FROM programs_agreement
        WHERE id IN (SELECT agreement_id FROM new_rows) ORDER BY id FOR UPDATE;
    SELECT a.id INTO over
        FROM payouts_payout p JOIN programs_agreement a ON a.id = p.agreement_id
        WHERE a.id IN (SELECT agreement_id FROM new_rows)
            AND p.state NOT IN ('rejected', 'nothing_due', 'paid')
        GROUP BY a.id, p.part
        HAVING sum(p.amount) > CASE p.part WHEN 'base' THEN a.base_reserved
            ELSE a.success_reserved END
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_within_reserve: agreement % has set aside less', over
            USING ERRCODE = '23514', CONSTRAINT = 'payout_within_reserve';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_payout_within_reserve AFTER INSERT ON payouts_payout
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_within_reserve();

CREATE FUNCTION payouts_reserve_is_spoken_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM payouts_payout p
        WHERE p.agreement_id = NEW.id AND p.state NOT IN ('rejected', 'nothing_due', 'paid')
        GROUP BY p.part
        HAVING sum(p.amount) > CASE p.part WHEN 'base' THEN NEW.base_reserved
            ELSE NEW.success_reserved END;
    IF FOUND THEN
        RAISE EXCEPTION 'reserve_is_spoken_for: agreement % has payouts that are not paid yet',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_is_spoken_for';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_reserve_spoken_for
    AFTER UPDATE OF base_reserved, success_reserved ON programs_agreement
    FOR EACH ROW WHEN (NEW.base_reserved < OLD.base_reserved
        OR NEW.success_reserved < OLD.success_reserved)
    EXECUTE FUNCTION payouts_reserve_is_spoken_for();
"""

STAY = """
CREATE FUNCTION payouts_rows_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows_stay: nothing is ever taken out of %', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'rows_stay';
END $$;
"""


def keep(table: str) -> str:
    return f"""
    CREATE TRIGGER {table}_stays BEFORE DELETE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
    CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
        FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
    """


def unkeep(table: str) -> str:
    return f"DROP TRIGGER {table}_stays ON {table}; DROP TRIGGER {table}_no_truncate ON {table};"


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
        ("outcomes", "0002_initial"),
        ("programs", "0001_initial"),
        ("payouts", "0002_initial"),
    ]
    operations = [
        migrations.AddField(
            model_name="payout",
            name="preparations",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="times prepared"),
        ),
        migrations.AlterField(
            model_name="bankbatch",
            name="state",
            field=models.CharField(
                choices=[
                    ("built", "Built"),
                    ("sent", "Sent"),
                    ("answered", "Answered"),
                    ("withdrawn", "Withdrawn"),
                ],
                default="built",
                max_length=20,
            ),
        ),
        migrations.RunSQL(HANDS, "DROP FUNCTION payouts_claimed_or_verified(bigint, bigint);"),
        migrations.RunSQL(
            APPROVAL,
            "DROP TRIGGER payouts_approval_independent ON payouts_approval;"
            "DROP FUNCTION payouts_approval_is_independent;"
            "DROP TRIGGER payouts_approval_final ON payouts_approval;"
            "DROP FUNCTION payouts_approval_is_final;",
        ),
        migrations.RunSQL(
            PAYOUT,
            "DROP TRIGGER payouts_payout_begin ON payouts_payout;"
            "DROP FUNCTION payouts_payout_begins;"
            "DROP TRIGGER payouts_payout_kept ON payouts_payout;"
            "DROP FUNCTION payouts_payout_is_kept;",
        ),
        migrations.RunSQL(
            BATCH,
            "DROP TRIGGER payouts_disbursement_approved ON payouts_disbursement;"
            "DROP FUNCTION payouts_disbursement_is_approved;"
            "DROP TRIGGER payouts_batch_sealed ON payouts_bankbatch;"
            "DROP FUNCTION payouts_batch_is_sealed;"
            "DROP TRIGGER payouts_disbursement_kept ON payouts_disbursement;"
            "DROP FUNCTION payouts_disbursement_is_kept;",
        ),
        migrations.RunSQL(
            RESERVE,
            "DROP TRIGGER payouts_payout_within_reserve ON payouts_payout;"
            "DROP FUNCTION payouts_within_reserve;"
            "DROP TRIGGER payouts_reserve_spoken_for ON programs_agreement;"
            "DROP FUNCTION payouts_reserve_is_spoken_for;",
        ),
        migrations.RunSQL(STAY, "DROP FUNCTION payouts_rows_stay;"),
        *(migrations.RunSQL(keep(table), unkeep(table)) for table in STAYING),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in APPEND_ONLY),
    ]
