"""Triggers: every entry balances within one statement, and no row of the books ever changes."""

from django.db import migrations

TABLES = ("ledger_account", "ledger_entry", "ledger_posting")

BALANCES = """
CREATE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bad bigint;
BEGIN
    SELECT entry_id INTO bad FROM new_rows GROUP BY entry_id HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', bad
            USING ERRCODE = '23514', CONSTRAINT = 'entry_balances';
    END IF;
    SELECT p.entry_id INTO bad FROM ledger_posting p
        WHERE p.entry_id IN (SELECT entry_id FROM new_rows)
        AND NOT EXISTS (SELECT 1 FROM new_rows n WHERE n.id = p.id) LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is complete: nothing may be added to it', bad
            USING ERRCODE = '23514', CONSTRAINT = 'entry_complete';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_balances AFTER INSERT ON ledger_posting
    REFERENCING NEW TABLE AS new_rows
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_balances();
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
    dependencies = [("core", "0001_append_only"), ("ledger", "0001_initial")]
    operations = [
        migrations.RunSQL(
            BALANCES,
            "DROP TRIGGER ledger_entry_balances ON ledger_posting;"
            "DROP FUNCTION ledger_entry_balances;",
        ),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in TABLES),
    ]
