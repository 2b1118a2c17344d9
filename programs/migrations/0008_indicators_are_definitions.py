"""An indicator that a programme uses stays as it is, and so does what was agreed of it."""

import django.db.models.deletion
from django.db import migrations, models


def trigger(name, table, event, *refusals):
    """A row-level trigger out of (constraint, condition, sentence)."""
    checks = "\n".join(
        f"""    IF {condition} THEN
        RAISE EXCEPTION '{constraint}: {sentence}'
            USING ERRCODE = '23514', CONSTRAINT = '{constraint}';
    END IF;"""
        for constraint, condition, sentence in refusals
    )
    return migrations.RunSQL(
        f"""
        CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
        {checks}
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        END $$;
        CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
        """,
        f"DROP TRIGGER {name} ON {table}; DROP FUNCTION {name};",
    )


MEMBERS = (
    "code", "version", "name_ko", "name_en", "unit_ko", "unit_en", "is_leading", "definition",
    "definition_document",
)  # fmt: skip
NEW, OLD = (", ".join(f"{row}.{member}" for member in MEMBERS) for row in ("NEW", "OLD"))
USED = """
    SELECT FROM programs_program_indicators used
        JOIN programs_program program ON program.id = used.program_id
        WHERE used.indicator_id = OLD.id AND program.state <> 'draft'
"""
DOCUMENT = "NEW.definition_document"
NEWEST = """
    SELECT FROM programs_termsheet terms
        JOIN programs_agreement agreement ON agreement.id = terms.agreement_id
        WHERE terms.id = NEW.terms_id AND agreement.state = 'proposed' AND NOT EXISTS (
            SELECT FROM programs_signature signed
                WHERE signed.agreement_id = agreement.id AND signed.digest = terms.digest
        )
"""
SAME = """
    SELECT FROM programs_indicator indicator
        WHERE indicator.id = NEW.indicator_id AND indicator.definition_document = NEW.document
"""
TABLE = "programs_agreedindicator"

TRIGGERS = [
    trigger(
        "programs_indicator_stays",
        "programs_indicator",
        "UPDATE OR DELETE",
        (
            "indicator_in_use_stays",
            f"(TG_OP = 'DELETE' OR ({NEW}) IS DISTINCT FROM ({OLD})) AND EXISTS ({USED})",
            "a programme uses this version; another definition is another version",
        ),
    ),
    trigger(
        "programs_indicator_says_one_thing",
        "programs_indicator",
        "INSERT OR UPDATE",
        (
            "indicator_document_version",
            f"({DOCUMENT}->>'version') <> NEW.version::text",
            "the document is of another version than the row",
        ),
        (
            "indicator_document_nature",
            f"NEW.is_leading <> ({DOCUMENT}->>'nature' = 'leading')",
            "the row and its document differ in whether it leads or lags",
        ),
    ),
    trigger(
        "programs_agreed_before_signing",
        TABLE,
        "INSERT",
        (
            "agreed_indicator_before_signing",
            f"NOT EXISTS ({NEWEST})",
            "definitions are kept when terms are offered, before anybody signs",
        ),
        (
            "agreed_indicator_as_defined",
            f"NOT EXISTS ({SAME})",
            "what is agreed is what the indicator says",
        ),
    ),
    migrations.RunSQL(
        f"""
        CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
        CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
            FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
        """,
        f"""
        DROP TRIGGER {TABLE}_append_only ON {TABLE};
        DROP TRIGGER {TABLE}_no_truncate ON {TABLE};
        """,
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("programs", "0007_terms_drafts"),
    ]

    operations = [
        migrations.AddField(
            model_name="indicator",
            name="definition_document",
            field=models.JSONField(blank=True, null=True, verbose_name="exact definition"),
        ),
        migrations.CreateModel(
            name="AgreedIndicator",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("document", models.JSONField(verbose_name="exact definition")),
                ("digest", models.CharField(max_length=64, verbose_name="hash of the definition")),
                (
                    "indicator",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="agreed",
                        to="programs.indicator",
                        verbose_name="indicator",
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="indicators",
                        to="programs.termsheet",
                        verbose_name="term sheet",
                    ),
                ),
            ],
            options={
                "verbose_name": "agreed indicator",
                "verbose_name_plural": "agreed indicators",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("terms", "indicator"), name="agreed_indicator_once"
                    )
                ],
            },
        ),
        *TRIGGERS,
    ]
