"""Alarm clocks of results. The tables hold the queue; a task only asks them what is due."""

from outcomes.tasks.custody import rehash_due_evidence, rescan_due_evidence
from outcomes.tasks.files import read_due_files

__all__ = ["read_due_files", "rehash_due_evidence", "rescan_due_evidence"]
