"""The declared rule: mean after dropping one highest and one lowest."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.errors import RuleBroken
from programs.domain.scoring import places_of, score_of


@pytest.mark.parametrize(
    ("marks", "value"),
    [
        ("80 90 85", "85.00"),            # one mark is left
        ("80 90 85 86", "85.50"),         # (85 + 86) / 2
        ("70 70 90 90", "80.00"),         # of equal marks one is dropped
        ("88 88 88", "88.00"),
        ("10 80 81 81 100", "80.67"),     # 242 / 3 = 80.666…
        ("0 80 80.01 100", "80.01"),      # 80.005: a half goes up
        ("0 80 80 81 81 81.02 100", "80.60"),  # 403.02 / 5 = 80.604
    ],
)  # fmt: skip
def test_worked_examples(marks: str, value: str) -> None:
    assert str(score_of([Decimal(m) for m in marks.split()]).value) == value


def test_the_working_can_be_read_and_recomputed() -> None:
    score = score_of([Decimal(m) for m in ("90", "80", "85.5", "86")], reviewers_needed=4)
    assert score.dropped == (Decimal(80), Decimal(90))
    assert score.kept == (Decimal("85.5"), Decimal(86))
    assert [str(s) for s in score.working] == [
        "4 marks: 80, 85.5, 86, 90.",
        "One highest (90) and one lowest (80) are dropped.",
        "Mean of the remaining 2: 171.5 ÷ 2 = 85.75, rounded to two decimals, a half upwards.",
    ]


@pytest.mark.parametrize(("count", "needed"), [(2, 3), (2, 1), (0, 3), (3, 4)])
def test_too_few_reviewers_make_no_score(count: int, needed: int) -> None:
    with pytest.raises(RuleBroken, match=rf"{count} marks, and {max(needed, 3)} are needed"):
        score_of([Decimal(80)] * count, reviewers_needed=needed)


@pytest.mark.parametrize("mark", ["-1", "100.01", "80.001", "NaN"])
def test_a_mark_has_a_range(mark: str) -> None:
    with pytest.raises(RuleBroken, match="Give 0 to 100 points") as refused:
        score_of([Decimal(80), Decimal(80), Decimal(mark)])
    assert refused.value.field == "score"


def test_equal_scores_share_a_place() -> None:
    scores = {"a": Decimal("80.00"), "b": Decimal(90), "c": Decimal(80), "d": Decimal(70)}
    assert places_of(scores) == {"b": 1, "a": 2, "c": 2, "d": 4}


marks = st.integers(0, 10_000).map(lambda hundredths: Decimal(hundredths) / 100)


@given(st.lists(marks, min_size=3, max_size=8))
def test_the_order_of_reviewers_does_not_matter(given_marks: list[Decimal]) -> None:
    score = score_of(given_marks)
    assert score == score_of(given_marks[::-1]) == score_of(sorted(given_marks))
    assert min(given_marks) <= score.value <= max(given_marks)
