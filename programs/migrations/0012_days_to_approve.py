"""How long approvers have, and how long after that others hear of it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programs", "0011_amendments_have_a_day")]

    operations = [
        migrations.AddField(
            model_name="program",
            name="approval_days",
            field=models.PositiveSmallIntegerField(
                default=3, verbose_name="days for the approvers of a prepared payout"
            ),
        ),
        migrations.AddField(
            model_name="program",
            name="escalation_days",
            field=models.PositiveSmallIntegerField(
                default=2, verbose_name="days after which others hear that it is overdue"
            ),
        ),
        migrations.AddConstraint(
            model_name="program",
            constraint=models.CheckConstraint(
                condition=models.Q(approval_days__gte=1, escalation_days__gte=1),
                name="program_days_to_approve",
            ),
        ),
    ]
