"""Who was told that a payout waits too long, once for each time it was prepared."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, Q

TABLES = ("payouts_reminder", "payouts_reminderletter", "payouts_remindersent")
GUARD = "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION core_append_only();
"""
    for table in TABLES
)
UNGUARD = "".join(
    f"""
DROP TRIGGER {table}_append_only ON {table};
DROP TRIGGER {table}_no_truncate ON {table};
"""
    for table in TABLES
)
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0016_bundles_of_approvals"),
        ("programs", "0012_days_to_approve"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                ("id", ID),
                ("preparation", models.PositiveSmallIntegerField(verbose_name="times prepared")),
                (
                    "circle",
                    models.CharField(
                        choices=[
                            ("approvers", "Those who can approve"),
                            ("others", "Those who work beside them"),
                        ],
                        max_length=10,
                        verbose_name="who is told",
                    ),
                ),
                ("due_at", models.DateTimeField(verbose_name="due")),
                ("at", models.DateTimeField()),
                (
                    "payout",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="payouts.payout",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("payout", "preparation", "circle"), name="reminder_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(at__gte=F("due_at")), name="reminder_not_too_soon"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderLetter",
            fields=[
                ("id", ID),
                (
                    "reminder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="letters",
                        to="payouts.reminder",
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "letter of a reminder",
                "verbose_name_plural": "letters of a reminder",
                "constraints": [
                    models.UniqueConstraint(fields=("reminder", "to"), name="reminder_letter_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderSent",
            fields=[
                ("id", ID),
                ("at", models.DateTimeField()),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sent",
                        to="payouts.reminderletter",
                    ),
                ),
            ],
            options={"verbose_name": "sent reminder", "verbose_name_plural": "sent reminders"},
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
