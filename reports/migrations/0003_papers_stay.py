"""Triggers: a paper that was handed out is never changed and never taken back."""

from django.db import migrations

FORWARD = """
CREATE TRIGGER reports_report_append_only BEFORE UPDATE OR DELETE ON reports_report
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER reports_report_no_truncate BEFORE TRUNCATE ON reports_report
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
BACKWARD = """
DROP TRIGGER reports_report_append_only ON reports_report;
DROP TRIGGER reports_report_no_truncate ON reports_report;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0001_append_only"),
        ("reports", "0002_papers_carry_their_facts"),
    ]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
