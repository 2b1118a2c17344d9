"""How many approve is said by the bands of the payouts room, which carried the number over."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("programs", "0012_days_to_approve")]
    operations = [
        migrations.RemoveConstraint(model_name="program", name="program_two_approvals_at_least"),
        migrations.RemoveField(model_name="program", name="approvals_needed"),
    ]
