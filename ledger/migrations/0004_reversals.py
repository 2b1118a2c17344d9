"""An entry is undone by its mirror: by one, once, leg for leg, and a mirror is never undone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

MIRRORS = """
CREATE FUNCTION ledger_reversal_mirrors() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM ledger_reversal
            WHERE mirror_id = NEW.entry_id OR entry_id = NEW.mirror_id) THEN
        RAISE EXCEPTION 'entry % undoes another and is not undone itself', NEW.entry_id
            USING ERRCODE = '23514', CONSTRAINT = 'reversal_not_of_a_reversal';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM ledger_posting WHERE entry_id = NEW.entry_id) OR EXISTS (
        (SELECT account_id, -amount FROM ledger_posting WHERE entry_id = NEW.entry_id
            EXCEPT ALL SELECT account_id, amount FROM ledger_posting WHERE entry_id = NEW.mirror_id)
        UNION ALL
        (SELECT account_id, amount FROM ledger_posting WHERE entry_id = NEW.mirror_id
            EXCEPT ALL SELECT account_id, -amount FROM ledger_posting WHERE entry_id = NEW.entry_id)
    ) THEN
        RAISE EXCEPTION 'entry % is not the mirror of entry %', NEW.mirror_id, NEW.entry_id
            USING ERRCODE = '23514', CONSTRAINT = 'reversal_mirrors';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER ledger_reversal_mirrors BEFORE INSERT ON ledger_reversal
    FOR EACH ROW EXECUTE FUNCTION ledger_reversal_mirrors();
CREATE TRIGGER ledger_reversal_append_only BEFORE UPDATE OR DELETE ON ledger_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER ledger_reversal_no_truncate BEFORE TRUNCATE ON ledger_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
ANYTHING = """
DROP TRIGGER ledger_reversal_no_truncate ON ledger_reversal;
DROP TRIGGER ledger_reversal_append_only ON ledger_reversal;
DROP TRIGGER ledger_reversal_mirrors ON ledger_reversal;
DROP FUNCTION ledger_reversal_mirrors;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0003_snapshots"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Reversal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.TextField()),
                ("reversed_at", models.DateTimeField()),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversal",
                        to="ledger.entry",
                    ),
                ),
                (
                    "mirror",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="undone",
                        to="ledger.entry",
                    ),
                ),
                (
                    "reversed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("entry", models.F("mirror")), _negated=True),
                        name="reversal_of_another",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="reversal_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.RunSQL(MIRRORS, ANYTHING),
    ]
