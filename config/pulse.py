"""Whether beat still beats: it rewrites its schedule file; a file that stays old means it hangs."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from django.conf import settings

TOO_OLD = 15 * 60.0


def main() -> int:
    """0 while the schedule was written lately, else 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    written = [path.stat().st_mtime for path in _schedule_files()]
    return 0 if written and time.time() - max(written) < TOO_OLD else 1


def _schedule_files() -> list[Path]:
    schedule = Path(settings.CELERY_BEAT_SCHEDULE_FILENAME)
    return list(schedule.parent.glob(f"{schedule.name}*"))


if __name__ == "__main__":
    sys.exit(main())
