"""A step table that pays less where its input is better."""

from __future__ import annotations

from tests.domain.programs.terms.build import Document, step
from tests.domain.programs.terms.checks.looking import Found, found


def table(*gives: str, unit: str | None = None) -> Document:
    edges = [str(10 * i) for i in range(1, len(gives))]
    rows: list[Document] = [{"gives": one} for one in gives]
    for i, edge in enumerate(edges):
        rows[i]["below"], rows[i + 1]["from"] = edge, edge
    return step("bands", "pay", of="x", bands=rows, unit=unit)


def of_bands(problems: Found) -> Found:
    return [one for one in problems if ".bands[" in one[1]]


def test_the_band_that_falls_is_told_with_the_one_beside_it() -> None:
    assert of_bands(found(table("0", "50", "40", "90"), x="0..50", better="x")) == [
        (
            "warning",
            "steps[0].bands[2].gives",
            (
                "steps[0].bands[2].gives gives at most ₩40, less than the band beside it with ₩50, "
                "although x is better there. Exchange the values, or look at the direction of the "
                "input."
            ),
        )
    ]


def test_where_less_is_better_the_lower_band_must_not_pay_less() -> None:
    assert of_bands(found(table("90", "40", "50", "0"), x="0..50", worse="x")) == [
        (
            "warning",
            "steps[0].bands[1].gives",
            (
                "steps[0].bands[1].gives gives at most ₩40, less than the band beside it with ₩50, "
                "although x is better there. Exchange the values, or look at the direction of the "
                "input."
            ),
        )
    ]


def test_a_table_that_rises_or_stays_is_fine() -> None:
    assert found(table("0", "50", "50", "90"), x="0..50", better="x") == []
    assert found(table("90", "50", "50", "0"), x="0..50", worse="x") == []
    assert found(table("90", "50", "70"), x="0..50") == []


def test_only_tables_of_money_are_paid() -> None:
    rate = step("unit_rate", "won", of="pay", rate="1")
    problems = found(table("9", "5", unit="point"), rate, x="0..50", better="x")
    assert of_bands(problems) == []


def test_measured_values_fall_only_where_they_always_do() -> None:
    ranges = {"x": "0..50", "a": "50..60 KRW"}
    falls = found(table("a", "b"), **ranges, b="0..49 KRW", better="x")
    assert [one[1] for one in of_bands(falls)] == ["steps[0].bands[1].gives"]
    assert of_bands(found(table("a", "b"), **ranges, b="0..50 KRW", better="x")) == []


def test_a_table_of_a_step_is_left_to_what_it_pays() -> None:
    double = step("product", "y", of=["x", "2"], stage="measure")
    below = {**table("9", "5"), "of": "y"}
    assert of_bands(found(double, below, x="0..50", better="x")) == []
