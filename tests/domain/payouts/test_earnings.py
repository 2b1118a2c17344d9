"""One clause after the other: worked examples that an officer can check by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from core.domain.errors import IllegalMove, RuleBroken
from core.domain.money import Money
from payouts.domain.bank_file import Instruction, bank_file
from payouts.domain.earnings import comes_out_again, earned_by, lines_from
from payouts.domain.hands import check_new_hand
from payouts.domain.lifecycle import BATCH, PAYOUT, BatchState, PayoutState
from payouts.domain.sent_file import accounts_in
from programs.domain.terms import Attainment, document_of, sheet_from

SHEET = sheet_from(
    {
        "schema": "boram.terms/0",
        "rounding": "won_down",
        "cap": 50_000_000,
        "clauses": [
            {"key": "advance", "kind": "fixed", "amount": 20_000_000},
            {"key": "guards", "kind": "per_unit", "rate": "333333.33", "most_units": "90"},
            {"key": "injuries", "kind": "threshold", "award": 20_000_000, "at_least": "1"},
        ],
    }
)


@pytest.mark.parametrize(
    ("key", "verified", "carried", "left", "due"),
    [
        ("guards",   "10", 0,         30_000_000, 3_333_333),   # 3,333,333.30 drops its fraction
        ("guards",   "10", 1_000_000, 30_000_000, 2_333_333),   # less what is carried
        ("guards",   "10", 0,         2_000_000,  2_000_000),   # the reserve is the end
        ("guards",   "10", 4_000_000, 30_000_000, 0),           # more was carried: never negative
        ("guards",   None, 0,         30_000_000, 0),           # missing is not zero, and earns nothing
        ("injuries", "1",  0,         30_000_000, 20_000_000),  # met
        ("injuries", "0",  0,         30_000_000, 0),           # not met
        ("advance",  "1",  0,         20_000_000, 20_000_000),  # on the plan
    ],
)  # fmt: skip
def test_worked_examples(key: str, verified: str | None, carried: int, left: int, due: int) -> None:
    attainment = Attainment(Decimal(1), None if verified is None else Decimal(verified))
    earned = earned_by(SHEET, key, attainment, Money(carried), Money(left))
    assert earned.due == Money(due)
    assert sum(line.amount.won for line in earned.lines) == due  # the lines add up to it
    assert lines_from(earned.as_json()) == earned.lines


def test_the_working_names_the_cap_where_the_cap_of_the_terms_is_what_bites() -> None:
    """20 + 29.9 + 20 million could be earned, and never more than 50 are paid."""
    thirty = Attainment(Decimal(90), Decimal(90))
    earned = earned_by(SHEET, "guards", thirty, Money(0), Money(10_000_000))
    assert [line.key for line in earned.lines] == ["guards", "cap"]
    assert str(earned.lines[-1].working) == (
        "The agreement pays at most ₩50,000,000 in all, and ₩10,000,000 of it is left for this; "
        "the rest is not paid."
    )
    assert (earned.lines[-1].amount.won, earned.due.won) == (-19_999_999, 10_000_000)


def test_the_working_names_the_reserve_where_the_cap_could_never_bite() -> None:
    wide = sheet_from({**document_of(SHEET), "cap": 100_000_000})
    thirty = Attainment(Decimal(90), Decimal(90))
    earned = earned_by(wide, "guards", thirty, Money(0), Money(10_000_000))
    assert [line.key for line in earned.lines] == ["guards", "held"]


@pytest.mark.parametrize("verified", ["10", None])
def test_years_later_it_comes_out_the_same(verified: str | None) -> None:
    attainment = Attainment(Decimal(1), None if verified is None else Decimal(verified))
    earned = earned_by(SHEET, "guards", attainment, Money(0), Money(30_000_000))
    inputs = {
        "attainment": {"target": "1", "verified": verified},
        "carried": 0,
        "left": 30_000_000,
    }
    assert comes_out_again(SHEET, "guards", inputs, earned.as_json(), earned.due)
    assert not comes_out_again(SHEET, "guards", inputs, earned.as_json(), earned.due + Money(1))
    assert not comes_out_again(SHEET, "guards", inputs, [], earned.due)
    assert not comes_out_again(SHEET, "guards", inputs | {"carried": 1}, [], Money(0))


def test_a_new_hand_is_welcome_and_an_old_one_is_named() -> None:
    check_new_hand("theo", {"prepared": {"olivia"}}, number="PO-1")
    with pytest.raises(RuleBroken, match="already acted on PO-1 \\(prepared\\)"):
        check_new_hand("olivia", {"verified": {"victor"}, "prepared": {"olivia"}}, number="PO-1")


def test_a_sent_file_names_the_accounts_again() -> None:
    file = bank_file([Instruction("K-1", "004", "00123456789", "=Holder", Money(5))])
    assert accounts_in(file.content) == {"K-1": "00123456789"}


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
    ("settle", "sent"): "paid",
    ("fail", "sent"): "failed",
    ("return", "paid"): "returned",
    ("retry", "failed"): "computed",
    ("retry", "returned"): "computed",
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
