"""The books, read by an auditor at 320 px: of now, of a past moment, and what the night found."""

from __future__ import annotations

from django.utils import timezone

from ledger.services import inspect_books
from payouts.selectors.inspection import CHECKS
from tests.browser.conftest import People
from tests.browser.walk import NARROW


def test_audrey_reads_the_books_of_a_past_moment_and_takes_them_away(person: People) -> None:
    audrey = person("audrey")
    audrey.page.set_viewport_size(NARROW)
    audrey.to("ledger:books").says(
        audrey.t("The balances add up to zero: no won was made or lost.")
    )
    audrey.fill(at="2999-12-31T23:59").press("Show")
    audrey.says(audrey.t("The balances add up to zero: no won was made or lost."))
    assert audrey.page.locator("[name=at]").input_value() == "2999-12-31T23:59"
    audrey.fill(at="2001-01-01T00:00").press("Show")
    audrey.says(audrey.t("At that moment no account had been used."))


def test_what_the_night_found_is_read_at_320_px(person: People) -> None:
    audrey = person("audrey")
    audrey.page.set_viewport_size(NARROW)
    audrey.to("ledger:books").press("What the nightly check of the books found")
    inspect_books(checks=CHECKS, at=timezone.now())
    audrey.to("ledger:inspection").says(audrey.t("What has to be so"))
