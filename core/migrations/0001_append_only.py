"""The guard that append-only tables hang on their door: it stops the owner of the table as well."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION core_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: add a correcting row instead', TG_TABLE_NAME
        USING ERRCODE = '23514', CONSTRAINT = 'append_only';
END $$;
"""


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION core_append_only;")]
