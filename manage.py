#!/usr/bin/env python
"""Every command works by itself: without DATABASE_URL the embedded servers are joined."""

import os
import sys

WITHOUT_SERVERS = {"collectstatic", "makemessages", "compilemessages", "evaluate", "luck", "terms"}


def main() -> None:
    """Find the servers, then let Django do the rest."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    from config import embedded  # noqa: PLC0415

    if not WITHOUT_SERVERS & set(sys.argv[1:2]):
        embedded.ensure()
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
