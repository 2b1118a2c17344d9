"""What a bank said about who holds an account is kept, and never changed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KEPT = """
CREATE TRIGGER companies_holdercheck_append_only BEFORE UPDATE OR DELETE ON companies_holdercheck
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER companies_holdercheck_no_truncate BEFORE TRUNCATE ON companies_holdercheck
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
UNKEPT = """
DROP TRIGGER companies_holdercheck_append_only ON companies_holdercheck;
DROP TRIGGER companies_holdercheck_no_truncate ON companies_holdercheck;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("companies", "0006_strangers_and_contacts"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="HolderCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("same_holder", "The name agrees"),
                            ("other_holder", "Somebody else holds it"),
                            ("unknown_holder", "The bank does not know"),
                            ("not_asked", "Nobody was asked"),
                        ],
                        max_length=20,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="holder_checks",
                        to="companies.bankaccount",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "account-holder check",
                "verbose_name_plural": "account-holder checks",
            },
        ),
        migrations.RunSQL(KEPT, UNKEPT),
    ]
