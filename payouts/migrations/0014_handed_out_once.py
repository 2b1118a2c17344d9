"""A bank file is handed out once, and again only when a second person has released it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

BY_ANOTHER = """
CREATE FUNCTION payouts_handout_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    batch payouts_bankbatch%ROWTYPE;
BEGIN
    SELECT * INTO batch FROM payouts_bankbatch WHERE id = NEW.batch_id;
    IF batch.state NOT IN ('sent', 'answered') OR NEW.sha256 <> batch.sha256 THEN
        RAISE EXCEPTION 'handout_of_a_sent_file: % does not go out like this', batch.number
            USING ERRCODE = '23514', CONSTRAINT = 'handout_of_a_sent_file';
    END IF;
    IF NEW.release_id IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM payouts_handoutrelease r
            WHERE r.id = NEW.release_id AND r.batch_id = NEW.batch_id
            AND r.number = NEW.number AND r.by_id <> NEW.by_id
    ) THEN
        RAISE EXCEPTION 'handout_released_by_another: nobody else released % once more',
            batch.number
            USING ERRCODE = '23514', CONSTRAINT = 'handout_released_by_another';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_handout_released BEFORE INSERT ON payouts_handout
    FOR EACH ROW EXECUTE FUNCTION payouts_handout_by_another();
"""
BY_ANYBODY = """
DROP TRIGGER payouts_handout_released ON payouts_handout;
DROP FUNCTION payouts_handout_by_another;
"""
TABLES = ("payouts_handout", "payouts_handoutrelease")


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
    dependencies = [
        ("payouts", "0013_layouts_are_data"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HandoutRelease",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("reason", models.TextField(verbose_name="reason")),
                ("at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="releases",
                        to="payouts.bankbatch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "release of a bank file",
                "verbose_name_plural": "releases of bank files",
            },
        ),
        migrations.CreateModel(
            name="Handout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                ("sha256", models.CharField(max_length=64, verbose_name="hash of the file")),
                (
                    "handed_sha256",
                    models.CharField(max_length=64, verbose_name="hash of what was handed out"),
                ),
                ("at", models.DateTimeField()),
                (
                    "batch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handouts",
                        to="payouts.bankbatch",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "release",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handout",
                        to="payouts.handoutrelease",
                    ),
                ),
            ],
            options={
                "verbose_name": "handing out of a bank file",
                "verbose_name_plural": "handings out of bank files",
            },
        ),
        migrations.AddConstraint(
            model_name="handoutrelease",
            constraint=models.UniqueConstraint(
                fields=("batch", "number"), name="handout_release_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="handoutrelease",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="handout_release_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="handout",
            constraint=models.UniqueConstraint(fields=("batch", "number"), name="handout_once"),
        ),
        migrations.AddConstraint(
            model_name="handout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("release", None)),
                    models.Q(("number__gt", 1), ("release__isnull", False)),
                    _connector="OR",
                ),
                name="handout_again_is_released",
            ),
        ),
        migrations.RunSQL(BY_ANOTHER, BY_ANYBODY),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in TABLES),
    ]
