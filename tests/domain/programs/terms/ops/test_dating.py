"""Days between dates, days of a recognition, and when something is due."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from programs.domain.terms.kinds import What
from programs.domain.terms.ops.dating import later
from tests.domain.programs.terms.build import (
    kind,
    refused,
    said,
    span,
    step,
    unit_and_grid,
    unread,
    working,
    worth,
)

BOTH = step("days", from_="a", to="b", count="both_ends")
ONE = step("days", from_="a", to="b", count="one_end")
WINDOW = {"window_from": "2026-01-01", "window_to": "2026-12-31"}
KEPT = step("recognised_days", from_="a", years=1, **WINDOW)
REVOKED = step("recognised_days", from_="a", years=1, revoked="r", **WINDOW)
YEAR = "2026-01-01..2026-12-31"


def day(text: str) -> Fraction:
    return Fraction(date.fromisoformat(text).toordinal())


@pytest.mark.parametrize(
    ("found", "a", "b", "days"),
    [
        (BOTH, "2026-04-01", "2026-04-01", 1),
        (ONE, "2026-04-01", "2026-04-01", 0),
        (BOTH, "2026-04-01", "2026-03-31", 0),
        (ONE, "2026-04-01", "2026-03-31", 0),
        (BOTH, "2026-04-01", "2026-03-30", 0),
        (BOTH, "2026-01-01", "2026-12-31", 365),
        (ONE, "2028-02-28", "2028-03-01", 2),
    ],
)
def test_days_from_one_day_to_another(found: Any, a: str, b: str, days: int) -> None:
    assert worth(found, a=a, b=b) == days


@pytest.mark.parametrize(
    ("found", "values", "days"),
    [
        (KEPT, {"a": "2025-07-01"}, 181),  # until 30 June
        (KEPT, {"a": "2026-01-01"}, 365),
        (KEPT, {"a": "2026-12-31"}, 1),
        (KEPT, {"a": "2027-01-01"}, 0),
        (KEPT, {"a": "2025-01-02"}, 1),
        (KEPT, {"a": "2025-01-01"}, 0),
        (KEPT, {"a": "2024-01-01"}, 0),
        (REVOKED, {"a": "2026-03-01", "r": "2026-03-11"}, 10),
        (REVOKED, {"a": "2026-03-01", "r": "2026-03-02"}, 1),
        (REVOKED, {"a": "2026-03-01", "r": "2026-03-01"}, 0),
        (REVOKED, {"a": "2026-03-01", "r": "2026-02-01"}, 0),
        (REVOKED, {"a": "2026-03-01", "r": "2027-06-01"}, 306),
        (REVOKED, {"a": "2025-07-01", "r": "2026-09-01"}, 181),
    ],
)
def test_days_of_a_recognition(found: Any, values: dict[str, str], days: int) -> None:
    assert worth(found, **values) == days


@pytest.mark.parametrize(
    ("start", "moved", "end"),
    [
        ("2026-01-31", {"months": 1}, "2026-02-28"),
        ("2028-01-31", {"months": 1}, "2028-02-29"),
        ("2026-03-31", {"months": 1}, "2026-04-30"),
        ("2026-03-30", {"months": 1}, "2026-04-30"),
        ("2026-11-30", {"months": 1}, "2026-12-30"),
        ("2026-12-31", {"months": 1}, "2027-01-31"),
        ("2026-01-15", {"months": 23}, "2027-12-15"),
        ("2026-01-31", {"months": 1, "days": 1}, "2026-03-01"),
        ("2026-12-31", {"days": 1}, "2027-01-01"),
        ("2028-02-29", {"years": 1}, "2029-02-28"),
        ("2028-02-29", {"years": 4}, "2032-02-29"),
        ("9999-12-31", {}, "9999-12-31"),
        ("9999-11-30", {"months": 1}, "9999-12-30"),
        ("9999-11-30", {"months": 2}, "9999-12-31"),
        ("9999-12-30", {"days": 1}, "9999-12-31"),
        ("9999-12-30", {"days": 2}, "9999-12-31"),
    ],
)
def test_so_much_later(start: str, moved: dict[str, int], end: str) -> None:
    assert later(day(start), **moved) == day(end)


def test_a_day_on_which_it_is_due() -> None:
    due = step("due", after="a", months=1, days=2)
    assert worth(due, a="2026-01-31") == day("2026-03-02")
    assert worth(step("due", after="a"), a="2026-01-31") == day("2026-01-31")


def test_what_is_missing_is_named() -> None:
    assert worth(BOTH, a="? date", b="? date") == ["a is missing.", "b is missing."]
    assert worth(REVOKED, a="2026-01-01", r="? date") == ["r is missing."]
    assert worth(step("due", after="a"), a="? date") == ["a is missing."]


def test_units_and_kinds() -> None:
    assert unit_and_grid(BOTH, a=YEAR, b=YEAR) == ("day", "1")
    assert unit_and_grid(KEPT, a=YEAR) == ("day", "1")
    assert kind(step("due", after="a"), a=YEAR).what == What.DATE
    assert kind(step("due", after="a"), a=YEAR).grid == 1


@pytest.mark.parametrize(
    ("found", "a", "b", "reach"),
    [
        (BOTH, "2026-01-01..2026-01-10", "2026-01-05..2026-01-31", ("0", "31")),
        (ONE, "2026-01-01..2026-01-10", "2026-01-05..2026-01-31", ("0", "30")),
        (BOTH, "2026-01-01..2026-01-03", "2026-01-05..2026-01-31", ("3", "31")),
        (ONE, "2026-01-01..2026-01-03", "2026-01-05..2026-01-31", ("2", "30")),
        (BOTH, "2026-02-01..2026-02-03", "2026-01-05..2026-01-31", ("0", "0")),
    ],
)
def test_how_many_days_there_can_be(found: Any, a: str, b: str, reach: Any) -> None:
    assert span(found, a=a, b=b) == reach


def test_how_long_a_recognition_can_be() -> None:
    assert span(KEPT, a=YEAR) == ("0", "365")
    long = step("recognised_days", from_="a", years=1, window_from="w", window_to="2030-12-31")
    assert span(long, a=YEAR, w="2026-01-01..2026-02-01") == ("0", "366")
    assert span({**long, "years": 3}, a=YEAR, w="2026-01-01..2026-02-01") == ("0", "1098")
    shut = step("recognised_days", from_="a", years=1, window_from="2026-05-01", window_to="w")
    assert span(shut, a=YEAR, w="2026-01-01..2026-04-29") == ("0", "0")
    assert span(shut, a=YEAR, w="2026-01-01..2026-05-01") == ("0", "1")


def test_when_it_can_be_due() -> None:
    due = step("due", after="a", months=1, days=2)
    assert span(due, a="2026-01-31..2026-04-30") == (
        str(day("2026-03-02")), str(day("2026-06-01")),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (BOTH, "the days from a to b, both counted"),
        (ONE, "the days from a to b, the first not counted"),
        (KEPT, "the days from 2026-01-01 to 2026-12-31 within 1 years from a on"),
        ({**KEPT, "revoked": "b"},
         "the days from 2026-01-01 to 2026-12-31 within 1 years from a on, and before b"),
        (step("due", after="a", months=1, days=2), "1 months and 2 days after a"),
        (step("due", after="a", months=1), "1 months after a"),
        (step("due", after="a", days=2), "2 days after a"),
        (step("due", after="a"), "the day of a"),
    ],
)  # fmt: skip
def test_in_words(found: Any, words: str) -> None:
    assert said(found, a=YEAR, b=YEAR) == words


def test_the_working_has_the_days_beside_the_names() -> None:
    assert working(BOTH, a="2026-04-01", b="2026-04-02") == (
        "the days from a (2026-04-01) to b (2026-04-02), both counted"
    )


def test_what_does_not_fit_together() -> None:
    number = "is a number; it has to be a date."
    assert refused(BOTH, a="0..9", b=YEAR) == f"steps[0].from {number}"
    assert refused(BOTH, a=YEAR, b="0..9") == f"steps[0].to {number}"
    assert refused(REVOKED, a="0..9", r=YEAR) == f"steps[0].from {number}"
    assert refused(REVOKED, a=YEAR, r="0..9") == f"steps[0].revoked {number}"
    assert refused({**KEPT, "window_from": "b"}, a=YEAR, b="0..9") == (
        f"steps[0].window_from {number}"
    )
    assert refused({**KEPT, "window_to": "b"}, a=YEAR, b="0..9") == f"steps[0].window_to {number}"
    assert refused(step("due", after="a"), a="0..9") == f"steps[0].after {number}"


@pytest.mark.parametrize(
    ("found", "member", "least", "most"),
    [(KEPT, "years", 1, 100), (step("due", after="a"), "months", 0, 1200),
     (step("due", after="a"), "days", 0, 36_500)],
)  # fmt: skip
def test_how_long_they_may_be(found: Any, member: str, least: int, most: int) -> None:
    for wrong in (least - 1, most + 1):
        assert unread({**found, member: wrong}) == (
            f"steps[0].{member} must be a whole number from {least} to {most}, "
            "without quotation marks."
        )
    for right in (least, most):
        assert worth({**found, member: right}, a="2026-01-01") is not None
