"""Full-width letters and letters in two pieces are the letters that they look like."""

from django.db import migrations

MAILBOX = r"""
CREATE OR REPLACE FUNCTION people_mailbox(address text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN host IN ('gmail.com', 'googlemail.com')
        THEN replace(local, '.', '') || '@gmail.com' ELSE local || '@' || host END
    FROM (
        SELECT split_part(substring(whole FROM '^(.*)@[^@]*$'), '+', 1) AS local,
            substring(whole FROM '[^@]*$') AS host
        FROM (SELECT {whole} AS whole) AS written
    ) AS parts
$$;
REINDEX INDEX user_mailbox_once;
"""
BEFORE, AFTER = "lower(trim(address))", "lower(normalize(trim(address), NFKC))"


class Migration(migrations.Migration):
    dependencies = [("people", "0004_one_mailbox_one_person")]

    operations = [
        migrations.RunSQL(MAILBOX.replace("{whole}", AFTER), MAILBOX.replace("{whole}", BEFORE)),
    ]
