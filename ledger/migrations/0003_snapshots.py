"""What was in an account, kept now and then, so that nobody has to add up a million postings."""

from importlib import import_module

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# Each entry is looked up by its key: a plan made while the books were short would otherwise go
# through all of them once for every entry of a long statement.
QUICK = """
CREATE OR REPLACE FUNCTION ledger_entry_balances() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan TO off AS $$
DECLARE bad bigint;
BEGIN
    SELECT entry_id INTO bad FROM new_rows GROUP BY entry_id HAVING sum(amount) <> 0 LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % does not balance', bad
            USING ERRCODE = '23514', CONSTRAINT = 'entry_balances';
    END IF;
    SELECT n.entry_id INTO bad
        FROM (SELECT entry_id, count(*) AS legs FROM new_rows GROUP BY entry_id) n
        WHERE n.legs <> (SELECT count(*) FROM ledger_posting p WHERE p.entry_id = n.entry_id)
        LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entry % is complete: nothing may be added to it', bad
            USING ERRCODE = '23514', CONSTRAINT = 'entry_complete';
    END IF;
    SELECT min(id) INTO bad FROM new_rows;
    IF bad <= (SELECT max(through) FROM ledger_snapshot) THEN
        RAISE EXCEPTION 'posting % stands below a snapshot: nobody would ever count it', bad
            USING ERRCODE = '23514', CONSTRAINT = 'posting_not_counted_yet';
    END IF;
    RETURN NULL;
END $$;
"""
AS_BEFORE = (
    import_module("ledger.migrations.0002_books_cannot_lie")
    .BALANCES.split("CREATE TRIGGER")[0]
    .replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION")
)
KEPT = """
CREATE TRIGGER ledger_snapshot_append_only BEFORE UPDATE OR DELETE ON ledger_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER ledger_snapshot_no_truncate BEFORE TRUNCATE ON ledger_snapshot
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
NOT_KEPT = """
DROP TRIGGER ledger_snapshot_no_truncate ON ledger_snapshot;
DROP TRIGGER ledger_snapshot_append_only ON ledger_snapshot;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_books_cannot_lie")]
    operations = [
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                fields=["account", "id"], include=["amount"], name="posting_of_account"
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="ledger.account",
            ),
        ),
        migrations.CreateModel(
            name="Snapshot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("through", models.BigIntegerField(db_index=True)),
                ("balance", models.BigIntegerField()),
                ("postings", models.BigIntegerField()),
                ("latest_at", models.DateTimeField()),
                ("taken_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="snapshots",
                        to="ledger.account",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=["account", "through"], name="snapshot_once"),
                    models.CheckConstraint(
                        condition=models.Q(("postings__gt", 0)), name="snapshot_of_something"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Sweep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("up_to", models.BigIntegerField(unique=True)),
                ("done_to", models.BigIntegerField()),
                (
                    "writers",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                ("begun_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done_to__lte", models.F("up_to"))),
                        name="sweep_not_beyond_its_end",
                    ),
                ],
            },
        ),
        migrations.RunSQL(QUICK, AS_BEFORE),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
