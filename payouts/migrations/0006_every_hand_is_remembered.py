"""Nobody who ever prepared a payout acts on it later; nothing is left behind at closing."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

REMEMBER = """
CREATE FUNCTION payouts_remember_maker() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO payouts_preparation (payout_id, number, by_id, at)
        VALUES (NEW.id, NEW.preparations, NEW.prepared_by_id, NEW.prepared_at);
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_payout_remember AFTER UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.preparations > OLD.preparations)
    EXECUTE FUNCTION payouts_remember_maker();
CREATE TRIGGER payouts_preparation_append_only BEFORE UPDATE OR DELETE ON payouts_preparation
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_preparation_no_truncate BEFORE TRUNCATE ON payouts_preparation
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
INSERT INTO payouts_preparation (payout_id, number, by_id, at)
    SELECT id, preparations, prepared_by_id, prepared_at FROM payouts_payout
    WHERE prepared_by_id IS NOT NULL;
"""
HANDS = """
CREATE FUNCTION payouts_ever_prepared(payout bigint, person bigint) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT 1 FROM payouts_preparation p
        WHERE p.payout_id = payout AND p.by_id = person);
$$;

CREATE FUNCTION payouts_approval_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.approver_id <> NEW.maker_id
        AND payouts_ever_prepared(NEW.payout_id, NEW.approver_id)
    THEN
        RAISE EXCEPTION 'approval_not_by_an_earlier_hand: the approver prepared it once'
            USING ERRCODE = '23514', CONSTRAINT = 'approval_not_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_approval_new_hand BEFORE INSERT ON payouts_approval
    FOR EACH ROW EXECUTE FUNCTION payouts_approval_by_a_new_hand();

CREATE FUNCTION payouts_disbursement_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.state <> 'sent' THEN
        RAISE EXCEPTION 'disbursement_begins_sent: % may not begin as %', NEW.key, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_begins_sent';
    END IF;
    IF payouts_ever_prepared(NEW.payout_id,
        (SELECT built_by_id FROM payouts_bankbatch WHERE id = NEW.batch_id))
    THEN
        RAISE EXCEPTION 'disbursement_not_by_an_earlier_hand: the sender prepared it once'
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_not_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_disbursement_new_hand BEFORE INSERT ON payouts_disbursement
    FOR EACH ROW EXECUTE FUNCTION payouts_disbursement_by_a_new_hand();

CREATE FUNCTION payouts_batch_by_a_new_hand() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM payouts_disbursement d WHERE d.batch_id = NEW.id AND (
            payouts_ever_prepared(d.payout_id, NEW.sent_by_id)
            OR payouts_claimed_or_verified(d.payout_id, NEW.sent_by_id)
            OR EXISTS (SELECT 1 FROM payouts_approval a
                WHERE a.payout_id = d.payout_id AND a.approver_id = NEW.sent_by_id)
        )
    ) THEN
        RAISE EXCEPTION 'batch_not_sent_by_an_earlier_hand: nobody acts at two stages of a payout'
            USING ERRCODE = '23514', CONSTRAINT = 'batch_not_sent_by_an_earlier_hand';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_batch_new_hand BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id)
    EXECUTE FUNCTION payouts_batch_by_a_new_hand();
"""
KEPT = """
CREATE FUNCTION payouts_rules_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payout_never_edited: how many approve % is settled when it is computed',
        OLD.number
        USING ERRCODE = '23514', CONSTRAINT = 'payout_never_edited';
END $$;
CREATE TRIGGER payouts_payout_rules_kept BEFORE UPDATE ON payouts_payout
    FOR EACH ROW WHEN (NEW.approvals_needed <> OLD.approvals_needed
        OR NEW.preparations < OLD.preparations)
    EXECUTE FUNCTION payouts_rules_are_kept();
"""
CLOSING = """
CREATE FUNCTION payouts_all_is_priced() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM outcomes_verification v JOIN outcomes_target t ON t.id = v.target_id
            WHERE t.agreement_id = NEW.id
            AND NOT EXISTS (SELECT 1 FROM payouts_payout p WHERE p.verification_id = v.id)
    ) THEN
        RAISE EXCEPTION 'agreement_closed_once_priced: % has results that are not computed yet',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'agreement_closed_once_priced';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_agreement_all_priced BEFORE UPDATE OF state ON programs_agreement
    FOR EACH ROW WHEN (NEW.state = 'closed' AND OLD.state = 'signed')
    EXECUTE FUNCTION payouts_all_is_priced();
"""
UNDO = """
DROP TRIGGER payouts_agreement_all_priced ON programs_agreement;
DROP FUNCTION payouts_all_is_priced;
DROP TRIGGER payouts_payout_rules_kept ON payouts_payout;
DROP FUNCTION payouts_rules_are_kept;
DROP TRIGGER payouts_batch_new_hand ON payouts_bankbatch;
DROP FUNCTION payouts_batch_by_a_new_hand;
DROP TRIGGER payouts_disbursement_new_hand ON payouts_disbursement;
DROP FUNCTION payouts_disbursement_by_a_new_hand;
DROP TRIGGER payouts_approval_new_hand ON payouts_approval;
DROP FUNCTION payouts_approval_by_a_new_hand;
DROP FUNCTION payouts_ever_prepared;
DROP TRIGGER payouts_payout_remember ON payouts_payout;
DROP FUNCTION payouts_remember_maker;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0005_states_move_on"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Preparation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="made",
                        to="payouts.payout",
                    ),
                ),
            ],
            options={
                "verbose_name": "preparation",
                "verbose_name_plural": "preparations",
                "constraints": [
                    models.UniqueConstraint(fields=("payout", "number"), name="preparation_once")
                ],
            },
        ),
        migrations.RunSQL(REMEMBER + HANDS + KEPT + CLOSING, UNDO),
    ]
