"""What the nightly check found, kept for good."""

from django.db import migrations, models

KEPT = """
CREATE TRIGGER ledger_inspection_append_only BEFORE UPDATE OR DELETE ON ledger_inspection
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER ledger_inspection_no_truncate BEFORE TRUNCATE ON ledger_inspection
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
NOT_KEPT = """
DROP TRIGGER ledger_inspection_no_truncate ON ledger_inspection;
DROP TRIGGER ledger_inspection_append_only ON ledger_inspection;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0004_reversals")]
    operations = [
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("check_name", models.CharField(max_length=60)),
                ("sentence_ko", models.CharField(max_length=200)),
                ("sentence_en", models.CharField(max_length=200)),
                ("wrong", models.PositiveBigIntegerField()),
                ("found", models.JSONField()),
                ("inspected_at", models.DateTimeField(db_index=True)),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=["inspected_at", "check_name"], name="inspection_once_a_moment"
                    ),
                ],
            },
        ),
        migrations.RunSQL(KEPT, NOT_KEPT),
    ]
