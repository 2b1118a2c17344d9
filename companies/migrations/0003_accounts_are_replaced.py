"""Trigger: a bank account is replaced, never edited or removed; only its lock may be renewed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION companies_account_never_edited() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND (NEW.supplier_id, NEW.bank_code, NEW.holder, NEW.number_tail, NEW.registered_by_id)
            = (OLD.supplier_id, OLD.bank_code, OLD.holder, OLD.number_tail, OLD.registered_by_id)
        AND (OLD.state <> 'replaced' OR NEW.state = 'replaced')
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a bank account is replaced, never edited'
        USING ERRCODE = '23514', CONSTRAINT = 'account_never_edited';
END $$;
CREATE TRIGGER companies_account_never_edited BEFORE UPDATE OR DELETE ON companies_bankaccount
    FOR EACH ROW EXECUTE FUNCTION companies_account_never_edited();
"""
BACKWARD = """
DROP TRIGGER companies_account_never_edited ON companies_bankaccount;
DROP FUNCTION companies_account_never_edited;
"""


class Migration(migrations.Migration):
    dependencies = [("companies", "0002_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
