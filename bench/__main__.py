"""`python -m bench`: verified targets to computed payouts, approvals, bank file, answer and PDF."""

from __future__ import annotations

import os

from config import embedded

os.environ["TEST_DATABASE"] = "bench_boram"
embedded.ensure(name="bench", durable=True)

from tests import database  # noqa: E402 - the servers first

database.point_everything_at_the_test_database()

import django  # noqa: E402

django.setup()

from bench.main_job import run  # noqa: E402

if __name__ == "__main__":
    database.make()
    run(targets=int(os.environ.get("BENCH_TARGETS", "400")))
