"""`python -m chaos`: break the running platform so many times, and look what has come of it.

SEED chooses the faults, KILLS how many. Ends with 1 if anything was lost, paid twice or stuck.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path

from chaos import place

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(os.environ.get("CHAOS_DIR") or ROOT / ".data" / "chaos")
SERVERS = place.settle_in(FOLDER)

import django  # noqa: E402 - the servers first

django.setup()

from chaos.run import Plan, run  # noqa: E402
from chaos.world import a_world  # noqa: E402

KILLS = int(os.environ.get("KILLS") or 200)
SEED = int(os.environ.get("SEED") or secrets.randbelow(10**6))
OUTCOMES = int(os.environ.get("OUTCOMES") or max(12, KILLS))
PACE = float(os.environ.get("PACE") or 4)
PATIENCE = float(os.environ.get("SETTLE") or 60)


def main() -> int:
    """Prepare, break, look, tell."""
    place.fill()
    say(f"{OUTCOMES} outcomes are being prepared …")
    world = a_world(OUTCOMES)
    plan = Plan(SEED, KILLS, PACE, PATIENCE, os.environ.get("PLANTED", ""))
    result = run(plan, world, FOLDER, say=say)
    for seen in result.seen:
        say(f"{'ok ' if not seen.wrong else 'BAD'} {seen.sentence} ({seen.looked_at})")
    for wrong in result.wrong:
        say(f"    {wrong}")
    for trouble in result.told.troubles:
        say(f"    {trouble}")
    say(f"{result.told.resent} forms were sent again; pages said no: {result.told.refused}")
    say(result.line())
    return 1 if result.wrong else 0


def say(words: str) -> None:
    """As it happens."""
    print(words, flush=True)


if __name__ == "__main__":
    sys.exit(main())
