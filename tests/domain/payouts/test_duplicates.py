"""A refusal as a duplicate is no failure: paying it again would pay it twice."""

from __future__ import annotations

import pytest

from core.domain.money import Money
from payouts.domain.answer_line import AnswerLine
from payouts.domain.duplicates import says_it_was_paid_before
from payouts.domain.lifecycle import DisbursementState
from payouts.domain.matching import Expected, match

KEY, ACCOUNT, AMOUNT = "PO-2026-00001-1", "110123456789", Money(5_000_000)
SENT = {KEY: Expected(ACCOUNT, AMOUNT, DisbursementState.SENT)}


def told(reason: str, outcome: DisbursementState = DisbursementState.FAILED) -> AnswerLine:
    return AnswerLine(1, KEY, ACCOUNT, AMOUNT, outcome, reason, None)


@pytest.mark.parametrize(
    "reason", ["AM05", "AM05 · 중복 이체", "DU03", "dupl", "Duplicate payment", "기처리된 거래"]
)
def test_a_duplicate_is_set_aside(reason: str) -> None:
    found = match([told(reason)], SENT)
    assert not found.lines
    (wrong,) = found.errors
    assert wrong.column == "reason"
    assert "That is not a failure" in wrong.reason.text


@pytest.mark.parametrize("reason", ["", "AC04", "BE01 · 예금주 불일치", "DUTY", "AM050"])
def test_other_refusals_are_failures(reason: str) -> None:
    assert not says_it_was_paid_before(reason)
    assert [line.outcome for line in match([told(reason)], SENT).lines] == ["failed"]


def test_what_was_paid_is_paid_whatever_stands_beside_it() -> None:
    paid = told("중복 확인 완료", DisbursementState.PAID)
    assert match([paid], SENT).lines == (paid,)
