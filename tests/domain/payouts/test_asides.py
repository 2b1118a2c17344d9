"""An answer is parted row by row: what is ticked, what waits and why; nothing is talked away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain.errors import RuleBroken, Stale
from core.domain.money import Money
from core.domain.tables import MOST_ERRORS
from payouts.domain.answer_line import AnswerKind, AnswerLine
from payouts.domain.asides import Choice, Remedy, parted, why_not
from payouts.domain.bank_answer import read_answer
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Expected, Matched, Matching, match, matched

SENT, PAID, FAILED, RETURNED = DisbursementState
FIVE = Money(5_000_000)


def line(
    row: int, key: str, outcome: DisbursementState = PAID, amount: int = 5_000_000
) -> AnswerLine:
    return AnswerLine(row, key, "11", Money(amount), outcome, "", None)


def sent(*keys: str, state: DisbursementState = SENT) -> dict[str, Expected]:
    return {key: Expected("11", FIVE, state) for key in keys}


def chosen(*rows: int, why: str = "") -> Choice:
    return Choice(frozenset(rows), why)


def test_a_whole_answer_is_taken_only_if_all_of_it_is_understood() -> None:
    good = match([line(2, "A"), line(3, "B")], sent("A", "B"))
    assert parted(good, None).lines == good.lines
    assert parted(good, None).asides == ()
    with pytest.raises(RuleBroken, match="1 places of the file are not understood"):
        parted(match([line(2, "A"), line(3, "C")], sent("A", "B")), None)
    with pytest.raises(RuleBroken, match="answers nothing"):
        parted(match([], sent("A")), None)


def test_what_is_ticked_is_applied_and_nothing_else_is_lost() -> None:
    found = match(
        [line(2, "A"), line(3, "B", amount=1), line(4, "X"), line(5, "C")], sent("A", "B", "C")
    )
    both = parted(found, chosen(2, why="Strange account."))
    assert [one.key for one in both.lines] == ["A"]
    assert [(one.row, one.key) for one in both.asides] == [(3, "B"), (4, "X"), (5, "C")]
    said = [str(one.reasons[0].reason) for one in both.asides]
    assert "moved only a part" in said[0]
    assert "No payment with this key" in said[1]
    assert said[2] == "It is understood, but was not ticked: Strange account."


def test_nothing_may_be_ticked_at_all() -> None:
    found = match([line(2, "A", amount=1)], sent("A"))
    both = parted(found, chosen())
    assert (both.lines, len(both.asides)) == ((), 1)


@pytest.mark.parametrize(
    ("choice", "error", "words"),
    [
        (chosen(2, 3), Stale, "Row 3 is not understood any more"),
        (chosen(2, 99), Stale, "Row 99 is not understood"),
        (chosen(), RuleBroken, "1 rows are understood and not ticked"),
    ],
)
def test_a_tick_stands_for_a_row_that_is_understood(
    choice: Choice, error: type[RuleBroken], words: str
) -> None:
    found = match([line(2, "A"), line(3, "X")], sent("A"))
    with pytest.raises(error, match=words):
        parted(found, choice)


def test_an_answer_of_nothing_has_no_rows_to_choose_from() -> None:
    with pytest.raises(RuleBroken, match="answers nothing"):
        parted(match([], sent("A")), chosen())
    broken = replace(match([line(2, "A")], sent("A")), has_rows=False)
    with pytest.raises(RuleBroken, match="cannot be taken row by row"):
        parted(broken, chosen(2))


def test_a_table_that_is_broken_everywhere_is_not_parted() -> None:
    head = b"key,account,amount,state\n"
    rows = b"A,11,1,paid,too,many\n"
    assert read_answer(head + rows * (MOST_ERRORS - 1)).has_rows
    assert not read_answer(head + rows * MOST_ERRORS).has_rows
    assert read_answer(head + b"A,1e5,1,paid\n").keys == {2: "A"}


def test_money_that_came_back_is_not_booked_before_it_went() -> None:
    found = match([line(2, "A"), line(3, "A", RETURNED)], sent("A"))
    assert len(parted(found, chosen(2, 3)).lines) == 2
    assert len(parted(found, chosen(2, why="Wait.")).lines) == 1
    with pytest.raises(RuleBroken, match=r"which row 2 says was paid\. Tick both"):
        parted(found, chosen(3, why="Wait."))


def test_a_report_that_refuses_what_it_had_settled_says_that_it_came_back() -> None:
    def told(state: DisbursementState, kind: AnswerKind) -> Matched:
        return matched([line(1, "A", FAILED)], Matching(sent("A", state=state), kind))

    assert told(PAID, AnswerKind.REPORT).lines[0].outcome == RETURNED
    assert told(SENT, AnswerKind.REPORT).lines[0].outcome == FAILED
    assert told(PAID, AnswerKind.TABLE).errors
    assert told(RETURNED, AnswerKind.REPORT).errors
    short = line(1, "A", FAILED, amount=4)
    found = matched([short], Matching(sent("A", state=PAID), AnswerKind.REPORT))
    assert "only a part" in str(found.errors[0].reason)


@pytest.mark.parametrize(
    ("of_ours", "waits", "open_ways"),
    [
        (True, True, {Remedy.TAKEN_UP}),
        (True, False, {Remedy.TAKEN_UP, Remedy.OVERTAKEN}),
        (False, False, {Remedy.NOT_OURS}),
    ],
)
def test_how_a_row_may_be_resolved(of_ours: bool, waits: bool, open_ways: set[Remedy]) -> None:
    assert {r for r in Remedy if why_not(r, of_ours=of_ours, waits=waits) is None} == open_ways
