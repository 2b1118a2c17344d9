"""Any story of the money, however it is told, ends with what five lines of arithmetic say.

Hypothesis tells the stories through the real services on the real database: committed, amended,
signed, computed, approved, held, sent, failed, returned, corrected, closed, everything delivered
twice and every button pressed at the wrong moment. After each step the rows, the books and every
check of the nightly inspection have to agree with the model in `money/model.py`.

`MONEY_STORIES=500` tells other and longer stories for as long as that takes.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from tests.journeys.money.banking import Banking

ASKED = int(os.environ.get("MONEY_STORIES", "0"))
SETTINGS = settings(
    max_examples=ASKED or 14,
    stateful_step_count=80 if ASKED else 25,
    derandomize=not ASKED,
    database=None,
    deadline=None,
    print_blob=True,
    phases=[
        Phase.generate
    ],  # a story is short enough to be read as it is; shortening takes minutes
    suppress_health_check=list(HealthCheck),
)


class TheMoney(Banking):
    """Every rule of every room, and what has to be true after each."""

    @invariant()
    def rows_say_what_the_model_says(self) -> None:
        self.money_is_as_told()

    @invariant()
    def nothing_is_wrong_in_the_books(self) -> None:
        self.books_are_right()


@pytest.mark.django_db
def test_money_is_never_made_lost_or_paid_twice_in_any_story() -> None:
    run_state_machine_as_test(TheMoney, settings=SETTINGS)
