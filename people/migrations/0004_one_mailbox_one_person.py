"""One mailbox, however it is spelled, is one person: nobody gives four eyes with two accounts."""

from django.db import migrations

MAILBOX = r"""
CREATE FUNCTION people_mailbox(address text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN host IN ('gmail.com', 'googlemail.com')
        THEN replace(local, '.', '') || '@gmail.com' ELSE local || '@' || host END
    FROM (
        SELECT split_part(substring(whole FROM '^(.*)@[^@]*$'), '+', 1) AS local,
            substring(whole FROM '[^@]*$') AS host
        FROM (SELECT lower(trim(address)) AS whole) AS written
    ) AS parts
$$;
CREATE UNIQUE INDEX user_mailbox_once ON people_user (people_mailbox(email));
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_second_factors_at_rest")]

    operations = [
        migrations.RunSQL(
            MAILBOX, "DROP INDEX user_mailbox_once; DROP FUNCTION people_mailbox(text);"
        ),
    ]
