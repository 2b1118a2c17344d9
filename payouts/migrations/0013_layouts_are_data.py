"""How a bank wants its file is data in versions; each holds once a second person confirms it."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

CONFIRMED = """
CREATE FUNCTION payouts_layout_is_confirmed_by_another() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.proposer_id IS DISTINCT FROM (
        SELECT proposed_by_id FROM payouts_banklayout WHERE id = NEW.layout_id
    ) THEN
        RAISE EXCEPTION 'layout_names_its_proposer: somebody else proposed layout %', NEW.layout_id
            USING ERRCODE = '23514', CONSTRAINT = 'layout_names_its_proposer';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_layout_confirmed BEFORE INSERT ON payouts_layoutconfirmation
    FOR EACH ROW EXECUTE FUNCTION payouts_layout_is_confirmed_by_another();

CREATE FUNCTION payouts_batch_in_its_banks_layout() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'batch_is_sealed: file % may not change', OLD.number
            USING ERRCODE = '23514', CONSTRAINT = 'batch_is_sealed';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM payouts_layoutconfirmation c
            JOIN payouts_banklayout l ON l.id = c.layout_id
            JOIN programs_program p ON p.funder_id = l.bank_id
            WHERE l.id = NEW.layout_id AND p.id = NEW.program_id
    ) THEN
        RAISE EXCEPTION 'batch_in_a_confirmed_layout: % is in no confirmed layout of its bank',
            NEW.number
            USING ERRCODE = '23514', CONSTRAINT = 'batch_in_a_confirmed_layout';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payouts_batch_layout BEFORE INSERT ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.layout_id IS NOT NULL)
    EXECUTE FUNCTION payouts_batch_in_its_banks_layout();
CREATE TRIGGER payouts_batch_layout_kept BEFORE UPDATE ON payouts_bankbatch
    FOR EACH ROW WHEN (NEW.layout_id IS DISTINCT FROM OLD.layout_id)
    EXECUTE FUNCTION payouts_batch_in_its_banks_layout();
"""
UNCONFIRMED = """
DROP TRIGGER payouts_batch_layout_kept ON payouts_bankbatch;
DROP TRIGGER payouts_batch_layout ON payouts_bankbatch;
DROP FUNCTION payouts_batch_in_its_banks_layout;
DROP TRIGGER payouts_layout_confirmed ON payouts_layoutconfirmation;
DROP FUNCTION payouts_layout_is_confirmed_by_another;
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
    dependencies = [
        ("core", "0001_append_only"),
        ("payouts", "0012_corrections_are_computed"),
        ("people", "0005_one_mailbox_in_every_script"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BankLayout",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(verbose_name="version")),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("csv", "Table (CSV)"),
                            ("credit_transfer", "ISO 20022 credit transfer (pain.001.001.09)"),
                        ],
                        max_length=20,
                        verbose_name="form of the file",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="columns")),
                ("encoding", models.CharField(max_length=20, verbose_name="encoding")),
                (
                    "days",
                    models.CharField(
                        choices=[
                            ("dashed", "As 2026-01-31"),
                            ("packed", "As 20260131"),
                            ("dotted", "As 2026.01.31"),
                        ],
                        max_length=20,
                        verbose_name="how days are written",
                    ),
                ),
                (
                    "amounts",
                    models.CharField(
                        choices=[
                            ("bare", "Digits only, as 5000000"),
                            ("grouped", "With commas, as 5,000,000"),
                        ],
                        max_length=20,
                        verbose_name="how amounts are written",
                    ),
                ),
                (
                    "payer_name",
                    models.CharField(blank=True, max_length=140, verbose_name="name of the payer"),
                ),
                (
                    "payer_bank_code",
                    models.CharField(blank=True, max_length=3, verbose_name="bank of the payer"),
                ),
                ("payer_encrypted", models.BinaryField(null=True)),
                ("payer_tail", models.CharField(blank=True, editable=False, max_length=4)),
                (
                    "recipient",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="public key of the bank"
                    ),
                ),
                ("reason", models.TextField(verbose_name="reason")),
                ("proposed_at", models.DateTimeField()),
                (
                    "bank",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="layouts",
                        to="people.organization",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "layout of bank files",
                "verbose_name_plural": "layouts of bank files",
            },
        ),
        migrations.AddField(
            model_name="bankbatch",
            name="layout",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="batches",
                to="payouts.banklayout",
            ),
        ),
        migrations.CreateModel(
            name="LayoutConfirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "layout",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="payouts.banklayout",
                    ),
                ),
                (
                    "proposer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "confirmation of a layout",
                "verbose_name_plural": "confirmations of layouts",
            },
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.UniqueConstraint(
                fields=("bank", "version"), name="layout_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("form", "csv"),
                    models.Q(
                        models.Q(("payer_name", ""), _negated=True),
                        models.Q(("payer_bank_code", ""), _negated=True),
                        ("payer_encrypted__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="layout_names_the_payer",
            ),
        ),
        migrations.AddConstraint(
            model_name="layoutconfirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("by", models.F("proposer")), _negated=True),
                name="layout_two_people",
            ),
        ),
        migrations.RunSQL(CONFIRMED, UNCONFIRMED),
        *(
            migrations.RunSQL(guard(table), unguard(table))
            for table in ("payouts_banklayout", "payouts_layoutconfirmation")
        ),
    ]
