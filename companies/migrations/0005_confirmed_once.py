"""Trigger: who confirmed an account, and when, stays; what was confirmed is only ever replaced."""

from django.db import migrations

BEFORE = """
        AND (OLD.state <> 'replaced' OR NEW.state = 'replaced')
"""
NOW = """
        AND (OLD.state <> 'replaced' OR NEW.state = 'replaced')
        AND (OLD.state <> 'confirmed' OR NEW.state <> 'registered')
        AND (
            OLD.confirmed_by_id IS NULL
            OR (NEW.confirmed_by_id, NEW.confirmed_at)
                IS NOT DISTINCT FROM (OLD.confirmed_by_id, OLD.confirmed_at)
        )
"""


def function(states: str) -> str:
    return f"""
    CREATE OR REPLACE FUNCTION companies_account_never_edited() RETURNS trigger
    LANGUAGE plpgsql AS $$
    BEGIN
        IF TG_OP = 'UPDATE'
            AND (NEW.supplier_id, NEW.bank_code, NEW.holder, NEW.number_tail,
                NEW.registered_by_id)
            = (OLD.supplier_id, OLD.bank_code, OLD.holder, OLD.number_tail,
                OLD.registered_by_id)
            {states}
        THEN
            RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a bank account is replaced, never edited'
            USING ERRCODE = '23514', CONSTRAINT = 'account_never_edited';
    END $$;
    """


class Migration(migrations.Migration):
    dependencies = [("companies", "0004_names_for_readers")]
    operations = [migrations.RunSQL(function(NOW), function(BEFORE))]
