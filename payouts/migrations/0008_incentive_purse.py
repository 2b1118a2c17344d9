"""Live payouts stay within the reserve of their own purse, the incentive's too."""

from django.db import migrations, models

WITHIN = """
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
        HAVING sum(p.amount) > {reserved_of_a}
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'payout_within_reserve: agreement % has set aside less', over
            USING ERRCODE = '23514', CONSTRAINT = 'payout_within_reserve';
    END IF;
    RETURN NULL;
END $$;
"""
SPOKEN_FOR = """
DROP TRIGGER payouts_reserve_spoken_for ON programs_agreement;
CREATE OR REPLACE FUNCTION payouts_reserve_is_spoken_for() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM payouts_payout p
        WHERE p.agreement_id = NEW.id AND p.state NOT IN ('rejected', 'nothing_due', 'paid')
        GROUP BY p.part
        HAVING sum(p.amount) > {reserved_of_new};
    IF FOUND THEN
        RAISE EXCEPTION 'reserve_is_spoken_for: agreement % has payouts that are not paid yet',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'reserve_is_spoken_for';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER payouts_reserve_spoken_for
    AFTER UPDATE OF {columns} ON programs_agreement
    FOR EACH ROW WHEN ({falls})
    EXECUTE FUNCTION payouts_reserve_is_spoken_for();
"""


def guards(*parts: str) -> str:
    """Both triggers, for these purses."""

    def reserved(row: str) -> str:
        cases = "".join(f" WHEN '{part}' THEN {row}.{part}_reserved" for part in parts)
        return f"CASE p.part{cases} END"

    columns = [f"{part}_reserved" for part in parts]
    return WITHIN.format(reserved_of_a=reserved("a")) + SPOKEN_FOR.format(
        reserved_of_new=reserved("NEW"),
        columns=", ".join(columns),
        falls=" OR ".join(f"NEW.{column} < OLD.{column}" for column in columns),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0007_nothing_moves_on_hold"),
        ("programs", "0010_incentive_purse"),
    ]
    operations = [
        migrations.AlterField(
            model_name="payout",
            name="part",
            field=models.CharField(
                choices=[
                    ("base", "First tranche"),
                    ("success", "On results"),
                    ("incentive", "Incentive"),
                ],
                max_length=10,
            ),
        ),
        migrations.RunSQL(guards("base", "success", "incentive"), guards("base", "success")),
    ]
