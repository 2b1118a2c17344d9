"""Triggers: what was recorded and sealed never changes, whoever asks."""

from django.db import migrations

TABLES = ("audit_event", "audit_seal", "audit_leaf")


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
    dependencies = [("core", "0001_append_only"), ("audit", "0001_initial")]
    operations = [migrations.RunSQL(guard(table), unguard(table)) for table in TABLES]
