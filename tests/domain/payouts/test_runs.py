"""What a run makes of bad rows and of odd numbers of lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as some

from core.domain.errors import RuleBroken
from payouts.domain.runs import MOST_LINES, PARTS, bad_ones, check_lines, parts_of


@given(some.sets(some.integers(0, 99)), some.sets(some.integers(0, 99)))
def test_every_bad_row_is_found_and_no_good_one(rows: set[int], bad: set[int]) -> None:
    keys = sorted(rows)
    found = bad_ones(keys, lambda tried: not bad & set(tried))
    assert found == sorted(rows & bad)


def test_one_bad_row_of_a_thousand_is_found_in_few_trials() -> None:
    tried: list[int] = []

    def goes_through(keys: Sequence[int]) -> bool:
        tried.append(len(keys))
        return 421 not in keys

    assert bad_ones(range(1000), goes_through) == [421]
    assert len(tried) <= 21


def test_rows_that_are_bad_only_together_are_all_left_out() -> None:
    assert bad_ones([1, 2, 3], lambda keys: not {1, 3} <= set(keys)) == [1, 2, 3]


@pytest.mark.parametrize("lines", [0, -1, MOST_LINES + 1])
def test_a_file_has_a_sensible_number_of_lines(lines: int) -> None:
    with pytest.raises(RuleBroken, match="1 to 50000 lines"):
        check_lines(lines)


@pytest.mark.parametrize("lines", [1, MOST_LINES])
def test_the_ends_are_sensible(lines: int) -> None:
    check_lines(lines)


@given(some.lists(some.integers(), max_size=200))
def test_a_chunk_is_cut_into_ten_at_most_that_hold_every_row_once_and_in_order(
    rows: list[int],
) -> None:
    parts = parts_of(rows)
    assert [row for part in parts for row in part] == rows
    assert len(parts) <= PARTS
    assert all(parts)
    assert len(parts) > 1 or len(rows) <= 1
