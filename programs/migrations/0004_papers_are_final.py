"""What is handed in, scored, recommended, asked for and signed stays so: the database insists."""

from django.conf import settings
from django.db import migrations, models


def trigger(
    name: str, table: str, event: str, *refusals: tuple[str, str, str]
) -> migrations.RunSQL:
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


def changed(*columns: str) -> str:
    """Whether one of these columns is about to change."""
    new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
    return f"({new}) IS DISTINCT FROM ({old})"


HANDED_IN = changed(
    "call_id", "supplier_id", "technology_id", "plan", "worksites_planned", "amount_requested",
    "submitted_by_id", "submitted_at",
)  # fmt: skip
SCORED = changed(
    "application_id", "reviewer_id", "statement", "declared_at", "score", "comment", "scored_at",
    "state",
)  # fmt: skip
RECOMMENDED = changed(
    "application_id", "score", "working", "reason", "recommended_by_id", "recommended_at"
)
DECIDED = changed(
    "confirmed_by_id", "confirmed_at", "decided_by_id", "decided_at", "decision_reason", "state"
)
IN_TIME = """
    SELECT FROM programs_call call WHERE call.id = NEW.call_id AND call.state = 'open'
        AND call.opens_at <= NEW.submitted_at AND NEW.submitted_at < call.closes_at
"""
NEWEST = """
    SELECT digest FROM programs_termsheet WHERE agreement_id = {agreement}
        ORDER BY version DESC LIMIT 1
"""
NEWEST_OF_THIS = NEWEST.format(agreement="NEW.agreement_id")
SIGNED = f"""
    SELECT count(DISTINCT party) FROM programs_signature
        WHERE agreement_id = NEW.id AND digest = ({NEWEST.format(agreement="NEW.id")})
"""
PROPOSED = "SELECT FROM programs_agreement WHERE id = NEW.agreement_id AND state = 'proposed'"

TRIGGERS = [
    trigger(
        "programs_application_stays",
        "programs_application",
        "UPDATE",
        (
            "application_handed_in_stays",
            f"OLD.state <> 'draft' AND NEW.state <> 'draft' AND {HANDED_IN}",
            "what was handed in is not edited; it is returned and handed in anew",
        ),
        (
            "application_in_time",
            f"OLD.state = 'draft' AND NEW.state = 'submitted' AND NOT EXISTS ({IN_TIME})",
            "an application is handed in while its call is open, before the deadline",
        ),
    ),
    trigger(
        "programs_review_stays",
        "programs_review",
        "UPDATE OR DELETE",
        (
            "review_scored_once",
            f"OLD.state = 'scored' AND (TG_OP = 'DELETE' OR {SCORED})",
            "a score is given once",
        ),
    ),
    trigger(
        "programs_recommendation_stays",
        "programs_recommendation",
        "UPDATE",
        (
            "recommendation_never_edited",
            RECOMMENDED,
            "a recommendation is returned and given anew, never edited",
        ),
        (
            "recommendation_decided_once",
            f"OLD.state IN ('selected', 'declined', 'returned') AND {DECIDED}",
            "a decision is taken once",
        ),
    ),
    trigger(
        "programs_amendment_stays",
        "programs_commitmentamendment",
        "UPDATE",
        (
            "amendment_never_edited",
            changed("commitment_id", "base_delta", "success_delta", "reason", "proposed_by_id"),
            "what was asked for is not edited; ask anew",
        ),
    ),
    trigger(
        "programs_agreement_signed",
        "programs_agreement",
        "UPDATE",
        (
            "agreement_signed_by_three",
            f"OLD.state = 'proposed' AND NEW.state = 'signed' AND 3 > ({SIGNED})",
            "an agreement is signed by supplier, agency and bank, all of them to the newest terms",
        ),
    ),
    trigger(
        "programs_terms_only_proposed",
        "programs_termsheet",
        "INSERT",
        (
            "term_sheet_only_while_proposed",
            f"NEW.version > 1 AND NOT EXISTS ({PROPOSED})",
            "terms that were signed are not replaced",
        ),
    ),
    trigger(
        "programs_signature_only_proposed",
        "programs_signature",
        "INSERT",
        (
            "signature_under_the_newest_terms",
            f"NOT EXISTS ({PROPOSED}) OR NEW.digest <> ({NEWEST_OF_THIS})",
            "what is signed are the newest terms of an offer that stands",
        ),
    ),
]


class Migration(migrations.Migration):
    dependencies = [
        ("programs", "0003_names_for_readers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="applicationtarget",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goal__gte", 0),
                    models.Q(("baseline", None), ("baseline__gte", 0), _connector="OR"),
                ),
                name="application_target_not_negative",
            ),
        ),
        migrations.AddConstraint(
            model_name="commitmentamendment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_by", None), ("state", "proposed")),
                    models.Q(("confirmed_by__isnull", False), ("state", "confirmed")),
                    _connector="OR",
                ),
                name="amendment_confirmed_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="recommendation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decided_by", None),
                    models.Q(
                        models.Q(("decided_by", models.F("recommended_by")), _negated=True),
                        models.Q(("decided_by", models.F("confirmed_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="recommendation_decided_by_another",
            ),
        ),
        *TRIGGERS,
    ]
