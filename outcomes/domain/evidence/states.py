"""What can be said about a kept file: scanned or not, alike another, changed on the disk."""

from __future__ import annotations

from enum import StrEnum


class ScanState(StrEnum):
    """What the virus scanner said. No scanner is not the same as clean."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"
    FAILED = "scan_failed"


class Alike(StrEnum):
    """How much two files are the same."""

    SAME = "same_bytes"
    NEAR = "nearly_the_same"


class Alarm(StrEnum):
    """What the nightly look found under a hash; restored ends the alarm."""

    CHANGED = "file_changed"
    MISSING = "file_missing"
    UNREADABLE = "file_unreadable"
    RESTORED = "file_restored"
