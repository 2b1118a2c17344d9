"""The running platform, killed a few times: what `make chaos` does two hundred times."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

ROOT = Path(__file__).resolve().parents[2]
SEED, KILLS = 3, 4


def migrated() -> str:
    """The tables as the tests have them: migrating once more would take longer than the faults."""
    url = urlsplit(os.environ["MAINTENANCE_URL"])
    return urlunsplit(url._replace(path=f"/{os.environ['TEST_TEMPLATE']}"))


@pytest.mark.usefixtures("django_db_setup")
def test_killed_a_few_times_everything_is_paid_once(tmp_path: Path) -> None:
    """In time it is forgiving, since other tests run beside it; in what it finds it is not."""
    told = {
        "SEED": str(SEED),
        "KILLS": str(KILLS),
        "PACE": "2",
        "SETTLE": "150",
        "CHAOS_DIR": str(tmp_path / "chaos"),
        "PAGE": str(tmp_path / "faults.md"),
        "MIGRATED_AT": migrated(),
    }
    done = subprocess.run(
        [sys.executable, "-m", "chaos", "faults"],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
        timeout=400,
    )
    assert done.returncode == 0, f"{done.stdout[-4000:]}\n{done.stderr[-2000:]}"
    last = done.stdout.splitlines()[-1]
    assert last.startswith(f"chaos: seed {SEED}, {KILLS} faults")
    assert "0 lost, 0 double, 0 stuck, 0 wrong" in last
    page = (tmp_path / "faults.md").read_text()
    assert "Not proven here: what a loss of power leaves" in page
    assert "| Every verified outcome has one payout of its amount, and it is paid. | " in page
