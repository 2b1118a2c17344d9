"""Hold the embedded servers while the platform runs, and start again the one that died."""

from __future__ import annotations

import signal
import sys
import time

from config import embedded

EVERY = 1.0


def main() -> None:
    """Look once a second."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    signal.signal(signal.SIGINT, lambda *_: sys.exit(0))
    embedded.ensure()
    while True:
        time.sleep(EVERY)
        for name in embedded.revive():
            print(f"{name} was gone and is back", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
