"""On which level of a contract a step lies, and to which its amounts are gathered."""

from __future__ import annotations

import pytest

from programs.domain.terms.wiring import sound, wire
from tests.domain.programs.terms.build import (
    kind,
    named,
    ranged,
    sheet_of,
    step,
)


def test_a_step_lies_on_the_innermost_level_that_it_takes() -> None:
    assert kind(step("sum", of=["x", "y"]), x="0..9 @site", y="0..9").level == 1
    assert kind(step("sum", of=["y", "x"]), x="0..9 @site", y="0..9").level == 1
    assert kind(step("sum", of=["y"]), x="0..9 @site", y="0..9").level == 0
    assert kind(step("sum_over", of="x"), x="0..9 @site").level == 0
    assert kind(step("cumulate", of="x"), x="0..9 @site").level == 1
    parts = [{"to": "a", "share": "0.5"}, {"to": "b"}]
    assert kind(step("split", of="x", parts=parts, unit="1"), x="0..9 @site").level == 1


LEVELS = [{"key": one, "label": named(one), "most": 2} for one in ("cohort", "supplier", "site")]


@pytest.mark.parametrize(("up_to", "level"), [("contract", 0), ("cohort", 1), ("supplier", 2)])
def test_gathered_to_a_level_further_out(up_to: str, level: int) -> None:
    sheet = sheet_of(step("sum_over", of="x", up_to=up_to), levels=LEVELS,
                     inputs=[ranged("x", "0..9 @site")])  # fmt: skip
    wired = sound(sheet)
    assert wired.kinds["s"].level == wired.groups["s"] == level


@pytest.mark.parametrize("up_to", ["site", "elsewhere"])
def test_gathered_to_no_level_further_out(up_to: str) -> None:
    sheet = sheet_of(step("sum_over", of="x", up_to=up_to), levels=LEVELS,
                     inputs=[ranged("x", "0..9 @site")])  # fmt: skip
    assert [str(one) for one in wire(sheet).problems] == [
        (
            f"steps[0].up_to is “{up_to}”; it has to be a level further out than what is gathered. "
            "Levels from the outside in are: contract, cohort, supplier, site."
        )
    ]


def test_shared_among_those_inside_whoever_has_the_pool() -> None:
    pool = step("pool", of=None, pool="p", by="x", way="equal", unit="1")
    inputs = [ranged("p", "0..9 KRW @cohort"), ranged("x", "0..9 @site")]
    wired = sound(sheet_of(pool, levels=LEVELS, inputs=inputs))
    assert (wired.groups["s"], wired.kinds["s"].level) == (1, 3)
    running = sound(sheet_of(step("cumulate", of="x"), levels=LEVELS, inputs=inputs))
    assert (running.groups["s"], running.kinds["s"].level) == (2, 3)
