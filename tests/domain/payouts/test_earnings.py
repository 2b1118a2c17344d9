"""One clause after the other: worked examples that an officer can check by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from payouts.domain.earnings import comes_out_again, earned_by
from payouts.domain.hands import check_new_hand
from payouts.domain.lifecycle import BATCH, PAYOUT, BatchState, PayoutState
from programs.domain.simple_terms import translated
from programs.domain.terms import sheet_from
from tests.factories.terms import promise

TERMS = promise(advance=20_000_000, guards=(333_333, 90), injuries=(20_000_000, "1"))
SHEET = sheet_from(TERMS)
OLD = {
    "schema": "boram.terms/0",
    "rounding": "won_down",
    "cap": 50_000_000,
    "clauses": [
        {"key": "advance", "kind": "fixed", "amount": 20_000_000},
        {"key": "guards", "kind": "per_unit", "rate": "333333.33", "most_units": "90"},
        {
            "key": "hazards",
            "kind": "steps",
            "steps": [{"from": "0.8", "amount": 5_000_000}, {"from": "1", "amount": 12_000_000}],
        },
        {"key": "injuries", "kind": "threshold", "award": 60_000_000, "at_least": "1"},
    ],
}


@pytest.mark.parametrize(
    ("key", "case", "carried", "left", "due"),
    [
        ("guards",   {"guards": "10"},   0,         30_000_000, 3_333_330),
        ("guards",   {"guards": "10"},   1_000_000, 30_000_000, 2_333_330),  # less what is carried
        ("guards",   {"guards": "10"},   0,         2_000_000,  2_000_000),  # the reserve is the end
        ("guards",   {"guards": "10"},   4_000_000, 30_000_000, 0),          # more was carried: never negative
        ("guards",   {"guards": "91"},   0,         30_000_000, 29_999_970), # beyond the most nothing
        ("guards",   {"guards": None},   0,         30_000_000, 0),          # missing is not zero, and earns nothing
        ("injuries", {"injuries": "1", "injuries_goal": "1"}, 0, 30_000_000, 20_000_000),
        ("injuries", {"injuries": "0", "injuries_goal": "1"}, 0, 30_000_000, 0),
        ("advance",  {"plan": True},     0,         20_000_000, 20_000_000), # on the plan
    ],
)  # fmt: skip
def test_worked_examples(key: str, case: dict[str, Any], carried: int, left: int, due: int) -> None:
    earned = earned_by(SHEET, key, case, Money(carried), Money(left))
    assert earned.due == Money(due)
    assert sum(one.amount.won for one in earned.sums) == due  # the sums add up to it


def test_only_the_steps_that_lead_to_the_amount_are_shown() -> None:
    case = {"plan": True, "guards": "10", "injuries": "1", "injuries_goal": "1"}
    earned = earned_by(SHEET, "guards", case, Money(0), Money(30_000_000))
    assert [line["key"] for line in earned.as_json()] == ["guards_gross", "guards_paid", "earned"]


def test_what_is_missing_is_named() -> None:
    (earned,) = earned_by(SHEET, "injuries", {"injuries": "1"}, Money(0), Money(9)).sums
    assert str(earned.working) == (
        "Earned in total so far, by version 1 of the terms. Some of it cannot be evaluated, which "
        "is not zero and earns nothing: injuries_goal is missing."
    )


@pytest.mark.parametrize("verified", ["10", None])
def test_years_later_it_comes_out_the_same(verified: str | None) -> None:
    case = {"guards": verified}
    earned = earned_by(SHEET, "guards", case, Money(0), Money(30_000_000))
    inputs = {"case": case, "carried": 0, "left": 30_000_000}
    working = json.loads(json.dumps(earned.as_json()))
    assert comes_out_again(SHEET, "guards", inputs, working, earned.due)
    assert not comes_out_again(SHEET, "guards", inputs, working, earned.due + Money(1))
    assert not comes_out_again(SHEET, "guards", inputs, [], earned.due)
    assert not comes_out_again(SHEET, "guards", inputs | {"carried": 1}, [], Money(0))


@pytest.mark.parametrize(
    ("key", "verified", "target", "left", "won"),
    [
        ("advance",  "1",   "1",  20_000_000, [20_000_000]),
        ("guards",   "10",  "50", 30_000_000, [3_333_333]),               # the fraction drops
        ("guards",   "10",  "50", 2_000_000,  [3_333_333, -1_333_333]),   # the reserve was the end
        ("guards",   None,  "50", 30_000_000, [0]),
        ("hazards",  "79",  "100", 30_000_000, [0]),
        ("hazards",  "80",  "100", 30_000_000, [5_000_000]),
        ("hazards",  "100", "100", 30_000_000, [12_000_000]),
        ("injuries", "1",   "1",  99_000_000, [60_000_000, -10_000_000]), # the cap of the sheet
        ("injuries", "0.9", "1",  99_000_000, [0]),
    ],
)  # fmt: skip
def test_payouts_from_before_steps_come_out_to_the_same_won(
    key: str, verified: str | None, target: str, left: int, won: list[int]
) -> None:
    sheet = sheet_from(translated(OLD, version=3))
    inputs = {
        "attainment": {"target": target, "verified": verified},
        "carried": 0,
        "left": left,
    }
    working = [{"key": key, "won": one} for one in won]
    assert comes_out_again(sheet, key, inputs, working, Money(sum(won)))
    assert not comes_out_again(sheet, key, inputs, working, Money(sum(won) + 1))
    assert not comes_out_again(
        sheet, key, inputs, [*working, *working, {"won": 1}], Money(sum(won))
    )


def test_a_new_hand_is_welcome_and_an_old_one_is_named() -> None:
    check_new_hand("theo", {"prepared": {"olivia"}}, number="PO-1")
    with pytest.raises(RuleBroken, match="already acted on PO-1 \\(prepared\\)"):
        check_new_hand("olivia", {"verified": {"victor"}, "prepared": {"olivia"}}, number="PO-1")


PAYOUT_MOVES = {
    ("prepare", "computed"): "prepared",
    ("prepare", "prepared"): "prepared",
    ("prepare", "approved"): "prepared",
    ("approve", "prepared"): "approved",
    ("reject", "prepared"): "rejected",
    ("hold", "computed"): "held",
    ("hold", "prepared"): "held",
    ("hold", "approved"): "held",
    ("release", "held"): "computed",
    ("send", "approved"): "sent",
    ("offset", "approved"): "paid",
    ("settle", "sent"): "paid",
    ("fail", "sent"): "failed",
    ("return", "paid"): "returned",
    ("retry", "failed"): "computed",
    ("retry", "returned"): "computed",
    **{
        ("stop", state): "rejected"
        for state in ("computed", "prepared", "approved", "held", "failed", "returned")
    },
}
BATCH_MOVES = {
    ("send", "built"): "sent",
    ("withdraw", "built"): "withdrawn",
    ("answer", "sent"): "answered",
}


@pytest.mark.parametrize("state", PayoutState)
@pytest.mark.parametrize("verb", PAYOUT.moves)
def test_every_verb_of_a_payout_from_every_state(verb: str, state: PayoutState) -> None:
    if expected := PAYOUT_MOVES.get((verb, state)):
        assert PAYOUT.after(verb, state) == expected
    else:
        with pytest.raises(IllegalMove):
            PAYOUT.after(verb, state)


@pytest.mark.parametrize("state", BatchState)
@pytest.mark.parametrize("verb", BATCH.moves)
def test_every_verb_of_a_file_from_every_state(verb: str, state: BatchState) -> None:
    if expected := BATCH_MOVES.get((verb, state)):
        assert BATCH.after(verb, state) == expected
    else:
        with pytest.raises(IllegalMove):
            BATCH.after(verb, state)
