"""How long approvers have is said by the bands of the payouts room, which carried it over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programs", "0015_late_money")]
    operations = [
        migrations.RemoveConstraint(model_name="program", name="program_days_to_approve"),
        migrations.RemoveField(model_name="program", name="approval_days"),
        migrations.RemoveField(model_name="program", name="escalation_days"),
    ]
