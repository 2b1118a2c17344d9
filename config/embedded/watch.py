"""The watcher: stops the embedded servers when their last user is gone, however it went."""

from __future__ import annotations

import sys
from pathlib import Path

from config.embedded.lease import wait_until_unused

if __name__ == "__main__":
    wait_until_unused(Path(sys.argv[1]), int(sys.argv[2]))
