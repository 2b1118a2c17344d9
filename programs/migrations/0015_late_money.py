"""Money can come back to an agreement that is closed; a withdrawn amendment stays withdrawn."""

from django.db import migrations, models

# Those that are closed have released once, or had nothing left: the next one is another.
RELEASED = "UPDATE programs_agreement SET releases = 1 WHERE state = 'closed'"
STAYS = """
CREATE OR REPLACE FUNCTION programs_amendment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF ({new}) IS DISTINCT FROM ({old}) THEN
        RAISE EXCEPTION 'amendment_never_edited: what was asked for is not edited; ask anew'
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_never_edited';
    END IF;
    IF OLD.state IN ({ended}) AND ({new_end}) IS DISTINCT FROM ({old_end}) THEN
        RAISE EXCEPTION 'amendment_moves_once: what took effect, lapsed or was withdrawn stays so'
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_moves_once';
    END IF;
    IF NEW.state = 'applied' AND OLD.state <> 'applied'
        AND (NEW.applied_at AT TIME ZONE 'Asia/Seoul')::date < NEW.effective_on THEN
        RAISE EXCEPTION 'amendment_not_before_its_day: it takes effect on %', NEW.effective_on
            USING ERRCODE = '23514', CONSTRAINT = 'amendment_not_before_its_day';
    END IF;
    RETURN NEW;
END $$;
"""
ASKED = (
    "commitment_id", "base_delta", "success_delta", "incentive_delta", "reason", "proposed_by_id",
    "effective_on",
)  # fmt: skip
END = ("state", "applied_at")


def stays(ended: tuple[str, ...], end: tuple[str, ...]) -> str:
    """What was asked for is not edited, and what has ended in one of these states stays so."""
    return STAYS.format(
        new=_of("NEW", ASKED), old=_of("OLD", ASKED), new_end=_of("NEW", end),
        old_end=_of("OLD", end), ended=", ".join(f"'{state}'" for state in ended),
    )  # fmt: skip


def _of(row: str, columns: tuple[str, ...]) -> str:
    return ", ".join(f"{row}.{column}" for column in columns)


class Migration(migrations.Migration):
    dependencies = [("programs", "0014_amendments_are_withdrawn")]
    operations = [
        migrations.AddField(
            model_name="agreement",
            name="releases",
            field=models.PositiveSmallIntegerField(default=0, editable=False),
        ),
        migrations.RunSQL(RELEASED, migrations.RunSQL.noop),
        migrations.RunSQL(
            stays(
                ("applied", "lapsed", "withdrawn"), (*END, "withdrawn_by_id", "withdrawn_reason")
            ),
            stays(("applied", "lapsed"), END),
        ),
    ]
