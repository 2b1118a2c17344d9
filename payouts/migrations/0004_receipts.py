"""What a page did when it was sent, so that sending it twice does it once."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

GUARD = """
CREATE TRIGGER payouts_receipt_append_only BEFORE UPDATE OR DELETE ON payouts_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_receipt_no_truncate BEFORE TRUNCATE ON payouts_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
UNGUARD = """
DROP TRIGGER payouts_receipt_append_only ON payouts_receipt;
DROP TRIGGER payouts_receipt_no_truncate ON payouts_receipt;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("payouts", "0003_money_has_many_eyes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("action", models.CharField(max_length=40)),
                (
                    "payout",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="payouts.payout",
                    ),
                ),
                (
                    "batch",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipts",
                        to="payouts.bankbatch",
                    ),
                ),
                (
                    "adjustment",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="receipt",
                        to="payouts.adjustment",
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
                ("at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "receipt",
                "verbose_name_plural": "receipts",
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(payout__isnull=False, batch=None, adjustment=None)
                        | Q(payout=None, batch__isnull=False, adjustment=None)
                        | Q(payout=None, batch=None, adjustment__isnull=False),
                        name="receipt_of_one_thing",
                    )
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
