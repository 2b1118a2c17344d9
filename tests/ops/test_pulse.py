"""Whether beat still beats is read from the age of its schedule file."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from django.conf import LazySettings

from config import pulse


@pytest.fixture
def schedule(settings: LazySettings, tmp_path: Path) -> Path:
    settings.CELERY_BEAT_SCHEDULE_FILENAME = str(tmp_path / "beat-schedule")
    return tmp_path / "beat-schedule.db"


def test_a_fresh_schedule_is_a_beating_heart(schedule: Path) -> None:
    schedule.touch()
    assert pulse.main() == 0


def test_an_old_schedule_is_not(schedule: Path) -> None:
    schedule.touch()
    long_ago = time.time() - pulse.TOO_OLD - 1
    os.utime(schedule, (long_ago, long_ago))
    assert pulse.main() == 1


def test_no_schedule_is_not(schedule: Path) -> None:
    assert pulse.main() == 1
