"""Answers as ISO 20022 messages: of which kind, the bytes, and one statement for several files."""

from django.db import migrations, models

KINDS = [
    ("csv", "Table (CSV)"),
    ("pain.002", "Status report (pain.002)"),
    ("camt.053", "Statement (camt.053)"),
    ("camt.054", "Notice of movements (camt.054)"),
]


class Migration(migrations.Migration):
    dependencies = [("payouts", "0021_guards_look_at_many")]
    operations = [
        migrations.AddField(
            model_name="bankanswer",
            name="content_encrypted",
            field=models.BinaryField(default=b""),
        ),
        migrations.AddField(
            model_name="bankanswer",
            name="kind",
            field=models.CharField(
                choices=KINDS,
                default="csv",
                max_length=10,
                verbose_name="kind",
            ),
        ),
        migrations.AlterField(
            model_name="bankanswer",
            name="sha256",
            field=models.CharField(max_length=64),
        ),
        migrations.AddConstraint(
            model_name="bankanswer",
            constraint=models.UniqueConstraint(
                fields=("batch", "sha256"), name="answer_once_for_a_file"
            ),
        ),
    ]
