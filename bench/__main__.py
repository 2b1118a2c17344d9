"""`python -m bench`: the main job from verified targets to the PDF, then a million prices."""

from __future__ import annotations

import os

from config import embedded

os.environ["TEST_DATABASE"] = "bench_boram"
embedded.ensure(name="bench", durable=True)

from tests import database  # noqa: E402 - the servers first

database.point_everything_at_the_test_database()

import django  # noqa: E402

django.setup()

from django.utils import timezone  # noqa: E402

from bench import imports, luck, main_job, payrun, sites, terms  # noqa: E402
from bench.page import text_of, write  # noqa: E402

TARGETS = int(os.environ.get("BENCH_TARGETS", "400"))
ROWS = int(os.environ.get("BENCH_ROWS", "100000"))
PAYOUTS = int(os.environ.get("BENCH_PAYOUTS", "1000000"))
RESULTS = int(os.environ.get("BENCH_RESULTS", "2000"))

if __name__ == "__main__":
    database.make()
    sections = (
        main_job.section(targets=TARGETS),
        terms.section(),
        luck.section(),
        sites.section(),
        imports.section(rows=ROWS),
        payrun.section(payouts=PAYOUTS, results=RESULTS),
    )
    text = text_of(sections, at=timezone.localtime())
    print(text)
    print(f"Written to {write(text).name}.")
