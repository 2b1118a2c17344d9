"""Many approvals from one page, and what became of each."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

GUARD = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
    for table in ("payouts_bundle", "payouts_bundlerow")
)
UNGUARD = "".join(
    f"""
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
"""
    for table in ("payouts_bundle", "payouts_bundlerow")
)
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0015_what_an_approver_saw"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bundle",
            fields=[
                ("id", ID),
                ("key", models.UUIDField(unique=True)),
                ("at", models.DateTimeField()),
                ("digest", models.CharField(max_length=64, verbose_name="hash of all rows")),
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
                "verbose_name": "bundle of approvals",
                "verbose_name_plural": "bundles of approvals",
            },
        ),
        migrations.CreateModel(
            name="BundleRow",
            fields=[
                ("id", ID),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("approved", "Approved"),
                            ("refused", "Refused"),
                            ("changed", "Changed since it was seen"),
                        ],
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("words", models.JSONField(null=True, verbose_name="reason")),
                (
                    "approval",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundle_row",
                        to="payouts.approval",
                    ),
                ),
                (
                    "bundle",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rows",
                        to="payouts.bundle",
                    ),
                ),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bundle_rows",
                        to="payouts.payout",
                    ),
                ),
            ],
            options={
                "verbose_name": "row of a bundle",
                "verbose_name_plural": "rows of a bundle",
                "constraints": [
                    models.UniqueConstraint(fields=("bundle", "payout"), name="bundle_row_once"),
                    models.CheckConstraint(
                        condition=Q(outcome="approved", approval__isnull=False, words__isnull=True)
                        | (~Q(outcome="approved") & Q(approval=None, words__isnull=False)),
                        name="bundle_row_says_why_not",
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
