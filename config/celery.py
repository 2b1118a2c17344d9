"""The alarm clocks. Tables are the queues: what a lost message left, the next sweep finds."""

from __future__ import annotations

import os

from celery import Celery
from celery.schedules import crontab

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
app = Celery("boram")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

NIGHT = crontab(minute="*", hour="2-5")  # each minute of it a little, until all is done
SCHEDULE: dict[str, dict[str, object]] = {
    "compute what is due": {"task": "payouts.tasks.compute_due_payouts", "schedule": 10.0},
    "remind approvers": {"task": "payouts.tasks.remind_about_due_payouts", "schedule": 60.0},
    "release what came back late": {
        "task": "payouts.tasks.release_due_rests",
        "schedule": 60.0,
    },
    "ask for answers": {"task": "payouts.tasks.alarm_overdue_answers", "schedule": 60.0},
    "go on with pay runs": {"task": "payouts.tasks.work_open_payruns", "schedule": 30.0},
    "read files of measurements": {"task": "outcomes.tasks.read_due_files", "schedule": 10.0},
    "hash the evidence again": {"task": "outcomes.tasks.rehash_due_evidence", "schedule": NIGHT},
    "scan what was not scanned": {"task": "outcomes.tasks.rescan_due_evidence", "schedule": NIGHT},
    "check the books": {"task": "payouts.tasks.check_due_books", "schedule": NIGHT},
    "keep what accounts hold": {"task": "ledger.tasks.take_due_snapshots", "schedule": 30.0},
    "move commitments": {"task": "programs.tasks.move_due_commitments", "schedule": 60.0},
    "seal the log": {"task": "audit.tasks.seal_due_events", "schedule": 60.0},
}
app.conf.beat_schedule = SCHEDULE
