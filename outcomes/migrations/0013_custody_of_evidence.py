"""What is noticed about kept files is added and never changed; nobody verifies over an alarm."""

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

TABLES = (
    "outcomes_evidencescan",
    "outcomes_evidencelook",
    "outcomes_evidencetwin",
    "outcomes_twinexplanation",
    "outcomes_evidencealarm",
    "outcomes_rehash",
)
ALARM = """
CREATE FUNCTION outcomes_no_verification_over_alarm() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM outcomes_evidence evidence
        JOIN outcomes_measurement measurement ON measurement.id = evidence.measurement_id
        JOIN outcomes_evidencealarm alarm ON alarm.sha256 = evidence.sha256
        WHERE measurement.target_id = NEW.target_id AND measurement.state <> 'superseded'
            AND alarm.alarm <> 'file_restored' AND NOT EXISTS (
                SELECT 1 FROM outcomes_evidencealarm later
                WHERE later.sha256 = alarm.sha256 AND later.number > alarm.number
            )
    ) THEN
        RAISE EXCEPTION 'verification_not_over_alarm: evidence is not what was sent'
            USING ERRCODE = '23514', CONSTRAINT = 'verification_not_over_alarm';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER outcomes_verification_alarm BEFORE INSERT ON outcomes_verification
    FOR EACH ROW EXECUTE FUNCTION outcomes_no_verification_over_alarm();
"""
NO_ALARM = """
DROP TRIGGER outcomes_verification_alarm ON outcomes_verification;
DROP FUNCTION outcomes_no_verification_over_alarm;
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
        ("outcomes", "0012_certified_stays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="EvidenceAlarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("number", models.PositiveIntegerField()),
                (
                    "alarm",
                    models.CharField(
                        choices=[
                            ("file_changed", "Not what was sent"),
                            ("file_missing", "Missing from the store"),
                            ("file_unreadable", "Could not be read"),
                            ("file_restored", "As it was sent again"),
                        ],
                        max_length=20,
                        verbose_name="what was found",
                    ),
                ),
                (
                    "found",
                    models.CharField(blank=True, max_length=64, verbose_name="hash that was found"),
                ),
                ("noticed_at", models.DateTimeField(verbose_name="noticed")),
            ],
            options={
                "verbose_name": "alarm about a kept file",
                "verbose_name_plural": "alarms about kept files",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("sha256", "number"), name="evidence_alarm_numbered"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("alarm", "file_changed"),
                                ("found__gt", ""),
                                models.Q(("found", models.F("sha256")), _negated=True),
                            ),
                            models.Q(
                                models.Q(("alarm", "file_changed"), _negated=True), ("found", "")
                            ),
                            _connector="OR",
                        ),
                        name="evidence_alarm_found",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("number__gt", 1),
                            models.Q(("alarm", "file_restored"), _negated=True),
                            _connector="OR",
                        ),
                        name="evidence_alarm_begins_wrong",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EvidenceLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("look", models.BigIntegerField()),
                (
                    "first",
                    models.GeneratedField(
                        db_index=True,
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("look"), ">>", models.Value(48)
                            ),
                            "&",
                            models.Value(65535),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "second",
                    models.GeneratedField(
                        db_index=True,
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("look"), ">>", models.Value(32)
                            ),
                            "&",
                            models.Value(65535),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "third",
                    models.GeneratedField(
                        db_index=True,
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("look"), ">>", models.Value(16)
                            ),
                            "&",
                            models.Value(65535),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "last",
                    models.GeneratedField(
                        db_index=True,
                        db_persist=True,
                        expression=django.db.models.expressions.CombinedExpression(
                            django.db.models.expressions.CombinedExpression(
                                models.F("look"), ">>", models.Value(0)
                            ),
                            "&",
                            models.Value(65535),
                        ),
                        output_field=models.IntegerField(),
                    ),
                ),
                (
                    "evidence",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="look",
                        to="outcomes.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "perceptual hash",
                "verbose_name_plural": "perceptual hashes",
            },
        ),
        migrations.CreateModel(
            name="EvidenceScan",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("clean", "Nothing found by the virus scan"),
                            ("infected", "A virus was found"),
                            ("not_scanned", "Not scanned for viruses"),
                            ("scan_failed", "The virus scan failed"),
                        ],
                        max_length=20,
                        verbose_name="virus scan",
                    ),
                ),
                ("detail", models.CharField(blank=True, max_length=200)),
                ("scanned_at", models.DateTimeField()),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="scans",
                        to="outcomes.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "virus scan",
                "verbose_name_plural": "virus scans",
            },
        ),
        migrations.CreateModel(
            name="EvidenceTwin",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "alike",
                    models.CharField(
                        choices=[
                            ("same_bytes", "The same file"),
                            ("nearly_the_same", "Nearly the same photo"),
                        ],
                        max_length=20,
                        verbose_name="likeness",
                    ),
                ),
                ("bits", models.PositiveSmallIntegerField(verbose_name="differing bits of 64")),
                ("noticed_at", models.DateTimeField(verbose_name="noticed")),
                (
                    "evidence",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="twins",
                        to="outcomes.evidence",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="later_twins",
                        to="outcomes.evidence",
                    ),
                ),
            ],
            options={
                "verbose_name": "file used twice",
                "verbose_name_plural": "files used twice",
            },
        ),
        migrations.CreateModel(
            name="Rehash",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("begun_at", models.DateTimeField(verbose_name="begun")),
                ("up_to", models.CharField(blank=True, max_length=64)),
                ("files", models.PositiveIntegerField(verbose_name="files")),
                ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                ("wrong", models.PositiveIntegerField(verbose_name="not as they were kept")),
                (
                    "swept",
                    models.PositiveIntegerField(
                        default=0, verbose_name="left by crashed uploads, removed"
                    ),
                ),
            ],
            options={
                "verbose_name": "nightly look at the evidence",
                "verbose_name_plural": "nightly looks at the evidence",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("wrong__lte", models.F("files"))),
                        name="rehash_wrong_of_all",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TwinExplanation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("words", models.TextField(verbose_name="explanation")),
                ("explained_at", models.DateTimeField()),
                (
                    "explained_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "twin",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="explanation",
                        to="outcomes.evidencetwin",
                    ),
                ),
            ],
            options={
                "verbose_name": "explanation",
                "verbose_name_plural": "explanations",
            },
        ),
        migrations.AddConstraint(
            model_name="evidencetwin",
            constraint=models.UniqueConstraint(
                fields=("evidence", "other"), name="evidence_twin_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencetwin",
            constraint=models.CheckConstraint(
                condition=models.Q(("other__lt", models.F("evidence"))),
                name="evidence_twin_came_before",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidencetwin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("bits__lte", 64),
                    models.Q(
                        models.Q(("alike", "same_bytes"), _negated=True),
                        ("bits", 0),
                        _connector="OR",
                    ),
                ),
                name="evidence_twin_bits",
            ),
        ),
        migrations.AddConstraint(
            model_name="twinexplanation",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="twin_explained_in_words"
            ),
        ),
        *(migrations.RunSQL(guard(table), unguard(table)) for table in TABLES),
        migrations.RunSQL(ALARM, NO_ALARM),
    ]
