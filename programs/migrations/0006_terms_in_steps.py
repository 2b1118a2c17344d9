"""Terms of the simple kinds are carried over; what was signed is kept, and its hash stays."""

from django.db import migrations, models

from programs.domain.simple_terms import OLD, translated
from programs.domain.terms import sheet_from

SQL_OFF = "ALTER TABLE programs_termsheet DISABLE TRIGGER USER"
SQL_ON = "ALTER TABLE programs_termsheet ENABLE TRIGGER USER"


def carry_over(apps, schema_editor):
    """Only here may terms change: the owner of the table lifts its guard for this one statement."""
    sheets = apps.get_model("programs", "TermSheet").objects
    old = [sheet for sheet in sheets.all() if sheet.document.get("schema") == OLD]
    for sheet in old:
        sheet.signed_document = sheet.document
        sheet.document = translated(sheet.document, version=sheet.version)
        sheet_from(sheet.document)  # what could not be read would be found too late
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SQL_OFF)
        sheets.bulk_update(old, ["document", "signed_document"])
        cursor.execute(SQL_ON)


def carry_back(apps, schema_editor):
    """The documents that were signed come back."""
    sheets = apps.get_model("programs", "TermSheet").objects
    old = list(sheets.exclude(signed_document=None))
    for sheet in old:
        sheet.document, sheet.signed_document = sheet.signed_document, None
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(SQL_OFF)
        sheets.bulk_update(old, ["document", "signed_document"])
        cursor.execute(SQL_ON)


class Migration(migrations.Migration):
    dependencies = [("programs", "0005_scores_from_other_hands")]

    operations = [
        migrations.AddField(
            model_name="termsheet",
            name="signed_document",
            field=models.JSONField(editable=False, null=True),
        ),
        migrations.RunPython(carry_over, carry_back),
    ]
