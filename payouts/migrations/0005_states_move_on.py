"""Triggers: a state follows the arrows of its lifecycle, and nothing is paid but by the bank."""

from django.db import migrations

ARROWS = {
    "payouts_payout": (
        "computed>prepared computed>held prepared>prepared prepared>approved prepared>rejected "
        "prepared>held approved>prepared approved>held approved>sent held>computed sent>paid "
        "sent>failed paid>returned failed>computed returned>computed"
    ),
    "payouts_disbursement": "sent>paid sent>failed paid>returned",
    "payouts_bankbatch": "built>sent built>withdrawn sent>answered",
}

MOVES_ON = """
CREATE FUNCTION payouts_moves_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT (OLD.state || '>' || NEW.state) = ANY (TG_ARGV) THEN
        RAISE EXCEPTION 'state_only_moves_on: % % may not go from % to %',
            TG_TABLE_NAME, OLD.id, OLD.state, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'state_only_moves_on';
    END IF;
    RETURN NEW;
END $$;
"""

BY_THE_BANK = """
CREATE FUNCTION payouts_paid_by_the_bank() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT 1 FROM payouts_disbursement d
            WHERE d.payout_id = NEW.id AND d.state = NEW.state AND d.amount = NEW.amount
    ) THEN
        RAISE EXCEPTION 'payout_moved_by_the_bank: no payment of % is %', NEW.number, NEW.state
            USING ERRCODE = '23514', CONSTRAINT = 'payout_moved_by_the_bank';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_payout_by_the_bank BEFORE UPDATE OF state ON payouts_payout
    FOR EACH ROW WHEN (NEW.state IN ('sent', 'paid', 'failed', 'returned')
        AND NEW.state <> OLD.state)
    EXECUTE FUNCTION payouts_paid_by_the_bank();
"""


def follow(table: str, arrows: str) -> str:
    listed = ", ".join(f"'{arrow}'" for arrow in arrows.split())
    return f"""
    CREATE TRIGGER {table}_moves_on BEFORE UPDATE OF state ON {table}
        FOR EACH ROW WHEN (NEW.state <> OLD.state) EXECUTE FUNCTION payouts_moves_on({listed});
    """


class Migration(migrations.Migration):
    dependencies = [("payouts", "0004_receipts")]
    operations = [
        migrations.RunSQL(MOVES_ON, "DROP FUNCTION payouts_moves_on;"),
        *(
            migrations.RunSQL(follow(table, arrows), f"DROP TRIGGER {table}_moves_on ON {table};")
            for table, arrows in ARROWS.items()
        ),
        migrations.RunSQL(
            BY_THE_BANK,
            "DROP TRIGGER payouts_payout_by_the_bank ON payouts_payout;"
            "DROP FUNCTION payouts_paid_by_the_bank;",
        ),
    ]
