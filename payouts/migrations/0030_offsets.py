"""Triggers: what a payout is lowered by is what was taken of what its supplier owes."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import payouts.domain.clawbacks

ATTEMPTS = """
CREATE OR REPLACE FUNCTION payouts_disbursements_of_approved_payouts() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
    bad text;
    builder bigint;
BEGIN
    -- whoever holds or rejects one of them waits, and whoever was quicker has been seen
    PERFORM 1 FROM payouts_payout
        WHERE id = ANY (ARRAY (SELECT payout_id FROM new_rows)) ORDER BY id FOR UPDATE;
    SELECT p.number INTO bad FROM new_rows n
        JOIN payouts_payout p ON p.id = n.payout_id
        JOIN payouts_bankbatch b ON b.id = n.batch_id
        WHERE p.state <> 'approved' OR n.amount <> p.amount OR b.state <> 'built' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'disbursement_of_an_approved_payout: % is not approved for that amount', bad
            USING ERRCODE = '23514', CONSTRAINT = 'disbursement_of_an_approved_payout';
    END IF;
    FOR builder IN SELECT DISTINCT b.built_by_id FROM new_rows n
        JOIN payouts_bankbatch b ON b.id = n.batch_id
    LOOP
        SELECT p.number INTO bad FROM payouts_touched_by(builder, ARRAY (
            SELECT n.payout_id FROM new_rows n
                JOIN payouts_bankbatch b ON b.id = n.batch_id WHERE b.built_by_id = builder
        )) AS touched JOIN payouts_payout p ON p.id = touched LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'disbursement_not_by_an_earlier_hand: nobody acts twice on %', bad
                USING ERRCODE = '23514', CONSTRAINT = 'disbursement_not_by_an_earlier_hand';
        END IF;
    END LOOP;
    RETURN NULL;
END $$;
"""
NET_ATTEMPTS = ATTEMPTS.replace(
    "n.amount <> p.amount", "n.amount <> p.amount - p.offset_taken - p.offset_settled"
)
WENT_ON = """
CREATE OR REPLACE FUNCTION payouts_payouts_went_on() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    bad text;
    targets bigint[];
BEGIN
    SELECT n.number || ' is ' || n.state INTO bad
        FROM new_rows n JOIN old_rows o ON o.id = n.id
        WHERE n.state <> o.state AND n.state IN ('sent', 'paid', 'failed', 'returned')
        AND NOT EXISTS (SELECT 1 FROM payouts_disbursement d
            WHERE d.payout_id = n.id AND d.state = n.state AND d.amount = n.amount) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_moved_by_the_bank: no payment of %', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_moved_by_the_bank';
    END IF;
    -- waits for whoever is just holding a target or reversing its result, and makes them wait
    targets := ARRAY (
        SELECT v.target_id FROM new_rows n JOIN old_rows o ON o.id = n.id
            JOIN outcomes_verification v ON v.id = n.verification_id
            WHERE n.state <> o.state AND n.state = 'sent'
    );
    IF targets = '{}' THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM outcomes_target WHERE id = ANY (targets) ORDER BY id FOR SHARE;
    SELECT n.number INTO bad FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN outcomes_verification v ON v.id = n.verification_id
        JOIN outcomes_hold h ON h.target_id = v.target_id AND h.state <> 'lifted'
        WHERE n.state <> o.state AND n.state = 'sent' LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_not_while_on_hold: people decide on % first', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_not_while_on_hold';
    END IF;
    SELECT n.number INTO bad FROM new_rows n JOIN old_rows o ON o.id = n.id
        JOIN outcomes_reversal r ON r.verification_id = n.verification_id AND r.state = 'confirmed'
        WHERE n.state <> o.state AND n.state = 'sent'
        AND r.id > COALESCE((n.inputs #>> '{verification,reversal}')::bigint, 0) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_of_a_standing_result: the result behind % was reversed', bad
            USING ERRCODE = '23514', CONSTRAINT = 'payout_of_a_standing_result';
    END IF;
    RETURN NULL;
END $$;
"""
PAID_IN_FULL = "d.state = n.state AND d.amount = n.amount) LIMIT 1;"
NET_WENT_ON = WENT_ON.replace(
    PAID_IN_FULL,
    """d.state = n.state
            AND d.amount = n.amount - n.offset_taken - n.offset_settled)
        -- the supplier owes as much as it is paid: nothing goes to the bank
        AND NOT (n.state = 'paid' AND o.state = 'approved'
            AND n.amount = n.offset_taken + n.offset_settled) LIMIT 1;""",
)
ARROWS = (
    "computed>prepared computed>held prepared>prepared prepared>approved prepared>rejected "
    "prepared>held approved>prepared approved>held approved>sent held>computed sent>paid "
    "sent>failed paid>returned failed>computed returned>computed computed>rejected "
    "approved>rejected held>rejected failed>rejected returned>rejected"
)


def arrows(listed: str) -> str:
    quoted = ", ".join(f"'{arrow}'" for arrow in listed.split())
    return f"""
    DROP TRIGGER payouts_payout_moves_on ON payouts_payout;
    CREATE TRIGGER payouts_payout_moves_on BEFORE UPDATE OF state ON payouts_payout
        FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION payouts_moves_on({quoted});
    """


GONE = """
CREATE OR REPLACE FUNCTION payouts_clawback_gone(clawback bigint) RETURNS bigint LANGUAGE sql AS $$
    SELECT (SELECT coalesce(sum(r.amount), 0) FROM payouts_recovery r
            WHERE r.clawback_id = clawback AND r.state = 'confirmed')::bigint{offsets};
$$;
"""
OFFSETS = """
        + (SELECT coalesce(sum(o.amount), 0) FROM payouts_offset o
            WHERE o.clawback_id = clawback AND o.state IN ('taken', 'settled'))::bigint"""
RESERVE = """
CREATE OR REPLACE FUNCTION payouts_within_reserve() RETURNS trigger LANGUAGE plpgsql AS $$
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
        HAVING sum(p.amount{settled}) > CASE p.part WHEN 'base' THEN a.base_reserved
            WHEN 'success' THEN a.success_reserved WHEN 'incentive' THEN a.incentive_reserved END
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_within_reserve: agreement % has set aside less', over
            USING ERRCODE = '23514', CONSTRAINT = 'payout_within_reserve';
    END IF;
    RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION payouts_reserve_is_spoken_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM payouts_payout p
        WHERE p.agreement_id = NEW.id AND p.state NOT IN ('rejected', 'nothing_due', 'paid')
        GROUP BY p.part
        HAVING sum(p.amount{settled}) > CASE p.part WHEN 'base' THEN NEW.base_reserved
            WHEN 'success' THEN NEW.success_reserved
            WHEN 'incentive' THEN NEW.incentive_reserved END;
    IF FOUND THEN
        RAISE EXCEPTION 'reserve_is_spoken_for: agreement % has payouts that are not paid yet',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_is_spoken_for';
    END IF;
    RETURN NULL;
END $$;
"""
TAKEN = """
CREATE FUNCTION payouts_offset_is_sound() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    owed payouts_clawback%ROWTYPE;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF OLD.state <> 'taken' OR NEW.state NOT IN ('settled', 'released')
            OR (NEW.clawback_id, NEW.payout_id, NEW.preparation, NEW.amount)
            IS DISTINCT FROM (OLD.clawback_id, OLD.payout_id, OLD.preparation, OLD.amount)
        THEN
            RAISE EXCEPTION 'offset_never_edited: it is settled or released, once'
                USING ERRCODE = '23514', CONSTRAINT = 'offset_never_edited';
        END IF;
        RETURN NEW;
    END IF;
    -- of two payouts that take of one sum at once, the second finds what the first has left
    SELECT * INTO owed FROM payouts_clawback WHERE id = NEW.clawback_id FOR UPDATE;
    IF NEW.state <> 'taken' OR payouts_clawback_gone(owed.id) + NEW.amount > owed.amount THEN
        RAISE EXCEPTION 'clawback_not_overdrawn: less than % is left of %', NEW.amount, owed.number
            USING ERRCODE = '23514', CONSTRAINT = 'clawback_not_overdrawn';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM payouts_payout p
            JOIN programs_agreement mine ON mine.id = p.agreement_id
            JOIN programs_agreement theirs ON theirs.id = owed.agreement_id
            WHERE p.id = NEW.payout_id AND (mine.supplier_id, mine.program_id)
            = (theirs.supplier_id, theirs.program_id)
    ) THEN
        RAISE EXCEPTION 'offset_of_the_same_supplier: % is owed by another, or to another',
            owed.number
            USING ERRCODE = '23514', CONSTRAINT = 'offset_of_the_same_supplier';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_offset_sound BEFORE INSERT OR UPDATE ON payouts_offset
    FOR EACH ROW EXECUTE FUNCTION payouts_offset_is_sound();
CREATE TRIGGER payouts_offset_stays BEFORE DELETE ON payouts_offset
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();
CREATE TRIGGER payouts_offset_no_truncate BEFORE TRUNCATE ON payouts_offset
    FOR EACH STATEMENT EXECUTE FUNCTION payouts_rows_stay();

CREATE FUNCTION payouts_lowered_by_its_offsets() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM payouts_offset o WHERE o.payout_id = NEW.id
        HAVING coalesce(sum(o.amount) FILTER (WHERE o.state = 'taken'), 0) = NEW.offset_taken
        AND coalesce(sum(o.amount) FILTER (WHERE o.state = 'settled'), 0) = NEW.offset_settled;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'payout_lowered_by_its_offsets: % names another sum', NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'payout_lowered_by_its_offsets';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_lowered BEFORE UPDATE OF offset_taken, offset_settled, state
    ON payouts_payout FOR EACH ROW
    WHEN ((NEW.offset_taken, NEW.offset_settled) IS DISTINCT FROM
        (OLD.offset_taken, OLD.offset_settled)
        OR NEW.state IN ('prepared', 'approved') AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payouts_lowered_by_its_offsets();
CREATE FUNCTION payouts_payout_begins_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payout_begins_whole: nothing was taken of % yet', NEW.number
        USING ERRCODE = '23514', CONSTRAINT = 'payout_begins_whole';
END $$;
CREATE TRIGGER payouts_payout_whole BEFORE INSERT ON payouts_payout FOR EACH ROW
    WHEN (NEW.offset_taken <> 0 OR NEW.offset_settled <> 0)
    EXECUTE FUNCTION payouts_payout_begins_whole();
"""
GIVEN_BACK = """
DROP TRIGGER payouts_payout_whole ON payouts_payout;
DROP FUNCTION payouts_payout_begins_whole;
DROP TRIGGER payouts_payout_lowered ON payouts_payout;
DROP FUNCTION payouts_lowered_by_its_offsets;
DROP TRIGGER payouts_offset_no_truncate ON payouts_offset;
DROP TRIGGER payouts_offset_stays ON payouts_offset;
DROP TRIGGER payouts_offset_sound ON payouts_offset;
DROP FUNCTION payouts_offset_is_sound;
"""
REST = " - p.offset_settled"


class Migration(migrations.Migration):
    dependencies = [
        ("companies", "0007_holders_are_asked"),
        ("outcomes", "0018_results_are_reversed"),
        ("payouts", "0029_approvals_are_signed"),
        ("programs", "0016_days_are_with_the_bands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Offset",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                ("updated_at", models.DateTimeField(auto_now=True)),
                ("preparation", models.PositiveSmallIntegerField()),
                ("amount", models.BigIntegerField(verbose_name="amount, won")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("taken", "Taken"),
                            ("settled", "Settled"),
                            ("released", "Released"),
                        ],
                        default=payouts.domain.clawbacks.OffsetState["TAKEN"],
                        max_length=20,
                    ),
                ),
            ],
            options={
                "verbose_name": "offset",
                "verbose_name_plural": "offsets",
            },
        ),
        migrations.AddField(
            model_name="payout",
            name="offset_settled",
            field=models.BigIntegerField(
                db_default=0, default=0, verbose_name="offset and settled, won"
            ),
        ),
        migrations.AddField(
            model_name="payout",
            name="offset_taken",
            field=models.BigIntegerField(db_default=0, default=0, verbose_name="offset, won"),
        ),
        migrations.AddConstraint(
            model_name="payout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("offset_settled__gte", 0),
                    ("offset_taken__gte", 0),
                    (
                        "amount__gte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("offset_taken"), "+", models.F("offset_settled")
                        ),
                    ),
                ),
                name="payout_offset_within_its_amount",
            ),
        ),
        migrations.AddField(
            model_name="offset",
            name="clawback",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offsets",
                to="payouts.clawback",
            ),
        ),
        migrations.AddField(
            model_name="offset",
            name="payout",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offsets",
                to="payouts.payout",
            ),
        ),
        migrations.AddConstraint(
            model_name="offset",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gt", 0)), name="offset_of_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="offset",
            constraint=models.UniqueConstraint(
                fields=("payout", "preparation", "clawback"), name="offset_taken_once"
            ),
        ),
        migrations.RunSQL(NET_ATTEMPTS, ATTEMPTS),
        migrations.RunSQL(NET_WENT_ON, WENT_ON),
        migrations.RunSQL(arrows(ARROWS + " approved>paid"), arrows(ARROWS)),
        migrations.RunSQL(GONE.replace("{offsets}", OFFSETS), GONE.replace("{offsets}", "")),
        migrations.RunSQL(RESERVE.replace("{settled}", REST), RESERVE.replace("{settled}", "")),
        migrations.RunSQL(TAKEN, GIVEN_BACK),
    ]
