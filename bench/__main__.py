"""`python -m bench`: everything that is measured; with names, only those sections.

`python -m bench postings` measures single postings alone and leaves the others as they are.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from config import embedded

os.environ["TEST_DATABASE"] = "bench_boram"
embedded.ensure(name="bench", durable=True)

from tests import database  # noqa: E402 - the servers first

database.point_everything_at_the_test_database()

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from bench import imports, luck, main_job, payrun, postings, sites, terms  # noqa: E402
from bench.page import PAGE, replaced, text_of, write  # noqa: E402

TARGETS = int(os.environ.get("BENCH_TARGETS", "400"))
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
PAYOUTS = int(os.environ.get("BENCH_PAYOUTS", "1000000"))
RESULTS = int(os.environ.get("BENCH_RESULTS", "400"))

SECTIONS: dict[str, Callable[[], str]] = {
    "main_job": lambda: main_job.section(targets=TARGETS),
    "terms": terms.section,
    "luck": luck.section,
    "sites": sites.section,
    "imports": lambda: imports.section(rows=ROWS),
    "postings": postings.section,
    "payrun": lambda: payrun.section(payouts=PAYOUTS, results=RESULTS),
}

if __name__ == "__main__":
    database.make()
    if asked := sys.argv[1:]:
        text = replaced(PAGE.read_text(encoding="utf-8"), [SECTIONS[name]() for name in asked])
    else:
        text = text_of([measured() for measured in SECTIONS.values()], at=timezone.localtime())
    print(text)
    print(f"Written to {write(text).name}.")
