"""How long a bank has to answer is agreed in its layout; that it did not is said once a file."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE TRIGGER payouts_answeralarm_append_only BEFORE UPDATE OR DELETE ON payouts_answeralarm
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER payouts_answeralarm_no_truncate BEFORE TRUNCATE ON payouts_answeralarm
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
UNGUARD = """
DROP TRIGGER payouts_answeralarm_append_only ON payouts_answeralarm;
DROP TRIGGER payouts_answeralarm_no_truncate ON payouts_answeralarm;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0025_days_to_approve"),
    ]
    operations = [
        migrations.AddField(
            model_name="banklayout",
            name="answer_days",
            field=models.PositiveSmallIntegerField(
                default=3, verbose_name="working days for the bank to answer a file"
            ),
        ),
        migrations.AddConstraint(
            model_name="banklayout",
            constraint=models.CheckConstraint(
                condition=models.Q(answer_days__gte=1, answer_days__lte=60),
                name="layout_days_to_answer",
            ),
        ),
        migrations.CreateModel(
            name="AnswerAlarm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="due")),
                (
                    "unanswered",
                    models.PositiveIntegerField(verbose_name="payments without an answer"),
                ),
                ("at", models.DateTimeField()),
                (
                    "batch",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="alarm",
                        to="payouts.bankbatch",
                    ),
                ),
            ],
            options={
                "verbose_name": "alarm about an answer",
                "verbose_name_plural": "alarms about answers",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(at__date__gte=models.F("due_on")),
                        name="answer_alarm_not_too_soon",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(unanswered__gt=0), name="answer_alarm_of_something"
                    ),
                ],
            },
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
